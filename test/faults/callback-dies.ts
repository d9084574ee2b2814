// The local server, but it kills itself (SIGKILL) just before the nth port call of a callback, which is
// just after the one before. Armed by the read of a state, the first thing that a callback does.
import { startLocalServer } from '../../local/server.ts';
import type { Ports } from '../../shared/tokens/index.ts';

/** What the scheduler's run, the health check and the link ask, which may fall into the same moment. */
const OTHERS = new Set([
  'authorizationUrl',
  'parkedRequests',
  'forgetRequests',
  'due',
  'listConnections',
  'countConnections',
  'listEvents',
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

function deadly<T extends object>(port: T): T {
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
  store: deadly(ports.store),
  vault: deadly(ports.vault),
  oauth: deadly(ports.oauth),
});

await startLocalServer({ adaptPorts });
