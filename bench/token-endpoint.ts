import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { Behaviour, CallCounts } from './open-token-endpoint.ts';

// Runs as a worker thread: its separate event loop keeps the time to answer out of the measured thread,
// and it ends with the process that started it.

const { tokenSeconds, delayMs }: Behaviour = workerData;

const answer = JSON.stringify({
  access_token: 'a'.repeat(220),
  expires_in: tokenSeconds,
  scope: 'openid email https://www.googleapis.com/auth/gmail.labels',
  token_type: 'Bearer',
});

let calls = 0;
const grants = new Set<string | null>();

const server = createServer(async (request, response) => {
  calls += 1;
  grants.add(new URLSearchParams(await text(request)).get('refresh_token'));
  if (delayMs > 0) await pause(delayMs);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(answer);
});

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  parentPort?.postMessage(port);
});

// A message requests the counts, and resets them.
parentPort?.on('message', () => {
  const counts: CallCounts = { calls, grants: grants.size };
  calls = 0;
  grants.clear();
  parentPort?.postMessage(counts);
});
