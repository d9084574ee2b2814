// The emulated Google in its own process, so that it can use its own processor core. Messages advance its
// clock. Arguments: the lifetime of an access token in seconds, and the pace of the clock. Its first message
// is its port.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openEmulatedGoogle } from '../../local/google/index.ts';
import { parseConfig } from '../../shared/config/index.ts';
import { createMovedClock } from './moved-clock.ts';

const [accessTokenSeconds = 0, speed = 1, since = 0] = process.argv.slice(2).map(Number);
const clock = createMovedClock({ speed, since });
const { clientId, clientSecret, redirectUri } = parseConfig({}).oauthClient;

const server = createServer((request, response) => google.handle(request, response));
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
const { port } = server.address() as AddressInfo;
const google = await openEmulatedGoogle({
  baseUrl: `http://127.0.0.1:${port}/google`,
  file: ':memory:',
  clients: [{ clientId, clientSecret: clientSecret ?? '', redirectUris: [redirectUri] }],
  now: clock.now,
  accessTokenSeconds,
});
process.on('message', (aheadMs) => {
  clock.moveTo(Number(aheadMs));
  process.send?.('moved');
});
// Ends with the process that started it.
process.on('disconnect', () => process.exit());
process.send?.(port);
