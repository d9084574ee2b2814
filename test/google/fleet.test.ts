import { expect, test } from '@jest/globals';
import { openBrowser } from '../support/google-consent.ts';
import {
  EMAIL,
  errorOf,
  LABELS,
  OTHER_CLIENT,
  READONLY,
  SUPPORT,
  startGoogle,
  type TestGoogle,
} from './emulated-google.ts';

type Seeded = { address: string; sub: string; refreshToken: string; scopes: string[] };

async function seed(google: TestGoogle, request: unknown) {
  const url = `${google.baseUrl}/emulator/accounts`;
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(request) });
  const body = (await response.json()) as { accounts: Seeded[]; error?: string };
  return { status: response.status, ...body };
}

/** The median. */
function sample<Item>(items: readonly Item[]): Item {
  const item = items[Math.floor(items.length / 2)];
  if (item === undefined) throw new Error('the list is empty');
  return item;
}

test('seeds ten thousand mailboxes in seconds, each with a working grant', async () => {
  const google = await startGoogle();
  const started = performance.now();
  const { accounts } = await seed(google, { pattern: 'box-{n}@emea.example.com', count: 10_000 });
  expect(performance.now() - started).toBeLessThan(15_000);
  expect(new Set(accounts.map(({ refreshToken }) => refreshToken)).size).toBe(10_000);

  const { address, sub, refreshToken } = sample(accounts);
  const { body } = await google.refresh(refreshToken);
  expect(body).toEqual({
    access_token: expect.stringMatching(/^ya29\./),
    expires_in: 3599,
    scope: `openid ${EMAIL} ${LABELS}`,
    token_type: 'Bearer',
    id_token: expect.any(String),
  });
  const payload = String(body['id_token']).split('.')[1] ?? '';
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  expect(claims).toMatchObject({ sub, email: address, hd: 'emea.example.com' });
  expect((await google.gmail(body['access_token'], `${address}/labels`)).status).toBe(200);
});

test('keeps its pages short, and counts one account alone', async () => {
  const google = await startGoogle();
  const { accounts } = await seed(google, { pattern: 'box-{n}@example.com', count: 500 });
  const { address } = sample(accounts);
  const url = google.authorizationUrl({ login_hint: address });
  const chooser = await (await openBrowser().open(url)).response.text();
  const listed = [...chooser.matchAll(/data-account="([^"]+)"/g)].map(([, found]) => found);
  expect(listed).toHaveLength(21);
  expect(listed[0]).toBe(address);
  const switches = await (await fetch(`${google.baseUrl}/emulator`)).text();
  expect(switches.match(/<option value=/g)).toHaveLength(20);
  const counted = await fetch(`${google.baseUrl}/emulator/counts?account=${address}`);
  expect(await counted.json()).toMatchObject({ accounts: { [address]: { liveRefreshTokens: 1 } } });
});

test('ends a seeded grant like any other', async () => {
  let now = Date.now();
  const google = await startGoogle({ now: () => new Date(now) });
  const { accounts } = await seed(google, { pattern: 'box-{n}@example.com', count: 2, from: 7 });
  expect(accounts.map(({ address }) => address)).toEqual([
    'box-7@example.com',
    'box-8@example.com',
  ]);
  const [first, second] = accounts.map(({ refreshToken }) => refreshToken);
  await google.act('box-7@example.com', 'password-changed');
  expect((await google.refresh(first)).status).toBe(400);
  expect((await google.refresh(second)).status).toBe(200);
  now += 181 * 24 * 3600 * 1000;
  expect((await google.refresh(second)).status).toBe(400);
});

test('seeds given addresses, client and scopes', async () => {
  const google = await startGoogle();
  const other = { client_id: OTHER_CLIENT.clientId, client_secret: OTHER_CLIENT.clientSecret };
  const scopes = ['openid', 'email', READONLY];
  const request = { addresses: ['One@example.jp', SUPPORT], clientId: OTHER_CLIENT.clientId };
  const { accounts } = await seed(google, { ...request, scopes });
  expect(accounts.map(({ address }) => address)).toEqual(['one@example.jp', SUPPORT]);
  for (const seeded of accounts) {
    expect(seeded.scopes).toEqual(scopes);
    expect(errorOf(await google.refresh(seeded.refreshToken))).toBe(
      'unauthorized_client: Unauthorized',
    );
    const { body } = await google.refresh(seeded.refreshToken, other);
    expect(body['scope']).toBe(`openid ${EMAIL} ${READONLY}`);
    expect((await google.gmail(body['access_token'], 'me/profile')).status).toBe(200);
  }
});

test.each<[what: string, request: unknown]>([
  ['no addresses', {}],
  ['a pattern without a number', { pattern: 'box@example.com', count: 2 }],
  ['a pattern that makes no addresses', { pattern: 'box-{n}', count: 2 }],
  ['too many', { pattern: 'box-{n}@example.com', count: 100_001 }],
  ['an address that is none', { addresses: ['a@example.com', 'nobody'] }],
  ['an unknown client', { addresses: ['a@example.com'], clientId: 'nobody' }],
  ['an unknown scope', { addresses: ['a@example.com'], scopes: ['everything'] }],
  ['a word too many', { addresses: ['a@example.com'], colour: 'red' }],
])('%s seeds nothing', async (_what, request) => {
  const google = await startGoogle();
  expect((await seed(google, request)).status).toBe(400);
  await expect(google.counts('a@example.com')).rejects.toThrow('no counts');
});

test('can be seeded without HTTP by its own process', async () => {
  const { google, refresh } = await startGoogle();
  const [seeded] = google.seedAccounts({ addresses: [SUPPORT] });
  expect((await refresh(seeded?.refreshToken)).status).toBe(200);
});

const DEAD = 'invalid_grant: Token has been expired or revoked.';

test('keeps a hundred refresh tokens of an account and client; one more ends the oldest', async () => {
  const { google, refresh, counts } = await startGoogle();
  const tokensOf = (address: string, count: number, clientId?: string) =>
    google
      .seedAccounts({ addresses: Array(count).fill(address), clientId })
      .map(({ refreshToken }) => refreshToken);
  const other = { client_id: OTHER_CLIENT.clientId, client_secret: OTHER_CLIENT.clientSecret };
  const [elsewhere] = tokensOf(SUPPORT, 1, OTHER_CLIENT.clientId);
  const [neighbour] = tokensOf('sales@example.com', 1);
  const [first, second] = tokensOf(SUPPORT, 100);
  expect((await refresh(first)).status).toBe(200);

  const [last] = tokensOf(SUPPORT, 1);
  expect((await counts()).liveRefreshTokens).toBe(101);
  // Use does not protect a token: the oldest ends, not the one unused for longest.
  expect(errorOf(await refresh(first))).toBe(DEAD);
  for (const token of [second, last, neighbour]) expect((await refresh(token)).status).toBe(200);
  expect((await refresh(elsewhere, other)).status).toBe(200);
});

test('frees the slot of an ended refresh token', async () => {
  const { google, refresh, act } = await startGoogle();
  const tokens = (count: number) =>
    google.seedAccounts({ addresses: Array(count).fill(SUPPORT) }).map((one) => one.refreshToken);
  tokens(100);
  await act(SUPPORT, 'revoke');
  const [first] = tokens(100);
  expect((await refresh(first)).status).toBe(200);
});
