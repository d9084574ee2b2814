import { expect, test } from '@jest/globals';
import {
  EMAIL,
  type Json,
  LABELS,
  SUPPORT,
  startGoogle,
  type TestGoogle,
} from './emulated-google.ts';
import { CALLER, delegated, SCOPES } from './service-account.ts';

async function userinfo(google: TestGoogle, token: unknown) {
  const headers = { ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const response = await fetch(`${google.baseUrl}/v1/userinfo`, { headers });
  const challenge = response.headers.get('www-authenticate');
  return { status: response.status, body: (await response.json()) as Json, challenge };
}

test('userinfo names the same account for a consent and for a delegation', async () => {
  const google = await startGoogle();
  const consented = await google.connect();
  const { request } = await delegated(google);
  const { body } = await request();
  const named = await userinfo(google, body['access_token']);
  expect(named).toMatchObject({
    status: 200,
    body: {
      sub: expect.stringMatching(/^\d{21}$/),
      email: SUPPORT,
      email_verified: true,
      hd: 'example.com',
    },
  });
  expect((await userinfo(google, consented['access_token'])).body).toEqual(named.body);
  expect((await google.counts()) as Json).toMatchObject({ userinfo: 2 });
});

test('userinfo tells the address and the domain only to a token with its scope', async () => {
  const google = await startGoogle();
  const { request } = await delegated(google);
  const { body } = await request({ claims: { scope: `openid ${LABELS}` } });
  expect((await userinfo(google, body['access_token'])).body).toEqual({ sub: expect.any(String) });
});

test('an account outside every Workspace has no hosted domain', async () => {
  const google = await startGoogle();
  const tokens = await google.connect({ account: 'outsider@personal.example' });
  const { body } = await userinfo(google, tokens['access_token']);
  expect(body).toEqual({
    sub: expect.any(String),
    email: 'outsider@personal.example',
    email_verified: true,
  });
});

const REFUSED = {
  status: 401,
  body: { error: 'invalid_request', error_description: 'Invalid Credentials' },
  challenge: expect.stringContaining('invalid_token'),
};

test('userinfo refuses a missing, an unknown, a dead and a too narrow token', async () => {
  const google = await startGoogle();
  const { request } = await delegated(google);
  expect(await userinfo(google, '')).toEqual(REFUSED);
  expect(await userinfo(google, 'ya29.nothing')).toEqual(REFUSED);
  const narrow = await request({ claims: { scope: `${EMAIL} ${LABELS}` } });
  expect(await userinfo(google, narrow.body['access_token'])).toEqual(REFUSED);
  // A service account's own token has no identity scope.
  const own = await google.google.issueServiceAccountAccessToken({ email: CALLER });
  expect(await userinfo(google, own)).toEqual(REFUSED);

  const { body } = await request();
  google.google.seedDirectory({ accounts: [{ address: SUPPORT, suspended: true }] });
  expect(await userinfo(google, body['access_token'])).toEqual(REFUSED);
});

test('faults at the token endpoint reach userinfo', async () => {
  const google = await startGoogle();
  const { request } = await delegated(google, { delegation: { 'example.com': SCOPES } });
  const { body } = await request();
  await google.fault('server_error', { account: SUPPORT, endpoint: 'token' });
  expect((await userinfo(google, body['access_token'])).status).toBe(500);
});
