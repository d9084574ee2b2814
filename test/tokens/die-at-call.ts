import type { Ports } from '../../shared/tokens/index.ts';

/** These methods make no call. */
const IN_MEMORY = new Set<string | symbol>(['authorizationUrl', 'isPrimary']);

/** Which port calls a process made before it died. */
export type Death = { readonly calls: string[]; dead: boolean };

/**
 * Ports of a process that dies at its nth step. Each port call is two steps: n is even for the moment
 * before a call and odd for the moment after it. After its death every call of the process throws.
 */
export function dieAtCall(ports: Ports, n: number): { ports: Ports; death: Death } {
  const death: Death = { calls: [], dead: false };
  let steps = 0;
  const step = (): void => {
    if (death.dead || steps++ === n) {
      death.dead = true;
      throw new Error('the process is dead');
    }
  };
  const wrap = <T extends object>(port: T, portName: string): T =>
    new Proxy(port, {
      get: (target, property) => {
        const method = Reflect.get(target, property);
        if (typeof method !== 'function' || IN_MEMORY.has(property)) return method;
        return async (...args: unknown[]) => {
          step();
          death.calls.push(`${portName}.${String(property)}`);
          const answer = await Reflect.apply(method, target, args);
          step();
          return answer;
        };
      },
    });
  const { store, vault, oauth, signingKeys, serviceAccounts } = ports;
  return {
    ports: {
      ...ports,
      store: wrap(store, 'store'),
      vault: wrap(vault, 'vault'),
      oauth: wrap(oauth, 'oauth'),
      signingKeys: wrap(signingKeys, 'signingKeys'),
      serviceAccounts: wrap(serviceAccounts, 'serviceAccounts'),
    },
    death,
  };
}
