import { describe, expect, test } from '@jest/globals';
import { diagnose } from '../../shared/diagnosis/index.ts';
import { asAppError } from '../../shared/errors.ts';
import { type ClientCheck, createClientCheck, googleEndpoints } from '../../shared/google/index.ts';
import { emulator } from '../support/emulator.ts';
import { CLIENT, REDIRECT_URI, startGoogle } from './emulated-google.ts';
import { answering, serve } from './scripted-server.ts';

const KNOWN = {
  clientId: CLIENT.clientId,
  clientSecret: CLIENT.clientSecret,
  redirectUri: REDIRECT_URI,
};

const checkAt = (origin: string, about: Partial<typeof KNOWN> = {}): ClientCheck =>
  createClientCheck({ ...KNOWN, ...about }, googleEndpoints(origin));

/** The cause of what a check finds; null: it passes. */
const causeOf = (checked: Promise<void>): Promise<string | null> =>
  checked.then(
    () => null,
    (thrown: unknown) => diagnose(asAppError(thrown)).cause,
  );

describe('the client ID and its secret', () => {
  test('are proved by the refusal of a token that never was', async () => {
    const { baseUrl } = await startGoogle();
    expect(await causeOf(checkAt(baseUrl).checkCredentials())).toBeNull();
  });

  test.each([
    [{ clientSecret: 'another' }, 'client_id_or_secret_wrong'],
    [{ clientId: 'another.apps.googleusercontent.com' }, 'client_id_or_secret_wrong'],
  ])('are refused where one is wrong: %j', async (about, cause) => {
    const { baseUrl } = await startGoogle();
    expect(await causeOf(checkAt(baseUrl, about).checkCredentials())).toBe(cause);
  });

  test.each([
    ['invalid_client', 'client_id_or_secret_wrong'],
    ['deleted_client', 'client_deleted'],
    ['disabled_client', 'client_disabled'],
    ['rate_limited', 'google_unavailable'],
    ['server_error', 'google_unavailable'],
    ['unavailable', 'google_unavailable'],
    ['html_instead_of_json', 'google_unavailable'],
    ['html_error', 'google_unavailable'],
    ['dropped', 'google_unavailable'],
    ['unrecognised', 'google_unrecognised'],
  ])('the switch %s is found', async (fault, cause) => {
    const { baseUrl } = await startGoogle();
    await emulator(baseUrl).provoke(fault, '*');
    expect(await causeOf(checkAt(baseUrl).checkCredentials())).toBe(cause);
  });

  test.each(['revoked', 'invalid_grant', 'invalid_rapt', 'admin_policy_enforced'])(
    'the switch %s, which is about a mailbox’s grant, leaves the client accepted',
    async (fault) => {
      const { baseUrl } = await startGoogle();
      await emulator(baseUrl).provoke(fault, '*');
      expect(await causeOf(checkAt(baseUrl).checkCredentials())).toBeNull();
    },
  );

  test('are not asked for without a secret', async () => {
    const check = createClientCheck({ ...KNOWN, clientSecret: null }, googleEndpoints(null));
    await expect(check.checkCredentials()).rejects.toMatchObject({ code: 'configuration_invalid' });
  });

  test('a Google that cannot be reached is named', async () => {
    await expect(checkAt('http://127.0.0.1:1').checkCredentials()).rejects.toMatchObject({
      code: 'google_unavailable',
      upstream: { endpoint: 'token', network: 'ECONNREFUSED' },
    });
  });
});

describe('the redirect URI', () => {
  test('is not refused where it is registered', async () => {
    const { baseUrl } = await startGoogle();
    expect(await causeOf(checkAt(baseUrl).checkRedirectUri())).toBeNull();
  });

  test('is refused where it differs in one character', async () => {
    const { baseUrl } = await startGoogle();
    const check = checkAt(baseUrl, { redirectUri: `${REDIRECT_URI}/` });
    expect(await causeOf(check.checkRedirectUri())).toBe('redirect_uri_mismatch');
  });

  const errorPage = (words: string): string =>
    `https://accounts.google.com/signin/oauth/error?authError=${encodeURIComponent(
      Buffer.from(words).toString('base64'),
    )}&client_id=1.apps.googleusercontent.com`;

  test.each([
    ['\n\x15redirect_uri_mismatch\x12\xb0\x01You can’t sign in', 'redirect_uri_mismatch'],
    ['\n\x0einvalid_client\x12\x1fThe OAuth client was not found.', 'client_id_or_secret_wrong'],
    ['\n\x0edeleted_client\x12\x1fThe OAuth client was deleted.', 'client_deleted'],
  ])('is read from the address of Google’s error page', async (words, cause) => {
    const origin = await serve(answering(302, { location: errorPage(words) }));
    expect(await causeOf(checkAt(origin).checkRedirectUri())).toBe(cause);
  });

  test.each([
    'https://accounts.google.com/v3/signin/identifier?continue=x&error=no_error_at_all',
    'https://accounts.google.com/signin/oauth/error?authError=%00%00',
    '/o/oauth2/auth/identifier',
  ])('nothing is read from another address: %s', async (location) => {
    const origin = await serve(answering(302, { location }));
    expect(await causeOf(checkAt(origin).checkRedirectUri())).toBeNull();
  });

  test('a page that is away proves nothing', async () => {
    const origin = await serve(answering(503, {}));
    await expect(checkAt(origin).checkRedirectUri()).rejects.toMatchObject({
      code: 'google_unavailable',
    });
  });
});
