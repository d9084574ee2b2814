import { expect, test } from '@jest/globals';
import { type Changes, pkce, REDIRECT_URI, startGoogle } from './emulated-google.ts';

const REFUSED: [what: string, line: string, changes: Changes][] = [
  [
    'an unregistered redirect URI',
    '400: redirect_uri_mismatch',
    { redirect_uri: 'http://x.test/' },
  ],
  [
    'a redirect URI with a slash more',
    '400: redirect_uri_mismatch',
    { redirect_uri: `${REDIRECT_URI}/` },
  ],
  [
    'a redirect URI on another loopback port',
    '400: redirect_uri_mismatch',
    { redirect_uri: REDIRECT_URI.replace(':9/', ':10/') },
  ],
  ['no redirect URI', '400: invalid_request', { redirect_uri: undefined }],
  ['an unknown client', '401: invalid_client', { client_id: 'nobody' }],
  ['no client', '400: invalid_request', { client_id: undefined }],
  ['no scope', '400: invalid_request', { scope: undefined }],
  [
    'an unknown scope',
    '400: invalid_scope',
    { scope: 'openid https://www.googleapis.com/auth/gm' },
  ],
  ['another response type', '400: unsupported_response_type', { response_type: 'token' }],
  ['no code challenge', '400: invalid_request', { code_challenge: undefined }],
  ['a plain code challenge', '400: invalid_request', { code_challenge_method: 'plain' }],
  ['no challenge method', '400: invalid_request', { code_challenge_method: undefined }],
  ['a malformed challenge', '400: invalid_request', { code_challenge: 'short' }],
  ['an unknown access type', '400: invalid_request', { access_type: 'forever' }],
  ['an unknown prompt', '400: invalid_request', { prompt: 'login' }],
  ['prompt none beside another', '400: invalid_request', { prompt: 'none consent' }],
];

test.each(REFUSED)('Google shows an error page for %s: %s', async (_what, line, changes) => {
  const google = await startGoogle();
  const response = await fetch(google.authorizationUrl(changes), { redirect: 'manual' });
  expect(response.status).toBe(Number(line.slice(0, 3)));
  expect(response.headers.get('location')).toBeNull();
  const page = await response.text();
  expect(page).toContain(`Error ${line}`);
  expect(page).toContain('Emulated Google');
});

test('a parameter given twice is refused', async () => {
  const google = await startGoogle();
  const response = await fetch(`${google.authorizationUrl()}&state=again`, { redirect: 'manual' });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('can only have a single value: state');
});

test('the error page escapes what the request sends', async () => {
  const google = await startGoogle();
  const response = await fetch(google.authorizationUrl({ scope: '<script>alert(1)</script>' }));
  const page = await response.text();
  expect(page).not.toContain('<script>');
  expect(page).toContain('&lt;script&gt;');
});

test('discovery names the endpoints below the base URL, and Google’s issuer', async () => {
  const { baseUrl } = await startGoogle();
  const response = await fetch(`${baseUrl}/.well-known/openid-configuration`);
  expect(await response.json()).toMatchObject({
    issuer: 'https://accounts.google.com',
    authorization_endpoint: `${baseUrl}/o/oauth2/v2/auth`,
    token_endpoint: `${baseUrl}/token`,
    revocation_endpoint: `${baseUrl}/revoke`,
    code_challenge_methods_supported: ['S256'],
  });
});

test('an internal error is answered without details', async () => {
  const { baseUrl, google } = await startGoogle();
  await google.close();
  const response = await fetch(`${baseUrl}/emulator/counts`);
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ error: 'internal_failure' });
});

test('an unknown path, a wrong method and a huge body are refused without a stack trace', async () => {
  const { baseUrl } = await startGoogle();
  expect((await fetch(`${baseUrl}/nothing`)).status).toBe(404);
  expect((await fetch(`${baseUrl}/token`)).status).toBe(405);
  const { challenge } = pkce();
  const body = new URLSearchParams({ code: challenge.repeat(3000) });
  expect((await fetch(`${baseUrl}/token`, { method: 'POST', body })).status).toBe(413);
});
