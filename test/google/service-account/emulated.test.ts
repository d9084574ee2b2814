import { expect, test } from '@jest/globals';
import { createServiceAccounts, googleEndpoints, readKey } from '../../../shared/google/index.ts';
import type { AssertionRequest } from '../../../shared/tokens/index.ts';
import { SUPPORT, startGoogle, type TestGoogle } from '../emulated-google.ts';
import { CALLER, CONNECTOR, delegated, KEY, SCOPES } from '../service-account.ts';

const accountsOf = ({ baseUrl, google }: TestGoogle) =>
  createServiceAccounts({
    endpoints: googleEndpoints(baseUrl),
    clock: { now: () => new Date() },
    ownAccessToken: () => google.issueServiceAccountAccessToken({ email: CALLER }),
  });

const keyed = (keyId: string | null): AssertionRequest => ({
  serviceAccount: CONNECTOR,
  signer: {
    kind: 'key',
    privateKey: String(KEY.privateKey.export({ type: 'pkcs8', format: 'pem' })),
    keyId,
  },
  subject: SUPPORT,
  scopes: SCOPES,
});
const KEYLESS: AssertionRequest = { ...keyed(null), signer: { kind: 'keyless' } };

test('an assertion signed by a key gets a token that reads the mailbox and names it', async () => {
  const google = await startGoogle();
  const { keyId } = await delegated(google);
  const accounts = accountsOf(google);
  for (const request of [keyed(keyId), keyed(null)]) {
    const { accessToken, expiresInSeconds, refreshToken } = await accounts.requestToken(request);
    expect(expiresInSeconds).toBeGreaterThan(3000);
    expect(refreshToken).toBeNull();
    expect((await google.gmail(accessToken)).status).toBe(200);
    expect(await accounts.identify(accessToken)).toEqual({
      subject: expect.stringMatching(/^\d{21}$/),
      address: SUPPORT,
      hostedDomain: 'example.com',
    });
  }
});

test('the key is read from the file that Google makes, and signs', async () => {
  const google = await startGoogle();
  const { keyId } = await delegated(google);
  const { signer } = keyed(keyId);
  if (signer.kind !== 'key') throw new Error('no key');
  const { privateKey } = signer;
  const text = JSON.stringify({
    type: 'service_account',
    private_key_id: keyId,
    private_key: privateKey,
    client_email: CONNECTOR,
  });
  const read = await readKey({ format: 'json', text });
  const request = { ...keyed(keyId), signer: { kind: 'key' as const, ...read } };
  expect(await accountsOf(google).requestToken(request)).toMatchObject({ refreshToken: null });
});

test('an assertion without a key is signed by Google, and gets a token of the mailbox', async () => {
  const google = await startGoogle();
  await delegated(google, { publicKeys: [], tokenCreators: [CALLER] });
  const { accessToken } = await accountsOf(google).requestToken(KEYLESS);
  expect((await google.gmail(accessToken)).status).toBe(200);
});

test('Google signs for nobody without the Token Creator role', async () => {
  const google = await startGoogle();
  await delegated(google, {
    publicKeys: [],
    tokenCreators: ['other@project-1.iam.gserviceaccount.com'],
  });
  await expect(accountsOf(google).requestToken(KEYLESS)).rejects.toMatchObject({
    code: 'signing_refused',
    upstream: { status: 403, error: 'PERMISSION_DENIED' },
  });
});

test.each<[string, Partial<AssertionRequest>, object]>([
  [
    'an unknown address',
    { subject: 'nobody@example.com' },
    { code: 'grant_refused', upstream: { status: 400, error: 'invalid_grant' } },
  ],
  [
    'a scope outside the delegation',
    { scopes: ['https://mail.google.com/'] },
    { code: 'client_refused', upstream: { status: 401, error: 'unauthorized_client' } },
  ],
])('%s is refused in Google’s words', async (_, changes, failure) => {
  const google = await startGoogle();
  const { keyId } = await delegated(google);
  const request = accountsOf(google).requestToken({ ...keyed(keyId), ...changes });
  await expect(request).rejects.toMatchObject(failure);
});
