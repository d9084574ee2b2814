import { expect, test } from '@jest/globals';
import { JWT } from 'google-auth-library';
import { signingKey } from '../../local/google/oauth/signing-key.ts';
import { certificatePem } from '../../local/google/oauth/x509.ts';
import type { SeededServiceAccount } from '../../local/google/service-accounts/seed.ts';
import { errorOf, LABELS, SUPPORT, startGoogle, type TestGoogle } from './emulated-google.ts';
import { CALLER, CONNECTOR, delegated, KEY, OTHER_KEY, SCOPES } from './service-account.ts';

const UNAUTHORIZED = expect.stringMatching(/^unauthorized_client: Client is unauthorized/);

async function call(google: TestGoogle, method: string, path: string, body?: unknown) {
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(`${google.baseUrl}/emulator${path}`, { method, ...init });
  return { status: response.status, body: await response.json() };
}

async function listed(google: TestGoogle): Promise<unknown> {
  return (await call(google, 'GET', '/service-accounts')).body;
}

test("google-auth-library's JWT client gets a token with the key file that the emulator made", async () => {
  const google = await startGoogle();
  const { body } = await call(google, 'POST', '/service-accounts', {
    email: CONNECTOR,
    makeKey: true,
    delegation: { 'example.com': SCOPES },
  });
  const { keyFile, clientId } = body as SeededServiceAccount;
  expect(keyFile).toMatchObject({
    type: 'service_account',
    project_id: 'project-1',
    client_email: CONNECTOR,
    client_id: clientId,
    token_uri: `${google.baseUrl}/token`,
    private_key: expect.stringMatching(/^-----BEGIN PRIVATE KEY-----\n/),
  });
  expect(clientId).toMatch(/^\d{21}$/);
  const client = new JWT({
    email: CONNECTOR,
    key: keyFile?.private_key ?? '',
    keyId: keyFile?.private_key_id ?? '',
    scopes: SCOPES,
    subject: SUPPORT,
    // The library knows no other token endpoint than Google's.
    additionalClaims: { aud: keyFile?.token_uri ?? '' },
  });
  const { transporter } = client;
  client.transporter = Object.assign(Object.create(transporter), {
    request: (options: { url?: URL }) =>
      transporter.request({ ...options, url: new URL(keyFile?.token_uri ?? '') }),
  });
  const { access_token } = await client.authorize();
  expect((await google.gmail(access_token)).status).toBe(200);
});

test('a key file is answered once, and the emulator keeps no private key', async () => {
  const google = await startGoogle();
  const seed = { email: CONNECTOR, makeKey: true };
  const { body } = await call(google, 'POST', '/service-accounts', seed);
  const { keyFile } = body as SeededServiceAccount;
  expect(JSON.stringify(await listed(google))).not.toContain('PRIVATE KEY');
  expect(await listed(google)).toEqual({
    serviceAccounts: [
      {
        email: CONNECTOR,
        clientId: keyFile?.client_id,
        projectId: 'project-1',
        disabled: false,
        keys: [
          {
            keyId: keyFile?.private_key_id,
            disabled: false,
            managedByGoogle: false,
            createdAt: expect.any(String),
          },
        ],
        tokenCreators: [],
      },
    ],
  });
});

test('an uploaded certificate verifies assertions', async () => {
  const google = await startGoogle();
  const certificate = certificatePem(signingKey(KEY.privateKey), KEY.privateKey);
  const { request } = await delegated(google, { publicKeys: [certificate] });
  expect((await request()).status).toBe(200);
});

const PKCS8 = { type: 'pkcs8', format: 'pem' } as const;

test.each([
  ['an address of a user', { email: SUPPORT }],
  ['a token creator that is a user', { email: CONNECTOR, tokenCreators: [SUPPORT] }],
  ['a private key', { email: CONNECTOR, publicKeys: [KEY.privateKey.export(PKCS8)] }],
  ['text that is no key', { email: CONNECTOR, publicKeys: ['-----BEGIN PUBLIC KEY-----'] }],
  ['an unknown Workspace', { email: CONNECTOR, delegation: { 'example.org': SCOPES } }],
  ['an unknown scope', { email: CONNECTOR, delegation: { 'example.com': ['labels'] } }],
  ['no scope', { email: CONNECTOR, delegation: { 'example.com': [] } }],
  ['an unknown field', { email: CONNECTOR, keys: [] }],
])('a service account with %s is refused, and none is created', async (_what, seed) => {
  const google = await startGoogle();
  expect((await call(google, 'POST', '/service-accounts', seed)).status).toBe(400);
  expect(await listed(google)).toEqual({ serviceAccounts: [] });
});

test('a key that is disabled, and one that is deleted, sign no more', async () => {
  const google = await startGoogle();
  const { request, keyId } = await delegated(google, {
    publicKeys: [KEY.publicPem, OTHER_KEY.publicPem],
  });
  const act = (action: string) =>
    call(google, 'POST', `/service-accounts/${CONNECTOR}/keys/${keyId}/${action}`);
  await act('disable');
  expect(errorOf(await request())).toBe('invalid_grant: Invalid JWT Signature.');
  expect((await request({ key: OTHER_KEY, header: { kid: undefined } })).status).toBe(200);
  await act('enable');
  expect((await request()).status).toBe(200);
  await act('delete');
  expect(errorOf(await request())).toBe('invalid_grant: Invalid JWT Signature.');
  expect((await act('enable')).status).toBe(404);
});

