import { expect, test } from '@jest/globals';
import { errorOf, type Json, startGoogle, type TestGoogle } from './emulated-google.ts';

const DEAD = 'invalid_grant: Token has been expired or revoked.';

function fleet(google: TestGoogle, addresses: string[]): string[] {
  const seeded = google.google.seedAccounts({ addresses });
  return seeded.map(({ refreshToken }) => refreshToken);
}

/** Refreshes one after another. Returns which succeeded. */
async function served(google: TestGoogle, refreshTokens: string[]): Promise<boolean[]> {
  const answers: boolean[] = [];
  for (const refreshToken of refreshTokens) {
    answers.push((await google.refresh(refreshToken)).status === 200);
  }
  return answers;
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => `box-${index}@example.com`);

test('a switch for a domain applies to all of its accounts and no others', async () => {
  const google = await startGoogle();
  const tokens = fleet(google, ['a@example.jp', 'b@example.jp', 'c@sub.example.jp', 'd@ample.jp']);
  await google.fault('admin_policy_enforced', { account: '@EXAMPLE.jp' });
  expect(await served(google, tokens)).toEqual([false, false, true, true]);
  const url = `${google.baseUrl}/emulator/faults/admin_policy_enforced?account=@example.jp`;
  await fetch(url, { method: 'DELETE' });
  expect(await served(google, tokens)).toEqual([true, true, true, true]);
});

test('the narrowest switch applies: an account’s, its domain’s, everybody’s', async () => {
  const google = await startGoogle();
  const tokens = fleet(google, ['a@example.jp', 'b@example.jp', 'c@example.com']);
  await google.fault('short_lived', { seconds: 30 });
  await google.fault('short_lived', { account: '@example.jp', seconds: 20 });
  await google.fault('short_lived', { account: 'a@example.jp', seconds: 10 });
  const seconds: unknown[] = [];
  for (const token of tokens) seconds.push((await google.refresh(token)).body['expires_in']);
  expect(seconds).toEqual([10, 20, 30]);
});

test('revoked, for everybody: every refresh is answered that its grant is gone', async () => {
  const google = await startGoogle();
  const tokens = fleet(google, numbered(5));
  await google.fault('revoked');
  for (const token of tokens) expect(errorOf(await google.refresh(token))).toBe(DEAD);
  await google.clear();
  expect(await served(google, tokens)).not.toContain(false);
});

test('flapping: every nth request of an account fails in the chosen way', async () => {
  const google = await startGoogle();
  const [one = '', other = ''] = fleet(google, numbered(2));
  await google.fault('flapping', { every: 3, as: 'revoked', endpoint: 'token' });
  const attempts = [one, one, other, one, one, one, one, other, other];
  expect(await served(google, attempts)).toEqual([
    ...[true, true, true, false, true, true, false],
    ...[true, false],
  ]);
  const { body } = await google.refresh(one);
  for (const status of [200, 200, 200]) {
    expect((await google.gmail(body['access_token'])).status).toBe(status);
  }
});

test('unreliable: the given percentage of requests fails, the same in every run', async () => {
  const run = async () => {
    const google = await startGoogle();
    await google.fault('unreliable', { percent: 30 });
    return served(google, fleet(google, numbered(200)));
  };
  const [first, second] = [await run(), await run()];
  expect(first).toEqual(second);
  const failed = first.filter((isServed) => !isServed).length;
  expect(failed).toBeGreaterThan(40);
  expect(failed).toBeLessThan(80);
});

test.each<[fault: string, parameters: Json]>([
  ['flapping', { every: 0 }],
  ['flapping', { as: 'short_lived' }],
  ['unreliable', { percent: 101 }],
  ['revoked', { account: '@nowhere' }],
])('%s with %j is refused', async (fault, parameters) => {
  const google = await startGoogle();
  await expect(google.fault(fault, parameters)).rejects.toThrow('error');
});

test('the page can switch a domain', async () => {
  const google = await startGoogle();
  const [token = ''] = fleet(google, ['a@example.jp']);
  const form = { on: 'flapping', account: '@example.jp', 'flapping.endpoint': 'both' };
  const body = new URLSearchParams({ ...form, 'flapping.every': '1', 'flapping.as': 'revoked' });
  expect((await fetch(`${google.baseUrl}/emulator`, { method: 'POST', body })).status).toBe(200);
  expect(errorOf(await google.refresh(token))).toBe(DEAD);
});

test('a mailbox over its quota is answered when to retry', async () => {
  const google = await startGoogle({ now: () => new Date('2026-02-01T09:00:00.000Z') });
  const [token] = fleet(google, numbered(1));
  const { body } = await google.refresh(token);
  await google.fault('user_rate_limited');
  expect((await google.gmail(body['access_token'])).body['error']).toMatchObject({
    code: 403,
    message: 'User-rate limit exceeded.  Retry after 2026-02-01T09:00:15.000Z',
  });
});
