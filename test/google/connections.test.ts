import { expect, test } from '@jest/globals';
import { callsOf, serve } from './scripted-server.ts';

const TOKENS = JSON.stringify({
  access_token: 'marked-access-token',
  expires_in: 3599,
  labels: [],
  keys: [],
});

/** How many requests arrived at a connection, by its client's port. */
type Arrivals = Map<number | undefined, number>;

/** A server that answers the first request of each connection, and resets the connection at the second. */
async function serveOncePerConnection(): Promise<{ origin: string; arrivals: Arrivals }> {
  const arrivals: Arrivals = new Map();
  const origin = await serve((request, response) => {
    const { remotePort } = request.socket;
    const nth = (arrivals.get(remotePort) ?? 0) + 1;
    arrivals.set(remotePort, nth);
    request.resume().once('end', () => {
      if (nth > 1) return request.socket.resetAndDestroy();
      return response.writeHead(200, { 'content-type': 'application/json' }).end(TOKENS);
    });
  });
  return { origin, arrivals };
}

test('exchanges each code over a connection of its own, and sends it once', async () => {
  const { origin, arrivals } = await serveOncePerConnection();
  const { exchange, refresh } = callsOf(origin);
  await refresh?.();
  for (let nth = 0; nth < 3; nth++) await exchange?.();
  expect([...arrivals.values()]).toEqual([1, 1, 1, 1]);
});

test('never sends a code a second time when its connection is reset', async () => {
  let received = 0;
  const origin = await serve((request) => {
    received += 1;
    request.socket.resetAndDestroy();
  });
  await expect(callsOf(origin)['exchange']?.()).rejects.toMatchObject({
    code: 'google_unavailable',
  });
  expect(received).toBe(1);
});

test.each(['refresh', 'revocation', 'gmail'])(
  'repeats a %s over a fresh connection when every connection of the pool is stale',
  async (name) => {
    const { origin, arrivals } = await serveOncePerConnection();
    const calls = callsOf(origin);
    // Calls at the same time leave several connections in the pool.
    await Promise.all([calls[name]?.(), calls[name]?.(), calls[name]?.()]);
    for (let nth = 0; nth < 3; nth++) await calls[name]?.();
    const [once, twice] = [1, 2].map((n) => [...arrivals.values()].filter((many) => many === n));
    expect([once?.length, twice?.length]).toEqual([3, 3]);
  },
);

test('does not repeat a call whose answer had begun', async () => {
  let received = 0;
  const origin = await serve((request, response) => {
    received += 1;
    const isFirst = received === 1;
    request.resume().once('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' });
      if (isFirst) return response.end(TOKENS);
      response.write('{');
      return setTimeout(() => request.socket.resetAndDestroy(), 20);
    });
  });
  const { revocation } = callsOf(origin);
  await revocation?.();
  await expect(revocation?.()).rejects.toMatchObject({ code: 'google_unavailable' });
  expect(received).toBe(2);
});
