import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { createShortFetch, createStreamedFetch } from '../../shared/network/short-fetch.ts';

let server: Server | null = null;

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const post = (url: string, more: RequestInit = {}, timeoutMs = 5000): Promise<Response> =>
  createShortFetch(timeoutMs)(url, {
    method: 'POST',
    body: new URLSearchParams({ token: 'a b&c' }),
    ...more,
  });

test('sends a form as fetch does, and returns the answer unchanged', async () => {
  const url = await serve(async (request, response) => {
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += part;
    const { 'content-type': type, 'x-own': own } = request.headers;
    response.writeHead(418, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ method: request.method, path: request.url, type, own, body }));
  });
  const response = await post(url, { headers: { 'x-own': 'kept' } });
  expect(response.status).toBe(418);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(await response.json()).toEqual({
    method: 'POST',
    path: '/token',
    type: 'application/x-www-form-urlencoded;charset=UTF-8',
    own: 'kept',
    body: 'token=a+b%26c',
  });
});

test('keeps the connection open for the next request', async () => {
  const ports = new Set<unknown>();
  const url = await serve((request, response) => {
    ports.add(request.socket.remotePort);
    request.resume().once('end', () => response.end());
  });
  for (let nth = 0; nth < 3; nth++) expect(await (await post(url)).text()).toBe('');
  expect(ports.size).toBe(1);
});

test('follows no redirect, which would show the form to another server', async () => {
  let asked = 0;
  const url = await serve((request, response) => {
    asked += 1;
    response.writeHead(307, { location: '/elsewhere' });
    request.resume().once('end', () => response.end());
  });
  expect((await post(url)).status).toBe(307);
  expect(asked).toBe(1);
});

test.each([
  ['before it answers', false],
  ['in the middle of its answer', true],
])('gives up in time when a server hangs %s', async (_, answers) => {
  const url = await serve((_request, response) => {
    if (answers) response.writeHead(200).write('{');
  });
  await expect(post(url, {}, 50)).rejects.toThrow(/timeout|aborted/);
});

test.each([
  ['before it answers', false],
  ['in the middle of its answer', true],
])('fails when the connection ends %s', async (_, answers) => {
  const url = await serve((request, response) => {
    if (answers) response.writeHead(200, { 'content-length': '9' }).write('{');
    // Time passes before the connection ends, so that the client is waiting for the answer or the rest of it.
    setTimeout(() => request.socket.destroy(), 20);
  });
  await expect(post(url)).rejects.toThrow();
});

test('gives up an endless answer', async () => {
  const url = await serve((request, response) => {
    const more = setInterval(() => response.write('x'.repeat(65_536)), 1);
    request.socket.once('close', () => clearInterval(more));
  });
  await expect(post(url)).rejects.toThrow('too long');
});

test('an answer of any length can be read as it comes', async () => {
  const url = await serve((_request, response) => response.end('x'.repeat(3_000_000)));
  const lengthOf = createStreamedFetch(5000, async ({ status, body }) => {
    let length = 0;
    for await (const part of body) length += part.length;
    return { status, length };
  });
  expect(await lengthOf(url)).toEqual({ status: 200, length: 3_000_000 });
});

test('what reads an answer may give it up, and the connection ends', async () => {
  let closed: Promise<unknown> = Promise.resolve();
  const url = await serve((request, response) => {
    // `once` would also tell of the reset with which the connection may end.
    closed = new Promise((resolve) => request.socket.on('error', () => {}).once('close', resolve));
    response.writeHead(200).write('x'.repeat(65_536));
  });
  const refused = createStreamedFetch(5000, async () => {
    throw new Error('not what was asked for');
  });
  await expect(refused(url)).rejects.toThrow('not what was asked for');
  await closed;
});

test('an answer that hangs while it is read is given up in time', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200).write('x');
  });
  const read = createStreamedFetch(50, async ({ body }) => {
    for await (const part of body) expect(String(part)).toBe('x');
  });
  await expect(read(url)).rejects.toMatchObject({
    code: expect.stringMatching(/^(ANSWER_TIMEOUT|ECONNRESET)$/),
  });
});
