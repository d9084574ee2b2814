import type { IncomingHttpHeaders } from 'node:http';
import { expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import { retryAtIn } from '../../shared/google/retry-at.ts';
import { answering, callsOf, serve } from './scripted-server.ts';

const NOW = new Date('2026-11-28T12:00:00Z');
const TOMORROW = '2026-11-29T12:00:00.000Z';

test.each<[header: unknown, message: unknown, at: string | null]>([
  ['3600', null, '2026-11-28T13:00:00.000Z'],
  ['Sat, 28 Nov 2026 12:05:00 GMT', null, '2026-11-28T12:05:00.000Z'],
  [
    null,
    'User-rate limit exceeded.  Retry after 2026-11-28T12:57:51.196Z',
    '2026-11-28T12:57:51.196Z',
  ],
  ['60', 'Retry after 2026-11-28T12:57:51.196Z', '2026-11-28T12:01:00.000Z'],
  ['999999999999999', null, TOMORROW],
  ['Sat, 28 Nov 2065 12:05:00 GMT', null, TOMORROW],
  [null, 'Retry after 9999-12-31T23:59:59Z', TOMORROW],
  ['0', null, null],
  ['-5', null, null],
  ['1.5', null, null],
  ['soon', null, null],
  ['Fri, 27 Nov 2026 12:05:00 GMT', null, null],
  [null, 'Retry after 2026-99-99T99:99:99Z', null],
  [undefined, 7, null],
])('the header %j and the message %j mean %j', (header, message, at) => {
  expect(retryAtIn(header, message, NOW)?.toISOString() ?? null).toBe(at);
});

const JSON_TYPE = { 'content-type': 'application/json' };

/** Calls once. Returns how often Google was called, and when it may be called again, in seconds. */
async function called(name: string, answer: Parameters<typeof answering>) {
  let requests = 0;
  const origin = await serve((request, response) => {
    requests += 1;
    answering(...answer)(request, response);
  });
  const thrown: unknown = await callsOf(origin)
    [name]?.()
    .catch((error: unknown) => error);
  if (!(thrown instanceof AppError)) throw thrown;
  const { retryAt } = thrown.upstream ?? {};
  const seconds = retryAt && Math.round((retryAt.getTime() - Date.now()) / 1000);
  return { requests, code: thrown.code, seconds };
}

const header = (value: IncomingHttpHeaders['retry-after']) => ({
  ...JSON_TYPE,
  'retry-after': value ?? '',
});
const about = (seconds: number) => new Date(Date.now() + seconds * 1000);
/** Some seconds pass on a busy machine. */
const nearly = (seconds: number) => expect.closeTo(seconds - 5, -1.2);

test.each([429, 503])('a refresh is not repeated at once when %i says when', async (status) => {
  const found = await called('refresh', [status, header('3600'), '{}']);
  expect(found).toEqual({ requests: 1, code: 'google_unavailable', seconds: nearly(3600) });
});

test.each([429, 503])('a refresh is repeated once after a %i that does not say', async (status) => {
  const found = await called('refresh', [status, JSON_TYPE, '{}']);
  expect(found).toEqual({ requests: 2, code: 'google_unavailable', seconds: undefined });
});

const gmailError = (reason: string, message: string): string =>
  JSON.stringify({ error: { message, errors: [{ reason }] } });

test('Gmail’s rate limit says in its text when to come back', async () => {
  const message = `User-rate limit exceeded.  Retry after ${about(1800).toISOString()}`;
  const body = gmailError('userRateLimitExceeded', message);
  const found = await called('gmail', [403, JSON_TYPE, body]);
  expect(found).toEqual({ requests: 1, code: 'google_unavailable', seconds: nearly(1800) });
});

test.each([429, 503])(
  'Gmail’s %i says in a header, as a date, when to come back',
  async (status) => {
    const found = await called('gmail', [status, header(about(900).toUTCString()), '{}']);
    expect(found).toEqual({ requests: 1, code: 'google_unavailable', seconds: nearly(900) });
  },
);
