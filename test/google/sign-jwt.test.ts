import { X509Certificate } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { importX509, jwtVerify } from 'jose';
import { type Json, SUPPORT, startGoogle, type TestGoogle } from './emulated-google.ts';
import { CALLER, CONNECTOR, delegated, SCOPES } from './service-account.ts';

const now = Math.floor(Date.now() / 1000);

/** A function that runs as CALLER, which may sign for CONNECTOR. */
async function keyless(google: TestGoogle) {
  const seeded = await delegated(google, { publicKeys: [], tokenCreators: [CALLER] });
  const own = await google.google.issueServiceAccountAccessToken({ email: CALLER });
  const claims = {
    iss: CONNECTOR,
    sub: SUPPORT,
    scope: SCOPES.join(' '),
    aud: `${google.baseUrl}/token`,
    iat: now,
    exp: now + 3600,
  };
  const signJwt = async (body: Json, { name = CONNECTOR, token = own } = {}) => {
    const url = `${google.baseUrl}/v1/projects/-/serviceAccounts/${encodeURIComponent(name)}:signJwt`;
    const headers = { ...(token && { authorization: `Bearer ${token}` }) };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await fetch(url, init);
    return { status: response.status, body: (await response.json()) as Json };
  };
  const sign = (changes: Json = {}, options = {}) =>
    signJwt({ payload: JSON.stringify({ ...claims, ...changes }) }, options);
  return { ...seeded, own, signJwt, sign };
}

test('a token creator signs an assertion without any key, and it is accepted', async () => {
  const google = await startGoogle();
  const { sign, post, clientId } = await keyless(google);
  const { status, body } = await sign();
  expect(status).toBe(200);
  expect(body).toEqual({ keyId: expect.any(String), signedJwt: expect.any(String) });
  const token = await post(String(body['signedJwt']));
  expect((await google.gmail(token.body['access_token'])).status).toBe(200);
  // An account has one managed key, and its unique id names it as well as its address.
  expect((await sign({}, { name: clientId })).body['keyId']).toBe(body['keyId']);
});

test('the certificate of the managed key is published, and its private key is not listed', async () => {
  const google = await startGoogle();
  const { sign } = await keyless(google);
  const { keyId, signedJwt } = (await sign()).body as Record<string, string>;
  const url = `${google.baseUrl}/service_accounts/v1/metadata/x509/${CONNECTOR}`;
  const certificates = (await (await fetch(url)).json()) as Record<string, string>;
  expect(Object.keys(certificates)).toEqual([keyId]);
  const pem = certificates[keyId ?? ''] ?? '';
  expect(new X509Certificate(pem).publicKey.asymmetricKeyType).toBe('rsa');
  const verified = await jwtVerify(signedJwt ?? '', await importX509(pem, 'RS256'));
  expect(verified.protectedHeader).toMatchObject({ alg: 'RS256', kid: keyId });
  expect(verified.payload).toMatchObject({ iss: CONNECTOR, sub: SUPPORT });
  const list = await fetch(`${google.baseUrl}/emulator/service-accounts`);
  expect(await list.text()).not.toContain('PRIVATE KEY');
  expect((await fetch(url.replace('connector', 'nobody'))).status).toBe(404);
});

test('a managed key can neither be disabled nor deleted', async () => {
  const google = await startGoogle();
  const { sign } = await keyless(google);
  const { keyId } = (await sign()).body;
  for (const action of ['disable', 'delete']) {
    const url = `${google.baseUrl}/emulator/service-accounts/${CONNECTOR}/keys/${keyId}/${action}`;
    expect((await fetch(url, { method: 'POST' })).status).toBe(404);
  }
});

test('a caller without the Token Creator role is refused in Google’s words', async () => {
  const google = await startGoogle();
  const { sign } = await keyless(google);
  const role = `service-accounts/${CONNECTOR}/token-creators/${CALLER}`;
  await fetch(`${google.baseUrl}/emulator/${role}`, { method: 'DELETE' });
  const { status, body } = await sign();
  expect(status).toBe(403);
  expect(body['error']).toEqual({
    code: 403,
    message: "Permission 'iam.serviceAccounts.signJwt' denied on resource (or it may not exist).",
    status: 'PERMISSION_DENIED',
    details: [
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: 'IAM_PERMISSION_DENIED',
        domain: 'iam.googleapis.com',
        metadata: { permission: 'iam.serviceAccounts.signJwt' },
      },
    ],
  });
});