test('an account that is disabled, and one that is deleted, get no token', async () => {
  const google = await startGoogle();
  const { request } = await delegated(google);
  const act = (action: string) => call(google, 'POST', `/service-accounts/${CONNECTOR}/${action}`);
  await act('disable');
  const refused = await request();
  expect([refused.status, errorOf(refused)]).toEqual([
    401,
    'disabled_client: The OAuth client was disabled.',
  ]);
  await act('enable');
  expect((await request()).status).toBe(200);
  await act('delete');
  expect(errorOf(await request())).toBe('invalid_grant: Not a valid email or user ID.');
  expect((await act('delete')).status).toBe(404);
});

test('each Workspace delegates for itself, and an edited row replaces its scopes', async () => {
  const google = await startGoogle();
  const { request, clientId } = await delegated(google);
  const inJapan = { claims: { sub: 'info@example.jp' } };
  const row = `/delegations/example.jp/${clientId}`;
  expect(errorOf(await request(inJapan))).toEqual(UNAUTHORIZED);
  // Both spellings of an OpenID scope are the same scope.
  await call(google, 'PUT', row, { scopes: ['openid', 'email', LABELS] });
  expect((await request(inJapan)).status).toBe(200);
  await call(google, 'PUT', row, { scopes: ['openid', 'email'] });
  expect(errorOf(await request(inJapan))).toEqual(UNAUTHORIZED);
  expect((await request({ claims: { ...inJapan.claims, scope: 'openid email' } })).status).toBe(
    200,
  );
  expect((await call(google, 'DELETE', row)).status).toBe(200);
  expect((await call(google, 'DELETE', row)).status).toBe(404);
  expect((await call(google, 'GET', '/delegations')).body).toEqual({
    delegations: [{ workspace: 'example.com', clientId, scopes: SCOPES }],
  });
  expect((await request()).status).toBe(200);
});

test('a delegation to an email address is refused, as the Admin console refuses it', async () => {
  const google = await startGoogle();
  const row = `/delegations/example.com/${encodeURIComponent(CONNECTOR)}`;
  const refused = await call(google, 'PUT', row, { scopes: SCOPES });
  expect(refused).toEqual({
    status: 400,
    body: { error: 'Enter the numeric client ID, not an email address' },
  });
  expect((await call(google, 'PUT', row, { scopes: 'openid' })).status).toBe(400);
});

test('a subdomain belongs to the Workspace of its domain', async () => {
  const google = await startGoogle();
  const { request } = await delegated(google);
  google.google.seedDirectory({ accounts: [{ address: 'box@emea.example.com' }] });
  expect((await request({ claims: { sub: 'Box@EMEA.example.com' } })).status).toBe(200);
});

test('users, groups and aliases are made over HTTP, and a restored user works again', async () => {
  const google = await startGoogle();
  const { request } = await delegated(google);
  const suspend = (suspended: boolean) =>
    call(google, 'POST', '/directory', {
      accounts: [{ address: SUPPORT, suspended }],
      groups: ['sales@example.com'],
      aliases: { 'help@example.com': SUPPORT },
    });
  await suspend(true);
  // Only an administrator ends a suspension.
  await google.clear();
  expect(errorOf(await request())).toBe('access_denied: Account restricted');
  for (const sub of ['sales@example.com', 'help@example.com']) {
    expect(errorOf(await request({ claims: { sub } }))).toBe(
      'invalid_grant: Invalid email or User ID',
    );
  }
  await suspend(false);
  expect((await request()).status).toBe(200);
  for (const body of [{ groups: ['nobody'] }, { users: [] }]) {
    expect((await call(google, 'POST', '/directory', body)).status).toBe(400);
  }
});

test('a suspended user can neither refresh nor be read, and one without Gmail cannot be read', async () => {
  const google = await startGoogle();
  const { refresh_token, access_token } = await google.connect();
  google.google.seedDirectory({ accounts: [{ address: SUPPORT, gmail: false }] });
  const answer = await google.gmail(access_token);
  expect(answer.body['error']).toMatchObject({ code: 400, message: 'Mail service not enabled' });
  google.google.seedDirectory({ accounts: [{ address: SUPPORT, suspended: true }] });
  expect(errorOf(await google.refresh(refresh_token))).toBe(
    'invalid_grant: Account has been disabled',
  );
  expect((await google.gmail(access_token)).status).toBe(401);
});

test('a service account is given a token of its own, as a function gets it', async () => {
  const google = await startGoogle();
  const token = await google.google.issueServiceAccountAccessToken({ email: CALLER });
  const info = await google.post('/tokeninfo', new URLSearchParams({ access_token: token }));
  expect(info.body).toMatchObject({ scope: 'https://www.googleapis.com/auth/cloud-platform' });
  expect(await listed(google)).toMatchObject({ serviceAccounts: [{ email: CALLER }] });
  const path = (email: string) => `/service-accounts/${email}/access-token`;
  expect((await call(google, 'POST', path(CALLER))).body).toEqual({
    accessToken: expect.stringMatching(/^ya29\./),
  });
  expect((await call(google, 'POST', path(CONNECTOR))).status).toBe(404);
});

test('thousands of users are made at once, and a delegation is all that they need', async () => {
  const google = await startGoogle();
  const { request } = await delegated(google);
  const users = { pattern: 'box-{n}@emea.example.com', count: 2000, from: 5 };
  expect((await call(google, 'POST', '/directory', { users })).status).toBe(200);
  const statusOf = async (n: number) =>
    (await request({ claims: { sub: `box-${n}@emea.example.com` } })).status;
  expect([await statusOf(4), await statusOf(5), await statusOf(2004)]).toEqual([400, 200, 200]);
  const wrong = { users: { ...users, pattern: 'box@example.com' } };
  expect((await call(google, 'POST', '/directory', wrong)).status).toBe(400);
});
