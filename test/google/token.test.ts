import { expect, test } from '@jest/globals';
import { openBrowser } from '../support/google-consent.ts';
import {
  type Changes,
  CLIENT,
  EMAIL,
  errorOf,
  LABELS,
  OTHER_CLIENT,
  pkce,
  startGoogle,
} from './emulated-google.ts';

const REFUSED: [what: string, answer: string, changes: Changes][] = [
  ['no verifier', 'invalid_grant: Missing code verifier', { code_verifier: undefined }],
  ['another verifier', 'invalid_grant: Invalid code verifier.', { code_verifier: pkce().verifier }],
  [
    'another redirect URI',
    'invalid_grant: Bad Request',
    { redirect_uri: 'http://127.0.0.1:9/oauth-callback/' },
  ],
  [
    'no redirect URI',
    'invalid_request: Missing required parameter: redirect_uri',
    { redirect_uri: undefined },
  ],
  ['an unknown code', 'invalid_grant: Malformed auth code.', { code: '4/0Anothing' }],
  ['no secret', 'invalid_request: client_secret is missing.', { client_secret: undefined }],
  ['a wrong secret', 'invalid_client: Unauthorized', { client_secret: 'wrong' }],
  ['an unknown client', 'invalid_client: The OAuth client was not found.', { client_id: 'nobody' }],
  [
    'no client',
    'invalid_request: Could not determine client ID from request.',
    { client_id: undefined },
  ],
  [
    'the code of another client',
    'invalid_grant: Bad Request',
    { client_id: OTHER_CLIENT.clientId, client_secret: OTHER_CLIENT.clientSecret },
  ],
  [
    'an unknown grant type',
    'unsupported_grant_type: Invalid grant_type: password',
    { grant_type: 'password' },
  ],
];

test.each(REFUSED)('an exchange with %s: %s', async (_what, answer, changes) => {
  const google = await startGoogle();
  const code = (await google.consent()).searchParams.get('code') ?? '';
  const refused = await google.exchange(code, changes);
  expect(errorOf(refused)).toBe(answer);
  expect(refused.status).toBe(answer.startsWith('invalid_client') ? 401 : 400);
  // A refused exchange does not use up the code.
  expect((await google.exchange(code)).status).toBe(200);
});

test('a replayed code is refused and revokes what it had issued, and nothing else', async () => {
  const google = await startGoogle();
  const earlier = await google.connect();
  const code = (await google.consent()).searchParams.get('code') ?? '';
  const { body } = await google.exchange(code);
  expect(errorOf(await google.exchange(code))).toBe('invalid_grant: Bad Request');
  expect(errorOf(await google.refresh(body['refresh_token']))).toBe(
    'invalid_grant: Token has been expired or revoked.',
  );
  expect((await google.gmail(body['access_token'])).status).toBe(401);
  expect((await google.refresh(earlier['refresh_token'])).status).toBe(200);
});

test('one of several simultaneous exchanges of a code succeeds, and its tokens are revoked', async () => {
  const google = await startGoogle();
  const code = (await google.consent()).searchParams.get('code') ?? '';
  const answers = await Promise.all([1, 2, 3, 4].map(() => google.exchange(code)));
  const served = answers.filter(({ status }) => status === 200);
  expect(served).toHaveLength(1);
  // The others were replays, which revoke what the code had issued.
  for (const { body } of served) {
    expect((await google.refresh(body['refresh_token'])).status).toBe(400);
    expect((await google.gmail(body['access_token'])).status).toBe(401);
  }
});

test('a code is valid for ten minutes', async () => {
  let now = Date.now();
  const google = await startGoogle({ now: () => new Date(now) });
  const code = (await google.consent()).searchParams.get('code') ?? '';
  now += 601_000;
  expect(errorOf(await google.exchange(code))).toBe('invalid_grant: Malformed auth code.');
});

test('a token answer has Google’s fields', async () => {
  const google = await startGoogle();
  expect(await google.connect()).toEqual({
    access_token: expect.stringMatching(/^ya29\./),
    expires_in: 3599,
    refresh_token: expect.stringMatching(/^1\/\//),
    scope: `openid ${EMAIL} ${LABELS}`,
    token_type: 'Bearer',
    id_token: expect.any(String),
  });
});

test('a refresh returns a new access token and no refresh token, which does not rotate', async () => {
  const google = await startGoogle();
  const tokens = await google.connect();
  const { body } = await google.refresh(tokens['refresh_token']);
  expect(body['access_token']).not.toBe(tokens['access_token']);
  expect(body).not.toHaveProperty('refresh_token');
  expect(body['scope']).toBe(tokens['scope']);
  expect((await google.refresh(tokens['refresh_token'])).status).toBe(200);
});

test('the client may authenticate with Basic instead (RFC 6749 section 2.3.1)', async () => {
  const google = await startGoogle();
  const { refresh_token } = await google.connect();
  const basic = Buffer.from(`${CLIENT.clientId}:${CLIENT.clientSecret}`).toString('base64');
  const body = { grant_type: 'refresh_token', refresh_token: String(refresh_token) };
  const response = await fetch(`${google.baseUrl}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams(body),
  });
  expect(response.status).toBe(200);
});

test('online access gives no refresh token', async () => {
  const google = await startGoogle();
  expect(await google.connect({ changes: { access_type: 'online' } })).not.toHaveProperty(
    'refresh_token',
  );
});

test('refuses to refresh with an unknown token, another client’s token and no token', async () => {
  const google = await startGoogle();
  const { refresh_token } = await google.connect();
  const other = { client_id: OTHER_CLIENT.clientId, client_secret: OTHER_CLIENT.clientSecret };
  expect(errorOf(await google.refresh('1//0nothing'))).toBe('invalid_grant: Bad Request');
  expect(errorOf(await google.refresh(refresh_token, other))).toBe(
    'unauthorized_client: Unauthorized',
  );
  expect(errorOf(await google.refresh(undefined, { refresh_token: undefined }))).toBe(
    'invalid_request: Missing required parameter: refresh_token',
  );
});

test('an access token expires after its seconds, a refresh token after six months without use', async () => {
  let now = Date.now();
  const google = await startGoogle({ now: () => new Date(now), accessTokenSeconds: 100 });
  const tokens = await google.connect();
  expect(tokens['expires_in']).toBe(100);
  now += 101_000;
  expect((await google.gmail(tokens['access_token'])).status).toBe(401);
  const days = (count: number) => count * 24 * 3600 * 1000;
  now += days(170);
  expect((await google.refresh(tokens['refresh_token'])).status).toBe(200);
  now += days(170);
  expect((await google.refresh(tokens['refresh_token'])).status).toBe(200);
  now += days(181);
  expect((await google.refresh(tokens['refresh_token'])).status).toBe(400);
});

test('the 101st refresh token of an account and client silently evicts the first', async () => {
  const google = await startGoogle();
  const browser = openBrowser();
  const first = await google.connect({ browser });
  const second = await google.connect({ browser });
  for (let issued = 2; issued < 100; issued += 1) await google.connect({ browser });
  expect((await google.counts()).liveRefreshTokens).toBe(100);
  expect((await google.refresh(first['refresh_token'])).status).toBe(200);

  const last = await google.connect({ browser });
  expect((await google.counts()).liveRefreshTokens).toBe(100);
  expect(errorOf(await google.refresh(first['refresh_token']))).toBe(
    'invalid_grant: Token has been expired or revoked.',
  );
  expect((await google.refresh(second['refresh_token'])).status).toBe(200);
  expect((await google.refresh(last['refresh_token'])).status).toBe(200);
});
