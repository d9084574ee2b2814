import { expect, test } from '@jest/globals';
import { errorOf, gmailReason, READONLY, SUPPORT, startGoogle } from './emulated-google.ts';
import {
  type AssertionChanges,
  CONNECTOR,
  delegated,
  KEY,
  OTHER_KEY,
  SCOPES,
} from './service-account.ts';

const UNAUTHORIZED =
  'unauthorized_client: Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.';
const CLOCK =
  'invalid_grant: Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.';
const BAD_SCOPE = 'invalid_scope: Invalid OAuth scope or ID token audience provided.';
const NOT_RS256 = 'invalid_grant: Invalid JWT: malformed or not signed with RS256.';
const seconds = Math.floor(Date.now() / 1000);

test('an assertion is answered with an access token for its scopes, and with nothing else', async () => {
  const google = await startGoogle();
  const { request, clientId } = await delegated(google);
  const { status, body } = await request();
  expect(status).toBe(200);
  expect(body).toEqual({
    access_token: expect.stringMatching(/^ya29\./),
    expires_in: 3599,
    scope: SCOPES.join(' '),
    token_type: 'Bearer',
  });
  expect((await google.gmail(body['access_token'])).status).toBe(200);
  expect(gmailReason(await google.gmail(body['access_token'], 'me/profile'))).toBe(
    'insufficientPermissions',
  );
  const form = new URLSearchParams({ access_token: String(body['access_token']) });
  expect((await google.post('/tokeninfo', form)).body).toMatchObject({
    azp: clientId,
    scope: SCOPES.join(' '),
    email: SUPPORT,
  });
  expect((await google.counts()).token).toMatchObject({ jwt_bearer: 1, other: 0 });
});

const REFUSED: [what: string, answer: string, changes: AssertionChanges][] = [
  ['another key', 'invalid_grant: Invalid JWT Signature.', { key: OTHER_KEY }],
  ['the id of another key', 'invalid_grant: Invalid JWT Signature.', { header: { kid: 'other' } }],
  ['another algorithm', NOT_RS256, { header: { alg: 'HS256' } }],
  ['no algorithm', NOT_RS256, { header: { alg: 'none' } }],
  [
    'an issuer that is no service account',
    'invalid_grant: Invalid JWT: No valid verifier found for issuer',
    { claims: { iss: SUPPORT } },
  ],
  [
    'an unknown issuer',
    'invalid_grant: Not a valid email or user ID.',
    { claims: { iss: 'deleted@project-1.iam.gserviceaccount.com' } },
  ],
  [
    'the audience of another endpoint',
    'invalid_grant: Invalid JWT: Failed audience check.',
    { claims: { aud: 'https://oauth2.googleapis.com/token' } },
  ],
  ['no iat', CLOCK, { claims: { iat: undefined } }],
  ['times that are texts', CLOCK, { claims: { iat: `${seconds}`, exp: `${seconds + 60}` } }],
  ['more than an hour to live', CLOCK, { claims: { iat: seconds - 60, exp: seconds + 3600 } }],
  ['an iat in the future', CLOCK, { claims: { iat: seconds + 150, exp: seconds + 300 } }],
  ['an exp in the past', CLOCK, { claims: { iat: seconds - 300, exp: seconds - 120 } }],
  ['an exp before its iat', CLOCK, { claims: { iat: seconds, exp: seconds - 1 } }],
  ['no scope', BAD_SCOPE, { claims: { scope: undefined } }],
  ['an empty scope', BAD_SCOPE, { claims: { scope: '' } }],
  ['an unknown scope', BAD_SCOPE, { claims: { scope: 'openid https://example.com/auth' } }],
  ['a scope that is not delegated', UNAUTHORIZED, { claims: { scope: `openid ${READONLY}` } }],
  [
    'a narrower scope than the delegated one',
    UNAUTHORIZED,
    { claims: { scope: 'https://www.googleapis.com/auth/gmail.metadata' } },
  ],
  ['a subject of another Workspace', UNAUTHORIZED, { claims: { sub: 'info@example.jp' } }],
  [
    'a subject without a Workspace',
    'unauthorized_client: Unauthorized client or scope in request.',
    { claims: { sub: 'outsider@personal.example' } },
  ],
  [
    'a malformed subject',
    'invalid_request: Invalid impersonation prn email address',
    { claims: { sub: 'support' } },
  ],
  [
    'an empty subject',
    'invalid_request: Invalid impersonation prn email address',
    { claims: { sub: '' } },
  ],
  [
    'an unknown subject',
    'invalid_grant: Invalid email or User ID',
    { claims: { sub: 'nobody@example.com' } },
  ],
  [
    'a group as its subject',
    'invalid_grant: Invalid email or User ID',
    { claims: { sub: 'team@example.com' } },
  ],
  [
    'an alias as its subject',
    'invalid_grant: Invalid email or User ID',
    { claims: { sub: 'help@example.com' } },
  ],
  [
    'a suspended user as its subject',
    'access_denied: Account restricted',
    { claims: { sub: 'gone@example.com' } },
  ],
];

const STATUS: Record<string, number> = { unauthorized_client: 401, access_denied: 403 };

test.each(REFUSED)('an assertion with %s: %s', async (_what, answer, changes) => {
  const google = await startGoogle();
  const { request } = await delegated(google);
  google.google.seedDirectory({
    accounts: [{ address: 'gone@example.com', suspended: true }],
    groups: ['team@example.com'],
    aliases: { 'help@example.com': SUPPORT },
  });
  const refused = await request(changes);
  expect(errorOf(refused)).toBe(answer);
  expect(refused.status).toBe(STATUS[String(refused.body['error'])] ?? 400);
  expect((await request()).status).toBe(200);
});

