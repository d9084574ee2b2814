import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createFront } from '../../local/front.ts';
import { openEmulatedGoogle } from '../../local/google/index.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

type Asked = { readonly baseUrl: string; readonly host: string; readonly method?: string };

/** Sends one request with a Host header to a front of its own; returns the status and the redirect. */
async function ask({ baseUrl, host, method = 'GET' }: Asked): Promise<(string | number)[]> {
  const google = await openEmulatedGoogle({ baseUrl, file: ':memory:', clients: [] });
  const functions = new Map();
  const confirmHealth = async () => undefined;
  const server = createServer(
    createFront({ baseUrl, functions, google, org: null, confirmHealth, ownGoogle: false }),
  );
  open.push(
    () => server.close(),
    () => google.close(),
  );
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return new Promise((answered, failed) => {
    const options = { host: '127.0.0.1', port, path: '/healthz', method, headers: { host } };
    request(options, ({ statusCode = 0, headers }) =>
      answered([statusCode, ...(headers.location ? [headers.location] : [])]),
    )
      .on('error', failed)
      .end();
  });
}

const HTTPS = 'https://connector.example.com';
const REDIRECTED = [307, `${HTTPS}/healthz`];

describe('the Host header', () => {
  test.each([
    [HTTPS, 'connector.example.com', [200]],
    [HTTPS, 'connector.example.com:443', [200]],
    [HTTPS, 'Connector.EXAMPLE.com', [200]],
    [HTTPS, 'CONNECTOR.example.com:443', [200]],
    [HTTPS, 'connector.example.com.', REDIRECTED],
    [HTTPS, 'connector.example.com.:443', REDIRECTED],
    [HTTPS, 'connector.example.com:80', [421]],
    [HTTPS, 'connector.example.com:8443', [421]],
    [HTTPS, 'evil.example', [421]],
    [HTTPS, 'connector.example.com.evil.example', [421]],
    [HTTPS, 'evil.example@connector.example.com', [421]],
    [HTTPS, 'connector.example.com/evil', [421]],
    [HTTPS, 'connector.example.com..', [421]],
    ['https://connector.example.com:8443', 'connector.example.com:8443', [200]],
    ['https://connector.example.com:8443', 'connector.example.com', [421]],
    ['http://localhost', 'LOCALHOST:80', [200]],
    ['http://localhost', 'localhost:443', [421]],
    ['http://[::1]:8080', '[::1]:8080', [200]],
    ['http://[::1]:8080', '[0:0:0:0:0:0:0:1]:8080', [200]],
    ['http://[::1]:8080', 'localhost:8080', [307, 'http://[::1]:8080/healthz']],
    ['http://127.0.0.1:8080', '[::1]:8080', [307, 'http://127.0.0.1:8080/healthz']],
    ['http://127.0.0.1:8080', '[::1]:8081', [421]],
  ])('of a GET under %s: %s answers %j', async (baseUrl, host, answer) => {
    expect(await ask({ baseUrl, host })).toEqual(answer);
  });

  test.each([
    ['connector.example.com.', [200]],
    ['Connector.example.com.:443', [200]],
    ['localhost', [421]],
  ])('of a POST, which is never redirected: %s answers %j', async (host, answer) => {
    expect(await ask({ baseUrl: HTTPS, host, method: 'POST' })).toEqual(answer);
  });
});
