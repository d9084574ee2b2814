import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createPostNotification } from '../../shared/notifications/post-notification.ts';
import { NEXT_SECRET, type Receiver, SECRET, startReceiver } from './receiver.ts';

const MESSAGE = { id: 'event-1', body: JSON.stringify({ type: 'a', data: { text: '日本語 ’' } }) };
const TRANSPORT = { fetch, timeoutMs: 250 };

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const posting = (secrets: string[], message = MESSAGE, at = new Date()) =>
  createPostNotification({ url: receiver.url, secrets }, TRANSPORT)(message, at);

describe('a signed message', () => {
  test('is verified by the package of the Standard Webhooks', async () => {
    expect(await posting([SECRET])).toEqual({ status: 204, retryAfter: null });
    expect(receiver.taken).toEqual([{ id: 'event-1', type: 'a', data: { text: '日本語 ’' } }]);
  });

  test('has exactly these headers', async () => {
    await posting([SECRET], MESSAGE, new Date('2026-01-31T09:17:00.999Z'));
    const { url, headers } = receiver.requests[0] ?? {};
    expect(url).toBe('/hook?key=marked-query');
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'gmail-salesforce-connector',
      'webhook-id': 'event-1',
      'webhook-timestamp': String(Date.parse('2026-01-31T09:17:00Z') / 1000),
      'webhook-signature': expect.stringMatching(/^v1,[A-Za-z0-9+/]{43}=$/),
    });
    expect(JSON.stringify(headers)).not.toContain('marked-secret');
  });

  test.each([
    ['with another secret', NEXT_SECRET, new Date()],
    ['ten minutes ago', SECRET, new Date(Date.now() - 600_000)],
    ['in ten minutes', SECRET, new Date(Date.now() + 600_000)],
  ])('is refused when it was signed %s', async (_, secret, at) => {
    expect(await posting([secret], MESSAGE, at)).toMatchObject({ status: 401 });
    expect(receiver.taken).toEqual([]);
  });
});

describe('during a rotation', () => {
  test.each([
    ['the old', SECRET],
    ['the new', NEXT_SECRET],
  ])('is accepted by a receiver that knows only %s secret', async (_, secret) => {
    const other = await startReceiver(secret);
    const post = createPostNotification(
      { url: other.url, secrets: [SECRET, NEXT_SECRET] },
      TRANSPORT,
    );
    expect(await post(MESSAGE, new Date())).toMatchObject({ status: 204 });
    const signatures = String(other.requests[0]?.headers['webhook-signature']).split(' ');
    expect(signatures).toHaveLength(2);
    expect(new Set(signatures).size).toBe(2);
    await other.close();
  });
});

describe('a post', () => {
  test('does not follow a redirect', async () => {
    const elsewhere = await startReceiver();
    for (const status of [301, 302, 303, 307, 308]) {
      receiver.reply({ status, headers: { location: elsewhere.url } });
      expect(await posting([SECRET])).toMatchObject({ status });
    }
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  test('waits for the answer until the time-out at most', async () => {
    receiver.reply({});
    const began = Date.now();
    expect(await posting([SECRET])).toEqual({ status: null, retryAfter: null });
    expect(Date.now() - began).toBeLessThan(5000);
  });

  test('has a time-out of ten seconds', async () => {
    const waits: number[] = [];
    const timeout = AbortSignal.timeout;
    AbortSignal.timeout = (milliseconds) => {
      waits.push(milliseconds);
      return timeout.call(AbortSignal, milliseconds);
    };
    await createPostNotification({ url: receiver.url, secrets: [SECRET] })(MESSAGE, new Date());
    AbortSignal.timeout = timeout;
    expect(waits).toEqual([10_000]);
  });

  test('does not read an endless body', async () => {
    let sent = 0;
    const server = createServer((_, response) => {
      response.writeHead(200);
      const more = setInterval(() => {
        sent += 65_536;
        response.write(Buffer.alloc(65_536));
      }, 1);
      response.on('close', () => clearInterval(more));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const post = createPostNotification({ url: `http://127.0.0.1:${port}/`, secrets: [SECRET] });
    expect(await post(MESSAGE, new Date())).toEqual({ status: 200, retryAfter: null });
    server.close();
    await once(server, 'close');
    expect(sent).toBeLessThan(64 * 65_536);
  });

  test('throws nothing, whatever fetch throws', async () => {
    const failing: typeof fetch = () => Promise.reject(new TypeError(`refused ${receiver.url}`));
    const transport = { fetch: failing, timeoutMs: 250 };
    const post = createPostNotification({ url: receiver.url, secrets: [SECRET] }, transport);
    expect(await post(MESSAGE, new Date())).toEqual({ status: null, retryAfter: null });
  });
});
