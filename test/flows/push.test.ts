import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EMULATED_PUSHER, LOCAL_SCHEDULER } from '../../shared/config/index.ts';
import { type MailPipeline, startMailPipeline } from '../support/mail-pipeline.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
const directory = temporaryDirectory();
let pipeline: MailPipeline;
let url: string;
let connectionId: string;

beforeAll(async () => {
  pipeline = await startMailPipeline({ directory });
  url = `${pipeline.baseUrl}/gmail-push`;
  connectionId = await pipeline.connect(SUPPORT);
  await pipeline.sync();
});
afterAll(() => pipeline.close());

const tokenOf = (email = EMULATED_PUSHER, audience = url): Promise<string> =>
  pipeline.google.issueServiceAccountIdToken({ email, audience });

const encoded = (announcement: unknown): string =>
  Buffer.from(JSON.stringify(announcement)).toString('base64');

const bodyOf = (announcement: unknown): string =>
  JSON.stringify({
    message: { data: encoded(announcement), messageId: '1', publishTime: '2026-01-01T00:00:00Z' },
    subscription: 'projects/example-project/subscriptions/gmail-push',
  });

type Push = { readonly token: string | null; readonly body: string; readonly type?: string };

async function push({ token, body, type = 'application/json' }: Push) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': type, ...(token && { authorization: `Bearer ${token}` }) },
    body,
  });
  const answer = (await response.json()) as {
    outcome?: string;
    error?: { code: string };
  };
  return [response.status, answer.outcome ?? answer.error?.code];
}

const news = (historyId: unknown, emailAddress = SUPPORT): string =>
  bodyOf({ emailAddress, historyId });

describe('a push of Gmail’s', () => {
  test('is accepted with the history id as a number or as text, and the address in any case', async () => {
    const token = await tokenOf();
    const read = async () => (await pipeline.runtime.mail.readIntake(connectionId))?.value;
    const before = BigInt((await read())?.historyId ?? '0');
    expect(await push({ token, body: news(String(before + 5n)) })).toEqual([200, 'read']);
    const number = Number(before + 9n);
    expect(await push({ token, body: news(number, 'Support@Example.com') })).toEqual([200, 'read']);
    expect((await read())?.pushedHistoryId).toBe(String(number));
  });

  test('that comes late or twice takes nothing back', async () => {
    const token = await tokenOf();
    const read = async () => (await pipeline.runtime.mail.readIntake(connectionId))?.value;
    const before = await read();
    expect(await push({ token, body: news('1') })).toEqual([200, 'known']);
    expect((await read())?.historyId).toBe(before?.historyId);
    expect((await read())?.pushedHistoryId).toBe(before?.pushedHistoryId);
  });

  test('of a mailbox whose mail becomes no case is acknowledged', async () => {
    const body = news('12', 'nobody@example.com');
    expect(await push({ token: await tokenOf(), body })).toEqual([200, 'unknown']);
  });

  test.each([
    ['no token', async () => null],
    ['a token that is none', async () => 'token'],
    ['the token of another account', () => tokenOf(LOCAL_SCHEDULER)],
    [
      'a token for another function',
      () => tokenOf(EMULATED_PUSHER, `${pipeline.baseUrl}/mail-sync`),
    ],
    [
      'a token whose claims were changed',
      async () => {
        const [head = '', , signature = ''] = (await tokenOf(LOCAL_SCHEDULER)).split('.');
        const [, claims = ''] = (await tokenOf()).split('.');
        return [head, claims, signature].join('.');
      },
    ],
  ])('with %s is refused before its body is read', async (_what, token) => {
    expect(await push({ token: await token(), body: 'no JSON' })).toEqual([
      401,
      'caller_unverified',
    ]);
  });

  test.each([
    ['no JSON', 'no JSON', 400, 'body_malformed'],
    ['no message', '{}', 422, 'body_invalid'],
    ['data that is no base64', '{"message":{"data":"?"}}', 422, 'body_invalid'],
    ['data that is no JSON', '{"message":{"data":"bm8="}}', 400, 'body_malformed'],
    ['no address', bodyOf({ historyId: 1 }), 422, 'body_invalid'],
    ['no history id', bodyOf({ emailAddress: SUPPORT }), 422, 'body_invalid'],
    ['a history id that is none', news('12a'), 422, 'body_invalid'],
    ['a negative history id', news(-1), 422, 'body_invalid'],
    ['a history id of a hundred digits', news('9'.repeat(100)), 422, 'body_invalid'],
  ])(
    'with %s is refused, and goes to the dead letters in the end',
    async (...[, body, status, code]) => {
      expect(await push({ token: await tokenOf(), body })).toEqual([status, code]);
    },
  );

  test('of another media type is refused', async () => {
    const body = news('12');
    expect(await push({ token: await tokenOf(), body, type: 'text/plain' })).toEqual([
      415,
      'media_type_unsupported',
    ]);
  });
});

test('mail-sync lets only the scheduler in', async () => {
  const response = await fetch(`${pipeline.baseUrl}/mail-sync`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await tokenOf(EMULATED_PUSHER, `${pipeline.baseUrl}/mail-sync`)}`,
    },
  });
  expect(response.status).toBe(401);
  expect(await pipeline.sync({ connectionId })).toMatchObject({ outcome: 'read' });
  expect(await pipeline.sync({ connectionId: 'unknown' })).toMatchObject({ outcome: 'off' });
});
