// The local server, which kills itself (SIGKILL) just before the nth port call of a callback, that is just
// after the call before. The count starts at the read of a state, the first call of a callback.
import { startLocalServer } from '../../local/server.ts';
import type { Ports } from '../../shared/tokens/index.ts';

/** Not counted: the calls of the scheduler's run, the health check and the link, which may coincide. */
const OTHERS = new Set([
  'authorizationUrl',
  'parkedRequests',
  'forgetRequests',
  'due',
  'listConnections',
  'countConnections',
  'listEvents',
  'pageEvents',
  'readRecord',
  'writeRecord',
  'listRecords',
  'forgetExpired',
]);

const dieAt = Number(process.env['DIE_AT']);
let steps = 0;
let armed = false;

function step(): void {
  if (armed && steps++ === dieAt) process.kill(process.pid, 'SIGKILL');
}

function dying<T extends object>(port: T): T {
  return new Proxy(port, {
    get: (target, property) => {
      const method = Reflect.get(target, property);
      if (typeof method !== 'function' || OTHERS.has(String(property))) return method;
      return async (...args: unknown[]) => {
        armed ||= property === 'readRequest';
        step();
        return Reflect.apply(method, target, args);
      };
    },
  });
}

const adaptPorts = (ports: Ports): Ports => ({
  ...ports,
  store: dying(ports.store),
  vault: dying(ports.vault),
  oauth: dying(ports.oauth),
});

await startLocalServer({ adaptPorts });