test.each(['', 'nothing', 'a.b.c', 'e30.e30.e30'])(
  'the assertion "%s" is refused',
  async (text) => {
    const google = await startGoogle();
    const { post } = await delegated(google);
    const refused = await post(text);
    expect(refused.status).toBe(400);
    expect(errorOf(refused)).toBe(
      text ? NOT_RS256 : 'invalid_request: Missing required parameter: assertion',
    );
  },
);

test('an assertion that was changed after it was signed is refused', async () => {
  const google = await startGoogle();
  const { assertion, post } = await delegated(google);
  const [header, , signature] = assertion().split('.');
  const [, claims] = assertion({ claims: { sub: 'sales@example.com' } }).split('.');
  expect(errorOf(await post(`${header}.${claims}.${signature}`))).toBe(
    'invalid_grant: Invalid JWT Signature.',
  );
});

test('without a key id, any key of the account may have signed', async () => {
  const google = await startGoogle();
  const publicKeys = [KEY.publicPem, OTHER_KEY.publicPem];
  const { request } = await delegated(google, { publicKeys });
  const header = { kid: undefined };
  expect((await request({ header, key: OTHER_KEY })).status).toBe(200);
});

test('clocks may differ by less than a minute', async () => {
  const google = await startGoogle();
  const { request } = await delegated(google);
  const now = Math.floor(Date.now() / 1000);
  for (const claims of [
    { iat: now + 50, exp: now + 3650 },
    { iat: now - 3640, exp: now - 40 },
  ]) {
    expect((await request({ claims })).status).toBe(200);
  }
});

test("the clock is the token endpoint's, also when that one is wrong", async () => {
  const google = await startGoogle();
  const { request } = await delegated(google);
  await google.fault('skewed_clock', { account: SUPPORT, seconds: -600 });
  expect(errorOf(await request())).toBe(CLOCK);
});

test('a token without a subject is the service account’s own, which has no mailbox', async () => {
  const google = await startGoogle();
  const { request, clientId } = await delegated(google);
  const { status, body } = await request({
    claims: { sub: undefined, scope: `${SCOPES.join(' ')} ${READONLY}` },
  });
  expect(status).toBe(200);
  const answer = await google.gmail(body['access_token']);
  expect(answer.status).toBe(400);
  expect(answer.body['error']).toMatchObject({ message: 'Precondition check failed.' });
  const form = new URLSearchParams({ access_token: String(body['access_token']) });
  expect((await google.post('/tokeninfo', form)).body).toMatchObject({
    sub: clientId,
    email: CONNECTOR,
  });
});

test('a token of one mailbox does not open another', async () => {
  const google = await startGoogle();
  const { request } = await delegated(google);
  const { body } = await request();
  const answer = await google.gmail(body['access_token'], 'sales@example.com/labels');
  expect(answer.body['error']).toMatchObject({
    message: 'Delegation denied for sales@example.com',
  });
});

test.each([
  ['password_changed', 200, 200],
  ['revoked', 200, 200],
  ['account_disabled', 403, 401],
  ['account_deleted', 400, 401],
  ['token_rate_limited', 403, 200],
  ['key_disabled', 400, 200],
  ['delegation_removed', 401, 200],
  ['delegation_incomplete', 403, 200],
  ['invalid_grant', 400, 200],
  ['gmail_disabled', 200, 400],
])('under %s the next assertion gets %i and a token in use %i', async (fault, atToken, atGmail) => {
  const google = await startGoogle();
  const { request } = await delegated(google);
  const { body } = await request();
  await google.fault(fault, { account: '@example.com' });
  expect((await request()).status).toBe(atToken);
  expect((await google.gmail(body['access_token'])).status).toBe(atGmail);
});

test('with aliases_accepted an alias gets a token of the account behind it', async () => {
  const google = await startGoogle();
  const { request } = await delegated(google);
  google.google.seedDirectory({ aliases: { 'help@example.com': SUPPORT } });
  await google.fault('aliases_accepted', { account: '@example.com' });
  const { body } = await request({ claims: { sub: 'help@example.com' } });
  const form = new URLSearchParams({ access_token: String(body['access_token']) });
  expect((await google.post('/tokeninfo', form)).body['email']).toBe(SUPPORT);
});

test('a password change and a revocation by the owner end no token of a service account', async () => {
  const google = await startGoogle();
  const { request } = await delegated(google);
  const { body } = await request();
  await google.connect();
  await google.act(SUPPORT, 'password-changed');
  await google.act(SUPPORT, 'revoke');
  expect((await google.gmail(body['access_token'])).status).toBe(200);
  expect((await google.revoke(body['access_token'])).status).toBe(200);
  expect((await google.gmail(body['access_token'])).status).toBe(401);
});

test('under echo_secrets a refusal repeats the assertion', async () => {
  const google = await startGoogle();
  const { assertion, post } = await delegated(google);
  await google.fault('echo_secrets', { account: SUPPORT });
  const text = assertion({ key: OTHER_KEY });
  expect(errorOf(await post(text))).toContain(text);
});

test('under short_lived the token lives as long as the answer says', async () => {
  let now = new Date();
  const google = await startGoogle({ now: () => now });
  const { request } = await delegated(google);
  await google.fault('short_lived', { account: SUPPORT, seconds: 30 });
  const { body } = await request();
  expect(body['expires_in']).toBe(30);
  expect((await google.gmail(body['access_token'])).status).toBe(200);
  now = new Date(now.getTime() + 31_000);
  expect((await google.gmail(body['access_token'])).status).toBe(401);
});