test('an account may not sign for itself without the role', async () => {
  const google = await startGoogle();
  const { sign } = await keyless(google);
  expect((await sign({}, { name: CALLER })).body['error']).toMatchObject({ code: 403 });
});

test.each([
  ['no token', '', 'UNAUTHENTICATED'],
  ['an unknown token', 'ya29.nothing', 'UNAUTHENTICATED'],
])('a caller with %s is refused', async (_what, token, status) => {
  const google = await startGoogle();
  const { sign } = await keyless(google);
  expect((await sign({}, { token })).body['error']).toMatchObject({ code: 401, status });
});

test('a token of a mailbox cannot sign', async () => {
  const google = await startGoogle();
  const { sign, post } = await keyless(google);
  const { signedJwt } = (await sign()).body;
  const { body } = await post(String(signedJwt));
  const refused = await sign({}, { token: String(body['access_token']) });
  expect(refused.body['error']).toMatchObject({
    code: 403,
    details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }],
  });
});

test('an unknown account is not found', async () => {
  const google = await startGoogle();
  const { sign } = await keyless(google);
  const name = 'nobody@project-1.iam.gserviceaccount.com';
  expect((await sign({}, { name })).body['error']).toEqual({
    code: 404,
    message: `Not found; Gaia id not found for email ${name}`,
    status: 'NOT_FOUND',
  });
});

test('a disabled account signs nothing', async () => {
  const google = await startGoogle();
  const { sign } = await keyless(google);
  const url = `${google.baseUrl}/emulator/service-accounts/${CONNECTOR}/disable`;
  await fetch(url, { method: 'POST' });
  expect((await sign()).body['error']).toMatchObject({ code: 400, status: 'FAILED_PRECONDITION' });
});

test.each([
  ['an expiry more than twelve hours ahead', { exp: now + 13 * 3600 }],
  ['an expiry in the past', { exp: now - 60 }],
  ['an expiry that is a text', { exp: `${now + 60}` }],
])('claims with %s are refused', async (_what, changes) => {
  const google = await startGoogle();
  const { sign } = await keyless(google);
  expect((await sign(changes)).body['error']).toMatchObject({
    code: 400,
    status: 'INVALID_ARGUMENT',
  });
});

test.each([
  [{}],
  [{ payload: 'iss' }],
  [{ payload: '[]' }],
  [{ payload: { iss: CONNECTOR } }],
  [{ payload: '{}', delegates: [CALLER] }],
])('the body %j is refused', async (body) => {
  const google = await startGoogle();
  const { signJwt } = await keyless(google);
  expect((await signJwt(body)).body['error']).toMatchObject({ status: 'INVALID_ARGUMENT' });
});

test('claims without an expiry are signed, and are then no assertion', async () => {
  const google = await startGoogle();
  const { sign, post } = await keyless(google);
  const { status, body } = await sign({ exp: undefined });
  expect(status).toBe(200);
  expect((await post(String(body['signedJwt']))).status).toBe(400);
});

test('faults of a subject and of the API reach signJwt in the shape of Google’s APIs', async () => {
  const google = await startGoogle();
  const { sign } = await keyless(google);
  await google.fault('unavailable', { account: SUPPORT, endpoint: 'token' });
  expect((await sign()).body['error']).toMatchObject({ code: 503, status: 'UNAVAILABLE' });
  expect((await sign({ sub: 'sales@example.com' })).status).toBe(200);
  await google.clear();
  await google.fault('iam_api_off');
  expect((await sign()).body['error']).toMatchObject({ details: [{ reason: 'SERVICE_DISABLED' }] });
});

test('under echo_secrets the errors of signJwt repeat the token of its caller', async () => {
  const google = await startGoogle();
  const { own, sign } = await keyless(google);
  await google.fault('echo_secrets');
  expect(JSON.stringify((await sign({ exp: 1 })).body)).toContain(own);
  await google.fault('unavailable');
  expect(JSON.stringify((await sign()).body)).toContain(own);
});
