import { X509Certificate } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { CodeChallengeMethod, OAuth2Client } from 'google-auth-library';
import { gmail } from 'googleapis/build/src/apis/gmail/index.js';
import { consentAs } from '../support/google-consent.ts';
import { CLIENT, LABELS, REDIRECT_URI, SUPPORT, startGoogle } from './emulated-google.ts';

const ISSUER = 'https://accounts.google.com';

function openClient(baseUrl: string): OAuth2Client {
  return new OAuth2Client({
    ...CLIENT,
    redirectUri: REDIRECT_URI,
    endpoints: {
      oauth2AuthBaseUrl: `${baseUrl}/o/oauth2/v2/auth`,
      oauth2TokenUrl: `${baseUrl}/token`,
      oauth2RevokeUrl: `${baseUrl}/revoke`,
      tokenInfoUrl: `${baseUrl}/tokeninfo`,
      oauth2FederatedSignonPemCertsUrl: `${baseUrl}/oauth2/v1/certs`,
      oauth2FederatedSignonJwkCertsUrl: `${baseUrl}/oauth2/v3/certs`,
    },
  });
}

async function authorize(client: OAuth2Client): Promise<void> {
  const { codeVerifier, codeChallenge = '' } = await client.generateCodeVerifierAsync();
  const authorizationUrl = client.generateAuthUrl({
    access_type: 'offline',
    prompt: 'consent',
    scope: ['openid', 'email', LABELS],
    code_challenge: codeChallenge,
    code_challenge_method: CodeChallengeMethod.S256,
  });
  const back = await consentAs({ authorizationUrl, account: SUPPORT });
  const code = back.searchParams.get('code') ?? '';
  const { tokens } = await client.getToken({ code, codeVerifier });
  client.setCredentials(tokens);
}

test("google-auth-library's whole flow: consent, verify, refresh, inspect, revoke", async () => {
  const { baseUrl } = await startGoogle();
  const client = openClient(baseUrl);
  await authorize(client);
  const ticket = await client.verifyIdToken({
    idToken: client.credentials.id_token ?? '',
    audience: CLIENT.clientId,
  });
  expect(ticket.getPayload()).toMatchObject({ email: SUPPORT, hd: 'example.com', iss: ISSUER });

  const before = client.credentials.access_token;
  const { credentials } = await client.refreshAccessToken();
  expect(credentials.access_token).not.toBe(before);
  const info = await client.getTokenInfo(credentials.access_token ?? '');
  expect(info.scopes).toContain(LABELS);
  await client.revokeCredentials();
  await expect(client.getTokenInfo(credentials.access_token ?? '')).rejects.toThrow();
});

test("googleapis' Gmail client lists labels, and refreshes when its token is gone", async () => {
  const { baseUrl, counts } = await startGoogle();
  const auth = openClient(baseUrl);
  await authorize(auth);
  // Given per call: as an option of the service, rootUrl would lose its path.
  const rootUrl = `${baseUrl}/`;
  const api = gmail({ version: 'v1', auth });
  const { data } = await api.users.labels.list({ userId: 'me' }, { rootUrl });
  expect(data.labels?.map(({ id }) => id)).toContain('INBOX');

  auth.setCredentials({ refresh_token: auth.credentials.refresh_token ?? '' });
  expect((await api.users.labels.list({ userId: SUPPORT }, { rootUrl })).status).toBe(200);
  expect((await counts()).token['refresh_token']).toBe(1);
  await expect(api.users.getProfile({ userId: 'me' }, { rootUrl })).rejects.toMatchObject({
    status: 403,
  });
});

test.each([
  ['/oauth2/v1/certs', 'PEM'],
  ['/oauth2/v3/certs', 'JWK'],
])('the certificates at %s (%s) verify what Cloud Scheduler would send', async (path, format) => {
  const { baseUrl, google } = await startGoogle();
  const email = 'scheduler@project.iam.gserviceaccount.com';
  const audience = 'https://functions.example/token-refresh';
  const idToken = await google.issueServiceAccountIdToken({ email, audience });
  const certificates = await (await fetch(baseUrl + path)).json();
  const { kid } = JSON.parse(Buffer.from(idToken.split('.')[0] ?? '', 'base64url').toString());
  const known = format === 'PEM' ? Object.keys(Object(certificates)) : JSON.stringify(certificates);
  expect(known).toContain(kid);
  if (format === 'PEM') {
    const certificate = new X509Certificate(Object(certificates)[kid]);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
  }

  const ticket = await openClient(baseUrl).verifyIdToken({ idToken, audience });
  expect(ticket.getPayload()).toMatchObject({ email, email_verified: true, iss: ISSUER });
  await expect(
    openClient(baseUrl).verifyIdToken({ idToken, audience: 'https://elsewhere.example' }),
  ).rejects.toThrow('Wrong recipient');
});
