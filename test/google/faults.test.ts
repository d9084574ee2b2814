import { expect, test } from '@jest/globals';
import { errorOf, gmailReason, type Json, SUPPORT, startGoogle } from './emulated-google.ts';

const SALES = 'sales@example.com';
const OUTSIDER = 'outsider@personal.example';
const DEAD = 'invalid_grant: Token has been expired or revoked.';

const AT_CONSENT: [fault: string, line: string, parameters: Json][] = [
  ['admin_policy_enforced_at_consent', 'Error 400: admin_policy_enforced', {}],
  ['org_internal', 'Error 403: org_internal', {}],
  ['testing', 'Error 403: access_denied', { testUsers: [SUPPORT] }],
];

test.each(AT_CONSENT)('%s is rendered at consent: %s', async (fault, line, parameters) => {
  const google = await startGoogle();
  await google.fault(fault, { account: OUTSIDER, ...parameters });
  await expect(google.consent({ account: OUTSIDER })).rejects.toThrow(line);
  expect((await google.consent()).searchParams.has('code')).toBe(true);
});

test('org_internal admits the accounts of its organization', async () => {
  const google = await startGoogle();
  await google.fault('org_internal', { hd: 'example.jp' });
  expect((await google.consent({ account: 'info@example.jp' })).searchParams.has('code')).toBe(
    true,
  );
  await expect(google.consent()).rejects.toThrow('Error 403: org_internal');
});

test('testing: a refresh token ends seven days after consent, however often it is used', async () => {
  let now = Date.now();
  const google = await startGoogle({ now: () => new Date(now) });
  await google.fault('testing', { testUsers: [SUPPORT] });
  const tokens = await google.connect();
  expect(tokens['refresh_token_expires_in']).toBe(604_799);
  now += 6 * 24 * 3600 * 1000;
  expect((await google.refresh(tokens['refresh_token'])).status).toBe(200);
  now += 25 * 3600 * 1000;
  expect(errorOf(await google.refresh(tokens['refresh_token']))).toBe(DEAD);
});

test('time_limited: a refresh token ends after its seconds, which the answer says', async () => {
  let now = Date.now();
  const google = await startGoogle({ now: () => new Date(now) });
  await google.fault('time_limited');
  expect((await google.connect())['refresh_token_expires_in']).toBe(15_551_999);
  await google.fault('time_limited', { seconds: 3600 });
  const tokens = await google.connect();
  expect(tokens['refresh_token_expires_in']).toBe(3599);
  now += 3000 * 1000;
  expect((await google.refresh(tokens['refresh_token'])).status).toBe(200);
  now += 601 * 1000;
  expect(errorOf(await google.refresh(tokens['refresh_token']))).toBe(DEAD);
});

test('no_refresh_token: a consent gives no refresh token', async () => {
  const google = await startGoogle();
  await google.fault('no_refresh_token', { account: SUPPORT });
  expect(await google.connect()).not.toHaveProperty('refresh_token');
  expect(await google.connect({ account: SALES })).toHaveProperty('refresh_token');
});

const AT_REFRESH: [fault: string, status: number, answer: string][] = [
  ['revoked', 400, DEAD],
  ['password_changed', 400, DEAD],
  ['invalid_rapt', 400, 'invalid_grant: reauth related error (invalid_rapt)'],
  [
    'admin_policy_enforced',
    400,
    'admin_policy_enforced: The administrator of your organization restricts access to one of the requested scopes.',
  ],
  ['invalid_client', 401, 'invalid_client: Unauthorized'],
];

test.each(AT_REFRESH)('%s at refresh, for its account only: %i', async (fault, status, answer) => {
  const google = await startGoogle();
  const { refresh_token } = await google.connect();
  const other = await google.connect({ account: SALES });
  await google.fault(fault, { account: SUPPORT });
  const refused = await google.refresh(refresh_token);
  expect(refused.status).toBe(status);
  expect(errorOf(refused)).toBe(answer);
  expect(refused.body['error_subtype']).toBe(fault === 'invalid_rapt' ? fault : undefined);
  expect((await google.refresh(other['refresh_token'])).status).toBe(200);
  await google.clear();
  expect((await google.refresh(refresh_token)).status).toBe(200);
});

test('password_changed keeps a grant without Gmail scopes', async () => {
  const google = await startGoogle();
  const { refresh_token } = await google.connect({ changes: { scope: 'openid email' } });
  await google.fault('password_changed');
  expect((await google.refresh(refresh_token)).status).toBe(200);
});

test('invalid_client refuses an exchange too', async () => {
  const google = await startGoogle();
  await google.fault('invalid_client');
  const code = (await google.consent()).searchParams.get('code') ?? '';
  expect((await google.exchange(code)).status).toBe(401);
});

