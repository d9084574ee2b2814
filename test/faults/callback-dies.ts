// The local server, but it kills itself (SIGKILL) at its nth port call of a callback: before the call
// when n is even, after it when n is odd. Armed by the first exchange of a code or read of a state.
import { startLocalServer } from '../../local/server.ts';
import type { Ports } from '../../shared/tokens/index.ts';

const dieAt = Number(process.env['DIE_AT']);
let steps = 0;
let armed = false;

function step(): void {
  if (armed && steps++ === dieAt) process.kill(process.pid, 'SIGKILL');
}

function deadly<T extends object>(port: T): T {
  return new Proxy(port, {
    get: (target, property) => {
      const method = Reflect.get(target, property);
      if (typeof method !== 'function' || property === 'authorizationUrl') return method;
      return async (...args: unknown[]) => {
        armed ||= property === 'readRequest';
        step();
        const answer = await Reflect.apply(method, target, args);
        step();
        return answer;
      };
    },
  });
}

const adaptPorts = (ports: Ports): Ports => ({
  ...ports,
  store: deadly(ports.store),
  vault: deadly(ports.vault),
  oauth: deadly(ports.oauth),
});

await startLocalServer({ adaptPorts });
