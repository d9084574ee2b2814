import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { asAppError } from '../../shared/errors.ts';
import { readBody } from '../../shared/http/body.ts';

const MB = 1024 * 1024;

let server: ReturnType<typeof createServer>;
let socket: Socket;

beforeEach(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  socket.destroy();
  server.close();
});

/** A request whose body is only begun. */
async function begun(): Promise<IncomingMessage> {
  socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
  const [request] = await once(server, 'request');
  return request;
}

function sendChunk(bytes: number): void {
  socket.write(`${bytes.toString(16)}\r\n`);
  socket.write(Buffer.alloc(bytes, 'a'));
  socket.write('\r\n');
}

test('keeps nothing of a body that is too large, though its connection stays open', async () => {
  const request = await begun();
  const concat = Buffer.concat;
  let joined = 0;
  Buffer.concat = (parts, ...size) => {
    joined = parts.length;
    return concat(parts, ...size);
  };
  try {
    const reading = readBody(request, MB).catch(asAppError);
    sendChunk(2 * MB);
    expect(await reading).toMatchObject({ code: 'body_too_large' });
    const ended = once(request, 'end');
    sendChunk(MB);
    socket.write('0\r\n\r\n');
    await ended;
    expect(joined).toBe(0);
  } finally {
    Buffer.concat = concat;
  }
});

test('refuses a body that takes longer than it may, and keeps nothing that comes later', async () => {
  const request = await begun();
  sendChunk(1);
  const thrown = await readBody(request, MB, 50).catch(asAppError);
  expect(thrown).toMatchObject({ code: 'body_malformed' });
});

test('answers a body that arrives in time, byte by byte', async () => {
  const request = await begun();
  const reading = readBody(request, 3, 5000);
  for (const _ of 'abc') sendChunk(1);
  socket.write('0\r\n\r\n');
  expect((await reading).toString()).toBe('aaa');
});