test('rotates_refresh_token: a refresh issues a new refresh token and ends the old one', async () => {
  const google = await startGoogle();
  const { refresh_token } = await google.connect();
  await google.fault('rotates_refresh_token', { account: SUPPORT });
  const { body } = await google.refresh(refresh_token);
  expect(body['refresh_token']).toMatch(/^1\/\//);
  expect(body['refresh_token']).not.toBe(refresh_token);
  expect(errorOf(await google.refresh(refresh_token))).toBe(DEAD);
  expect((await google.refresh(body['refresh_token'])).status).toBe(200);
  expect((await google.counts()).liveRefreshTokens).toBe(1);
});

test('short_lived: access tokens live for the given seconds', async () => {
  let now = Date.now();
  const google = await startGoogle({ now: () => new Date(now) });
  await google.fault('short_lived', { account: SUPPORT, seconds: 5 });
  const tokens = await google.connect();
  expect(tokens['expires_in']).toBe(5);
  expect((await google.gmail(tokens['access_token'])).status).toBe(200);
  now += 5000;
  expect((await google.gmail(tokens['access_token'])).status).toBe(401);
});

test('skewed_clock: id_token and Date are off by the same seconds', async () => {
  const google = await startGoogle();
  await google.fault('skewed_clock', { account: SUPPORT, seconds: -3600 });
  const tokens = await google.connect();
  const payload = String(tokens['id_token']).split('.')[1] ?? '';
  const { iat, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString());
  expect(Math.abs(iat - (Date.now() / 1000 - 3600))).toBeLessThan(5);
  expect(exp - iat).toBe(3600);
  const headers = { authorization: `Bearer ${tokens['access_token']}` };
  const response = await fetch(`${google.baseUrl}/gmail/v1/users/me/labels`, { headers });
  const unknown = await fetch(`${google.baseUrl}/token`, { method: 'POST' });
  expect(Date.parse(unknown.headers.get('date') ?? '')).toBeGreaterThan(Date.now() - 5000);
  const date = Date.parse(response.headers.get('date') ?? '');
  expect(Math.abs(date - (Date.now() - 3_600_000))).toBeLessThan(5000);
});

const AT_GMAIL: [fault: string, status: number, reason: string][] = [
  ['gmail_disabled', 400, 'failedPrecondition'],
  ['gmail_api_off', 403, 'accessNotConfigured'],
  ['domain_policy', 403, 'domainPolicy'],
  ['unauthorized', 401, 'authError'],
  ['revoked', 401, 'authError'],
  ['password_changed', 401, 'authError'],
];

test.each(AT_GMAIL)('%s at Gmail: %i %s', async (fault, status, reason) => {
  const google = await startGoogle();
  const { access_token } = await google.connect();
  const other = await google.connect({ account: SALES });
  await google.fault(fault, { account: SUPPORT });
  const refused = await google.gmail(access_token);
  expect([refused.status, gmailReason(refused)]).toEqual([status, reason]);
  expect((await google.gmail(other['access_token'])).status).toBe(200);
});

test('imap_disabled: the settings say so', async () => {
  const google = await startGoogle();
  const scope = 'openid https://www.googleapis.com/auth/gmail.settings.basic';
  const { access_token } = await google.connect({ changes: { scope } });
  const read = () => google.gmail(access_token, 'me/settings/imap');
  expect((await read()).body['enabled']).toBe(true);
  await google.fault('imap_disabled', { account: SUPPORT });
  expect((await read()).body['enabled']).toBe(false);
});

test.each([
  ['rate_limited', 429],
  ['server_error', 500],
  ['unavailable', 503],
])('%s at the token endpoint, at Gmail, or at both: %i', async (fault, status) => {
  const google = await startGoogle();
  const { refresh_token, access_token } = await google.connect();
  const statuses = async () => [
    (await google.refresh(refresh_token)).status,
    (await google.gmail(access_token)).status,
  ];
  await google.fault(fault, { account: SUPPORT, endpoint: 'token' });
  expect(await statuses()).toEqual([status, 200]);
  await google.fault(fault, { account: SUPPORT, endpoint: 'gmail' });
  expect(await statuses()).toEqual([200, status]);
  await google.fault(fault, { account: SUPPORT });
  expect(await statuses()).toEqual([status, status]);
});

test.each([
  ['html_instead_of_json', 200],
  ['html_error', 502],
])('%s: %i with a page', async (fault, status) => {
  const google = await startGoogle();
  await google.fault(fault);
  for (const path of ['/gmail/v1/users/me/labels', '/token']) {
    const method = path === '/token' ? 'POST' : 'GET';
    const response = await fetch(google.baseUrl + path, { method });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
  }
});

test('slow: the answer is correct and late', async () => {
  const google = await startGoogle();
  const { access_token } = await google.connect();
  await google.fault('slow', { account: SUPPORT, ms: 300 });
  const started = performance.now();
  expect((await google.gmail(access_token)).status).toBe(200);
  expect(performance.now() - started).toBeGreaterThan(290);
});

test('dropped: the connection is cut', async () => {
  const google = await startGoogle();
  const { refresh_token, access_token } = await google.connect();
  await google.fault('dropped', { account: SUPPORT });
  await expect(google.refresh(refresh_token)).rejects.toThrow('fetch failed');
  await expect(google.gmail(access_token)).rejects.toThrow('fetch failed');
  expect((await google.counts()).token['refresh_token']).toBe(1);
});

test('echo_secrets: error answers repeat the submitted token or code, and only they', async () => {
  const google = await startGoogle();
  const { refresh_token, access_token } = await google.connect();
  await google.fault('echo_secrets');
  expect(JSON.stringify(await google.gmail(access_token))).not.toContain(access_token);
  await google.fault('revoked');
  expect(JSON.stringify(await google.refresh(refresh_token))).toContain(refresh_token);
  expect(JSON.stringify(await google.gmail(access_token))).toContain(access_token);
  expect(JSON.stringify(await google.exchange('4/0Awrong'))).toContain('4/0Awrong');
  const code = (await google.consent()).searchParams.get('code') ?? '';
  const wrong = await google.exchange(code, { code_verifier: 'v'.repeat(43) });
  expect(JSON.stringify(wrong)).toContain(code);
  await google.fault('html_error');
  const form = new URLSearchParams({ grant_type: 'refresh_token' });
  form.set('refresh_token', String(refresh_token));
  const page = await fetch(`${google.baseUrl}/token`, { method: 'POST', body: form });
  expect(await page.text()).toContain(refresh_token);
});
