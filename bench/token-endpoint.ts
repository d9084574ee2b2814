import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort } from 'node:worker_threads';

// Run as a worker: with an event loop of its own, so that answering is not timed as asking, and
// with no life beyond the process that started it.

/** Less than the minute that every caller of the library asks for: so each call must refresh. */
const TOKEN_SECONDS = 30;

const answer = JSON.stringify({
  access_token: 'a'.repeat(220),
  expires_in: TOKEN_SECONDS,
  scope: 'openid email https://www.googleapis.com/auth/gmail.labels',
  token_type: 'Bearer',
});

const server = createServer((request, response) => {
  request.resume().once('end', () => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(answer);
  });
});

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  parentPort?.postMessage(port);
});
