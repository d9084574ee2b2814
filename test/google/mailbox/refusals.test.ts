import { describe, expect, test } from '@jest/globals';
import { diagnose } from '../../../shared/diagnosis/index.ts';
import { AppError } from '../../../shared/errors.ts';
import {
  type Call,
  gmailError,
  readerAt,
  refusalOf,
  startGmail,
  startScriptedGmail,
  TOPIC,
} from './scripted-gmail.ts';

const PROFILE = { body: { emailAddress: 'support@example.com', historyId: '1' } };
const REJECTED = gmailError(401, 'authError', 'Invalid Credentials');

test('a token that Gmail rejects is renewed once, and the call is made again', async () => {
  const gmail = await startScriptedGmail(REJECTED, PROFILE);
  expect(await gmail.reader.profile()).toMatchObject({ historyId: '1' });
  expect(gmail.rejected).toEqual([undefined, 'marked-token-1']);
  expect(gmail.calls.map(({ authorization }) => authorization)).toEqual([
    'Bearer marked-token-1',
    'Bearer marked-token-2',
  ]);
});

test('a second rejection is the answer', async () => {
  const gmail = await startScriptedGmail(REJECTED);
  expect((await refusalOf(gmail.reader.profile())).code).toBe('token_rejected');
  expect(gmail.calls).toHaveLength(2);
});

const RETRY_AT = new Date(Date.now() + 600_000);

test.each([
  [
    'a quota of the user',
    gmailError(403, 'rateLimitExceeded', "Quota exceeded for quota metric 'Queries'"),
    undefined,
  ],
  ['the older name of that quota', gmailError(403, 'userRateLimitExceeded'), undefined],
  [
    'too many calls at once',
    gmailError(429, 'rateLimitExceeded', 'Too many concurrent requests for user'),
    undefined,
  ],
  [
    'a moment in the text',
    gmailError(
      429,
      'rateLimitExceeded',
      `User-rate limit exceeded.  Retry after ${RETRY_AT.toISOString()}`,
    ),
    RETRY_AT,
  ],
  ['an outage', gmailError(503, 'backendError'), undefined],
  ['an outage that is no JSON', { status: 502, body: '<html>' }, undefined],
  ['a redirect', { status: 302, headers: { location: '/elsewhere' }, body: '' }, undefined],
  ['a success that is no JSON', { status: 200, body: '<html>' }, undefined],
])('%s is transient', async (_, answer, retryAt) => {
  const gmail = await startScriptedGmail(answer);
  const { code, upstream } = await refusalOf(gmail.reader.profile());
  expect(code).toBe('google_unavailable');
  expect(upstream?.retryAt).toEqual(retryAt);
  expect(gmail.calls).toHaveLength(1);
});

test.each([
  [403, 'insufficientPermissions'],
  [403, 'domainPolicy'],
  [400, 'failedPrecondition'],
])('%i %s is Gmail’s refusal', async (status, reason) => {
  const gmail = await startScriptedGmail(gmailError(status, reason));
  const { code, upstream } = await refusalOf(gmail.reader.profile());
  expect(code).toBe('gmail_refused');
  expect(upstream).toMatchObject({ service: 'gmail', status, error: reason });
});

test('what the source of tokens throws is the answer, and Gmail is not called', async () => {
  const gmail = await startScriptedGmail(PROFILE);
  const accessTokenFor = async () => {
    throw new AppError('connection_needs_reconnect');
  };
  const { reader } = readerAt(gmail.origin, { accessTokenFor });
  expect((await refusalOf(reader.profile())).code).toBe('connection_needs_reconnect');
  expect(gmail.calls).toEqual([]);
});

test('a 404 that is not Gmail’s says nothing of the mailbox', async () => {
  const gmail = await startScriptedGmail({ status: 404, body: '<html>Not found</html>' });
  const history = gmail.reader.history({ historyId: '1', pageToken: null });
  expect((await refusalOf(history)).code).toBe('google_unavailable');
  expect((await refusalOf(gmail.reader.read('a', 0))).code).toBe('google_unavailable');
});

