// One of several processes that run gmail-push and mail-sync over one store, as instances of the functions do.
// One call of its store in ten fails. Messages move its clock and end the failures. It may be killed at any
// moment.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gmailPush } from '../../../functions/gmail-push.ts';
import { mailSync } from '../../../functions/mail-sync.ts';
import { readEnvironment } from '../../../shared/config/environment.ts';
import { parseConfig } from '../../../shared/config/index.ts';
import { createEdge } from '../../../shared/http/edge.ts';
import { composeRuntime } from '../../../shared/runtime/runtime.ts';
import { createMovedClock } from '../../fleet/moved-clock.ts';
import { failing, failingPorts, seededRandom } from '../../tokens/failing-ports.ts';

/** What a worker is told. */
export type Weather = {
  /** How far its clock is ahead of the system's. */
  readonly aheadMs: number;
  /** Whether every call of the store succeeds. */
  readonly isReliable: boolean;
};

const setting = (name: string): number => Number(process.env[name]);
const skewMs = setting('WORKER_SKEW_MS');
const clock = createMovedClock();
const drawn = seededRandom(setting('WORKER_SEED'));
let isReliable = true;
// No call fails when 1 is drawn.
const random = (): number => (isReliable ? 1 : drawn());

function face(weather: Weather): void {
  clock.moveTo(weather.aheadMs + skewMs);
  isReliable = weather.isReliable;
}
face({ aheadMs: setting('CLOCK_AHEAD_MS'), isReliable: process.env['STORE_FAILS'] !== 'yes' });

const composed = await composeRuntime(parseConfig(readEnvironment()), {
  adaptPorts: (ports) => failingPorts({ ...ports, clock }, random),
});
const runtime = { ...composed, mail: failing(composed.mail, random) };
const push = createEdge(gmailPush);
const sync = createEdge(mailSync);
const server = createServer((request, response) => {
  const edge = request.url?.startsWith('/gmail-push') ? push : sync;
  void edge(request, response, runtime);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

process.on('message', (weather: Weather) => {
  face(weather);
  process.send?.({ faced: weather });
});
// Ends with the process that started it.
process.on('disconnect', () => process.exit());
process.send?.({ port: (server.address() as AddressInfo).port });
