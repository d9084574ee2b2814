import { generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { jwtVerify } from 'jose';
import type { ErrorCode } from '../../../shared/errors.ts';
import { createServiceAccounts, googleEndpoints } from '../../../shared/google/index.ts';
import type { AssertionRequest } from '../../../shared/tokens/index.ts';
import { serve } from '../scripted-server.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const NOW = new Date('2026-03-01T09:00:00Z');
const JSON_TYPE = { 'content-type': 'application/json' };
const ACCOUNT = 'connector@acme.iam.gserviceaccount.com';

const REQUEST: AssertionRequest = {
  serviceAccount: ACCOUNT,
  signer: {
    kind: 'key',
    privateKey: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    keyId: 'a1b2',
  },
  subject: 'support@example.com',
  scopes: ['openid', 'https://mail.google.com/'],
};
const KEYLESS: AssertionRequest = { ...REQUEST, signer: { kind: 'keyless' } };

const TOKEN = {
  access_token: 'marked-access-token',
  expires_in: 3599,
  token_type: 'Bearer',
  scope: 'openid https://mail.google.com/',
};

const accountsAt = (origin: string, ownAccessToken = async () => 'marked-own-token') =>
  createServiceAccounts({
    endpoints: googleEndpoints(origin),
    clock: { now: () => NOW },
    ownAccessToken,
  });

const answer =
  (status: number, body: object | string, headers = {}): RequestListener =>
  (_request, response) => {
    const content = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(status, { ...JSON_TYPE, ...headers }).end(content);
  };

type Call = { readonly request: IncomingMessage; readonly body: string };

/** Answers each call by the next listener, the last one for all that follow, and keeps the calls. */
async function recording(...listeners: RequestListener[]) {
  const calls: Call[] = [];
  const origin = await serve((request, response) => {
    void text(request).then((body) => {
      calls.push({ request, body });
      listeners[Math.min(calls.length, listeners.length) - 1]?.(request, response);
    });
  });
  return { calls, origin, accounts: accountsAt(origin) };
}

async function failureOf(work: Promise<unknown>) {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  expect(inspect(thrown, { depth: 9 })).not.toMatch(/marked|PRIVATE KEY|eyJ/);
  return thrown;
}

describe('a token request', () => {
  test('posts a signed assertion as RFC 7523 says, and reads the answer', async () => {
    const { accounts, calls, origin } = await recording(answer(200, TOKEN));
    expect(await accounts.requestToken(REQUEST)).toEqual({
      accessToken: 'marked-access-token',
      expiresInSeconds: 3599,
      refreshToken: null,
      grantExpiresInSeconds: null,
      scopes: ['openid', 'https://mail.google.com/'],
      idToken: null,
    });
    const [call] = calls;
    expect(call?.request).toMatchObject({ method: 'POST', url: '/token' });
    expect(call?.request.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
    const form = new URLSearchParams(call?.body);
    expect([...form.keys()]).toEqual(['grant_type', 'assertion']);
    expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    const { payload } = await jwtVerify(form.get('assertion') ?? '', publicKey, {
      algorithms: ['RS256'],
      issuer: ACCOUNT,
      audience: `${origin}/token`,
      subject: 'support@example.com',
      currentDate: NOW,
    });
    expect(payload['scope']).toBe('openid https://mail.google.com/');
  });

  test('is sent once more after an outage', async () => {
    const { accounts, calls } = await recording(answer(503, ''), answer(200, TOKEN));
    expect((await accounts.requestToken(REQUEST)).accessToken).toBe('marked-access-token');
    expect(calls).toHaveLength(2);
  });

  test('is not sent again while Google says when to come back', async () => {
    const { accounts, calls } = await recording(answer(429, {}, { 'retry-after': '60' }));
    expect(await failureOf(accounts.requestToken(REQUEST))).toMatchObject({
      code: 'google_unavailable',
      upstream: { status: 429, retryAt: expect.any(Date) },
    });
    expect(calls).toHaveLength(1);
  });

  test('is not sent again after a refusal, whose words are kept without anything long', async () => {
    const description = `Invalid JWT Signature. ${'marked'.repeat(9)}`;
    const { accounts, calls } = await recording(
      answer(400, { error: 'invalid_grant', error_description: description }),
    );
    expect(await failureOf(accounts.requestToken(REQUEST))).toMatchObject({
      code: 'grant_refused',
      upstream: {
        service: 'google',
        endpoint: 'token',
        status: 400,
        error: 'invalid_grant',
        description: 'Invalid JWT Signature. …',
      },
    });
    expect(calls).toHaveLength(1);
  });

  test.each<[number, string, ErrorCode]>([
    [401, 'unauthorized_client', 'client_refused'],
    [403, 'access_denied', 'grant_refused'],
    [400, 'invalid_scope', 'client_refused'],
    [400, 'something_new', 'google_unavailable'],
  ])('is refused with %s %s as %s', async (status, error, code) => {
    const { accounts } = await recording(answer(status, { error }));
    expect(await failureOf(accounts.requestToken(REQUEST))).toMatchObject({
      code,
      upstream: { status, error },
    });
  });

  test.each<[string, RequestListener]>([
    ['a page', answer(200, '<html></html>')],
    ['a page with an error’s status', answer(400, '<html></html>')],
    ['no access token', answer(200, { token_type: 'Bearer' })],
    ['a redirect', answer(307, '', { location: '/elsewhere' })],
  ])('takes %s for an outage', async (_, listener) => {
    const { accounts, calls } = await recording(listener);
    const failure = await failureOf(accounts.requestToken(REQUEST));
    expect(failure).toMatchObject({ code: 'google_unavailable' });
    expect(calls.map(({ request }) => request.url)).not.toContain('/elsewhere');
  });

  test('says why the network kept it from Google', async () => {
    const accounts = accountsAt('http://127.0.0.1:1');
    expect(await failureOf(accounts.requestToken(REQUEST))).toMatchObject({
      code: 'google_unavailable',
      upstream: { status: null, network: 'ECONNREFUSED' },
    });
  });
});

describe('a token request without a key', () => {
  const SIGN = `/v1/projects/-/serviceAccounts/${encodeURIComponent(ACCOUNT)}:signJwt`;

  test('has Google sign the claims with our own identity, and posts what it signed', async () => {
    const { accounts, calls, origin } = await recording(
      answer(200, { keyId: 'k', signedJwt: 'signed.by.google' }),
      answer(200, TOKEN),
    );
    expect((await accounts.requestToken(KEYLESS)).accessToken).toBe('marked-access-token');
    const [signing, token] = calls;
    expect(signing?.request).toMatchObject({ method: 'POST', url: SIGN });
    expect(signing?.request.headers).toMatchObject({
      authorization: 'Bearer marked-own-token',
      'content-type': 'application/json',
    });
    const { payload, ...rest } = JSON.parse(signing?.body ?? '');
    expect(rest).toEqual({});
    expect(JSON.parse(payload)).toEqual({
      iss: ACCOUNT,
      sub: 'support@example.com',
      scope: 'openid https://mail.google.com/',
      aud: `${origin}/token`,
      iat: NOW.getTime() / 1000 - 30,
      exp: NOW.getTime() / 1000 + 3570,
    });
    expect(new URLSearchParams(token?.body).get('assertion')).toBe('signed.by.google');
  });

  const denied = {
    error: {
      code: 403,
      status: 'PERMISSION_DENIED',
      message: "Permission 'iam.serviceAccounts.signJwt' denied on resource (or it may not exist).",
      details: [{ reason: 'IAM_PERMISSION_DENIED' }],
    },
  };

  test('is refused when our own identity may not sign', async () => {
    const { accounts, calls } = await recording(answer(403, denied));
    expect(await failureOf(accounts.requestToken(KEYLESS))).toMatchObject({
      code: 'signing_refused',
      upstream: {
        service: 'google',
        endpoint: 'token',
        status: 403,
        error: 'PERMISSION_DENIED',
        subtype: 'IAM_PERMISSION_DENIED',
      },
    });
    expect(calls).toHaveLength(1);
  });

  test.each<[number, ErrorCode]>([
    [400, 'signing_refused'],
    [404, 'signing_refused'],
    [401, 'google_unavailable'],
    [429, 'google_unavailable'],
    [500, 'google_unavailable'],
    [503, 'google_unavailable'],
  ])('fails with %s as %s', async (status, code) => {
    const { accounts } = await recording(answer(status, { error: { message: 'No.' } }));
    expect(await failureOf(accounts.requestToken(KEYLESS))).toMatchObject({
      code,
      upstream: { status, description: 'No.' },
    });
  });

  test('takes an answer without a signature for an outage', async () => {
    for (const body of [{}, { signedJwt: '' }, { signedJwt: 7 }, '<html></html>']) {
      const { accounts } = await recording(answer(200, body));
      const failure = await failureOf(accounts.requestToken(KEYLESS));
      expect(failure).toMatchObject({ code: 'google_unavailable' });
    }
  });

  test('says why the network kept it from Google', async () => {
    const accounts = accountsAt('http://127.0.0.1:1');
    expect(await failureOf(accounts.requestToken(KEYLESS))).toMatchObject({
      code: 'google_unavailable',
      upstream: { status: null, network: 'ECONNREFUSED' },
    });
  });
});

describe('the account of an access token', () => {
  const ACCOUNT_OF_TOKEN = {
    sub: '1234',
    email: 'support@example.com',
    email_verified: true,
    hd: 'example.com',
    picture: 'https://example.com/photo',
  };

  test('is read from userinfo', async () => {
    const { accounts, calls } = await recording(answer(200, ACCOUNT_OF_TOKEN));
    expect(await accounts.identify('marked-access-token')).toEqual({
      subject: '1234',
      address: 'support@example.com',
      hostedDomain: 'example.com',
    });
    expect(calls[0]?.request).toMatchObject({ method: 'GET', url: '/v1/userinfo' });
    expect(calls[0]?.request.headers.authorization).toBe('Bearer marked-access-token');
  });

  test('may belong to no Workspace', async () => {
    const { accounts } = await recording(answer(200, { ...ACCOUNT_OF_TOKEN, hd: undefined }));
    expect(await accounts.identify('marked-access-token')).toMatchObject({ hostedDomain: null });
  });

  test.each<[string, object]>([
    ['whose address is not verified', { email_verified: false }],
    ['whose address is not said to be verified', { email_verified: undefined }],
    ['whose address is said to be verified as text', { email_verified: 'true' }],
    ['without an address', { email: undefined }],
    ['with an address that is none', { email: 'support' }],
    ['without a sub', { sub: undefined }],
  ])('%s is refused', async (_, fields) => {
    const { accounts } = await recording(answer(200, { ...ACCOUNT_OF_TOKEN, ...fields }));
    expect(await failureOf(accounts.identify('marked-access-token'))).toMatchObject({
      code: 'identity_unverified',
      upstream: { endpoint: 'identity', status: 200, error: 'claims' },
    });
  });

  test.each<[number, ErrorCode]>([
    [401, 'token_rejected'],
    [403, 'token_rejected'],
    [404, 'google_unavailable'],
    [429, 'google_unavailable'],
    [500, 'google_unavailable'],
  ])('is not known after %s, which is %s', async (status, code) => {
    const { accounts } = await recording(answer(status, { error: 'invalid_token' }));
    expect(await failureOf(accounts.identify('marked-access-token'))).toMatchObject({
      code,
      upstream: { endpoint: 'identity', status },
    });
  });

  test('is not known after a page, which is an outage', async () => {
    const { accounts } = await recording(answer(200, '<html></html>'));
    const failure = await failureOf(accounts.identify('marked-access-token'));
    expect(failure).toMatchObject({ code: 'google_unavailable', upstream: { status: null } });
  });
});