test('at most five calls of a mailbox run at once, and another mailbox does not wait for them', async () => {
  const waiting: (() => void)[] = [];
  const gmail = await startGmail((request, response) => {
    request.resume();
    waiting.push(() => response.end(JSON.stringify(PROFILE.body)));
  });
  const arrived = async (count: number): Promise<void> => {
    while (waiting.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const calls = Array.from({ length: 12 }, () => gmail.reader.profile());
  await arrived(5);
  // The server has time to see a sixth call, if there were one.
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(waiting).toHaveLength(5);
  const other = gmail.readerOf('sales').profile();
  await arrived(6);
  for (let nth = 0; nth < 13; nth++) {
    await arrived(nth + 1);
    waiting[nth]?.();
  }
  await other;
  expect(await Promise.all(calls)).toHaveLength(12);
});

test('a call that fails makes room for the next', async () => {
  const gmail = await startScriptedGmail(gmailError(503, 'backendError'));
  const calls = Array.from({ length: 12 }, () => refusalOf(gmail.reader.profile()));
  expect((await Promise.all(calls)).map(({ code }) => code)).toEqual(
    Array.from({ length: 12 }, () => 'google_unavailable'),
  );
});

const EXPIRATION = String(Date.parse('2026-12-05T00:00:00Z'));
const EXPIRES_AT = new Date('2026-12-05T00:00:00Z');
const WATCHED = { body: { historyId: '1', expiration: EXPIRATION } };
const ONE_CLIENT = gmailError(
  400,
  'invalidArgument',
  'Only one user push notification client allowed per developer (call /stop then try again)',
);
const shownIn = (calls: readonly Call[]) => calls.map(({ path }) => path.split('/').at(-1));

test('a watch names the topic and answers when it ends', async () => {
  const gmail = await startScriptedGmail(WATCHED);
  expect(await gmail.reader.watch()).toEqual({ expiresAt: EXPIRES_AT });
  const [call] = gmail.calls;
  expect(call?.method).toBe('POST');
  expect(JSON.parse(call?.body ?? '')).toEqual({ topicName: TOPIC });
});

test('another watch of the same project is stopped, and the watch is made then', async () => {
  const gmail = await startScriptedGmail(ONE_CLIENT, { status: 204 }, WATCHED);
  expect(await gmail.reader.watch()).toEqual({ expiresAt: EXPIRES_AT });
  expect(shownIn(gmail.calls)).toEqual(['watch', 'stop', 'watch']);
});

test('another watch that comes back at once is not stopped again', async () => {
  const gmail = await startScriptedGmail(ONE_CLIENT, { status: 204 }, ONE_CLIENT);
  expect((await refusalOf(gmail.reader.watch())).code).toBe('watch_refused');
  expect(shownIn(gmail.calls)).toEqual(['watch', 'stop', 'watch']);
});

const TOPIC_NAME = 'projects/p/topics/t';

test.each([
  [400, 'invalidArgument', 'Invalid topicName does not match projects/acme-mail/topics/*'],
  [
    403,
    'forbidden',
    `Error sending test message to Cloud PubSub ${TOPIC_NAME} : User not authorized to perform this action.`,
  ],
  [
    404,
    'notFound',
    `Error sending test message to Cloud PubSub ${TOPIC_NAME} : Resource not found (resource=t).`,
  ],
])(
  'a topic that Gmail cannot use is told with its answer: %i %s',
  async (status, error, message) => {
    const gmail = await startScriptedGmail(gmailError(status, error, message));
    const { code, upstream } = await refusalOf(gmail.reader.watch());
    expect(code).toBe('watch_refused');
    expect(upstream).toMatchObject({ status, error });
    expect(gmail.calls).toHaveLength(1);
  },
);

test('without a topic there is no watch, and Gmail is not called', async () => {
  const gmail = await startScriptedGmail(WATCHED);
  const { reader } = readerAt(gmail.origin, { topic: null });
  const { code, detail } = await refusalOf(reader.watch());
  expect(code).toBe('watch_refused');
  expect(detail).toEqual({ missing: 'GMAIL_PUSH_TOPIC' });
  expect(gmail.calls).toEqual([]);
});

test('a watch that is refused to the mailbox or for a quota keeps that cause', async () => {
  const gmail = await startScriptedGmail(
    gmailError(403, 'insufficientPermissions', 'Insufficient Permission'),
    gmailError(429, 'rateLimitExceeded'),
  );
  expect((await refusalOf(gmail.reader.watch())).code).toBe('gmail_refused');
  expect((await refusalOf(gmail.reader.watch())).code).toBe('google_unavailable');
});

test('a watch without an end is refused', async () => {
  const gmail = await startScriptedGmail({ body: { historyId: '1' } });
  expect((await refusalOf(gmail.reader.watch())).code).toBe('google_unavailable');
});

test('stop ends without an answer’s body', async () => {
  const gmail = await startScriptedGmail({ status: 204 });
  await gmail.reader.stop();
  expect(gmail.calls).toMatchObject([{ method: 'POST', path: '/gmail/v1/users/me/stop' }]);
});

describe('a refusal of a mailbox for which a service account acts', () => {
  const refused = gmailError(403, 'insufficientPermissions');

  test('says so, because Gmail’s words mean other things then', async () => {
    const { origin } = await startScriptedGmail(refused);
    const { reader } = readerAt(origin, { methodOf: async () => 'delegation' });
    const error = await refusalOf(reader.labels());
    expect(error).toMatchObject({ code: 'gmail_refused', upstream: { method: 'delegation' } });
    expect(diagnose(error).cause).toBe('delegation_scopes_missing');
  });

  test.each([
    ['the owner consented', async () => 'consent' as const],
    [
      'the store does not answer',
      async () => {
        throw new Error('store');
      },
    ],
  ])('does not where %s', async (_, methodOf) => {
    const { origin } = await startScriptedGmail(refused);
    const error = await refusalOf(readerAt(origin, { methodOf }).reader.labels());
    expect(error.code).toBe('gmail_refused');
    expect(diagnose(error).cause).toBe('gmail_permission_missing');
  });
});
