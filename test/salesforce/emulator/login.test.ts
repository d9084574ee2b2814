import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { expect, test } from '@jest/globals';
import forge from 'node-forge';
import { credentialsOf, errorOf, type Json, startOrg, type TestOrg } from './emulated-org.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const wordingOf = ({ error, error_description }: Json) => `${error}: ${error_description}`;

test('the consumer secret logs in, and the answer tells no lifetime', async () => {
  const { login, org, baseUrl } = await startOrg();
  const answer = await login(credentialsOf(org.login));
  expect(answer).toMatchObject({ instance_url: baseUrl, token_type: 'Bearer', scope: 'api' });
  expect(answer).not.toHaveProperty('expires_in');
  expect(answer).not.toHaveProperty('refresh_token');
});

const REFUSED: readonly (readonly [Record<string, string>, string])[] = [
  [{ client_id: 'another' }, 'invalid_client_id: client identifier invalid'],
  [{ client_secret: 'another' }, 'invalid_client: invalid client credentials'],
  [{ grant_type: 'password' }, 'unsupported_grant_type: grant type not supported'],
];

test.each(REFUSED)('a login with %p is refused', async (changes, wording) => {
  const { login, org } = await startOrg();
  expect(wordingOf(await login({ ...credentialsOf(org.login), ...changes }))).toBe(wording);
});

test('another host than the My Domain refuses every login and every token', async () => {
  const { login, org, port, accessToken } = await startOrg();
  const elsewhere = `http://localhost:${port}/salesforce`;
  expect(wordingOf(await login(credentialsOf(org.login), elsewhere))).toBe(
    'invalid_grant: request not supported on this domain',
  );
  const headers = { authorization: `Bearer ${accessToken}` };
  expect((await fetch(`${elsewhere}/services/data/v64.0/limits`, { headers })).status).toBe(401);
});

test('a secret in the URL is refused', async () => {
  const { baseUrl, org } = await startOrg();
  const url = `${baseUrl}/services/oauth2/token?${new URLSearchParams(credentialsOf(org.login))}`;
  expect((await fetch(url, { method: 'POST' })).status).toBe(400);
  expect((await fetch(url)).status).toBe(405);
});

const FAULTS: readonly (readonly [string, string])[] = [
  ['no_run_as_user', 'invalid_grant: no client credentials user enabled'],
  ['not_approved', 'invalid_app_access: user is not admin approved to access this app'],
  ['app_not_installed', 'app_not_found: External client app is not installed in this org'],
  ['secret_changed', 'invalid_client: invalid client credentials'],
  ['flow_off', 'unsupported_grant_type: grant type not supported'],
  ['user_inactive', 'invalid_grant: inactive user'],
  ['ip_restricted', 'invalid_grant: ip restricted or invalid login hours'],
];

test.each(FAULTS)('the switch %s refuses the login: %s', async (fault, wording) => {
  const { login, org } = await startOrg();
  org.switchOn(fault);
  expect(wordingOf(await login(credentialsOf(org.login)))).toBe(wording);
  org.switchOff(fault);
  expect(await login(credentialsOf(org.login))).toHaveProperty('access_token');
});

test('an access token lives for two hours, or for as long as a switch says', async () => {
  let now = Date.now();
  const { call, org, login, baseUrl } = await startOrg({ now: () => new Date(now) });
  now += 7199_000;
  expect((await call('limits')).status).toBe(200);
  now += 2000;
  const ended = await call('limits');
  expect([ended.status, errorOf(ended)]).toEqual([401, 'INVALID_SESSION_ID']);
  org.switchOn('short_session', { seconds: 5 });
  const { access_token } = await login(credentialsOf(org.login));
  const headers = { authorization: `Bearer ${access_token}` };
  now += 6000;
  expect((await fetch(`${baseUrl}/services/data/v64.0/limits`, { headers })).status).toBe(401);
});

test('ending every session on the setup page ends the token', async () => {
  const { call, baseUrl } = await startOrg();
  const body = new URLSearchParams({ do: 'revoke' });
  await fetch(`${baseUrl}/setup`, { method: 'POST', body });
  expect((await call('limits')).status).toBe(401);
});

const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

function certificateOf(privateKey: KeyObject): string {
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  const pair = forge.pki.privateKeyFromPem(pem);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(pair.n, pair.e);
  certificate.serialNumber = '01';
  certificate.setSubject([{ name: 'commonName', value: 'connector' }]);
  certificate.setIssuer([{ name: 'commonName', value: 'connector' }]);
  certificate.sign(pair, forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate);
}

const certificate = certificateOf(key);

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

type Assertion = { readonly claims?: Json; readonly alg?: string; readonly by?: KeyObject };

async function withAssertion({ org, baseUrl, login }: TestOrg, changed: Assertion = {}) {
  const { clientId, username } = org.login;
  const exp = Math.floor(Date.now() / 1000) + 180;
  const claims = { iss: clientId, sub: username, aud: baseUrl, exp, ...changed.claims };
  const input = `${encode({ alg: changed.alg ?? 'RS256' })}.${encode(claims)}`;
  const signer = createPrivateKey((changed.by ?? key).export({ type: 'pkcs8', format: 'pem' }));
  const signature = sign('RSA-SHA256', Buffer.from(input), signer).toString('base64url');
  return login({ grant_type: JWT_BEARER, assertion: `${input}.${signature}` });
}

async function startWithCertificate(): Promise<TestOrg> {
  const started = await startOrg();
  started.org.uploadCertificate(certificate);
  return started;
}

test('an assertion signed by the key of the uploaded certificate logs in', async () => {
  expect(await withAssertion(await startWithCertificate())).toHaveProperty('access_token');
});

const soon = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
const ASSERTIONS: readonly (readonly [string, Assertion, string])[] = [
  ['another key', { by: otherKey }, 'invalid assertion'],
  ['another algorithm', { alg: 'RS512' }, 'invalid assertion'],
  [
    'the login host as audience',
    { claims: { aud: 'https://login.salesforce.com' } },
    'audience is invalid',
  ],
  [
    'a user who is not pre-authorized',
    { claims: { sub: 'x@y.example' } },
    "user hasn't approved this consumer",
  ],
  ['no expiry', { claims: { exp: undefined } }, 'invalid assertion'],
  [
    'an expiry that is over',
    { claims: { exp: soon(-10) } },
    'assertion is expired or lives for more than 5 minutes',
  ],
  [
    'an expiry after ten minutes',
    { claims: { exp: soon(600) } },
    'assertion is expired or lives for more than 5 minutes',
  ],
];

test.each(ASSERTIONS)('an assertion with %s is refused', async (_, changed, description) => {
  const answer = await withAssertion(await startWithCertificate(), changed);
  expect(wordingOf(answer)).toBe(`invalid_grant: ${description}`);
});

test('an assertion of another app, or with no certificate or permission, is refused', async () => {
  const started = await startOrg();
  expect(wordingOf(await withAssertion(started))).toBe('invalid_grant: invalid assertion');
  started.org.uploadCertificate(certificate);
  expect(wordingOf(await withAssertion(started, { claims: { iss: 'another' } }))).toBe(
    'invalid_client_id: client identifier invalid',
  );
  started.org.switchOn('not_pre_authorized');
  expect(wordingOf(await withAssertion(started))).toBe(
    "invalid_grant: user hasn't approved this consumer",
  );
});

test('a text that is no certificate is not accepted as one', async () => {
  const { org } = await startOrg();
  expect(() => org.uploadCertificate('no certificate')).toThrow(RangeError);
});
