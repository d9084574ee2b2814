import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Cause, lookUp } from '../../shared/diagnosis/index.ts';
import type { ScreenWords } from '../../shared/diagnosis/screen-text.ts';
import { SCREEN_WORDS } from '../../shared/diagnosis/screen-words.ts';

const causes = (words: string) => lookUp(words).map(({ cause }) => cause);

/** The address of Google's error page. */
const errorPage = (authError: string): string =>
  `https://accounts.google.com/signin/oauth/error?authError=${authError}&client_id=None&flowName=GeneralOAuthFlow`;

/** A protocol buffer as in Google's address: field 1 is the code, field 2 the sentence. */
const authErrorOf = (code: string): string =>
  Buffer.from(`\n${String.fromCharCode(code.length)}${code}\u0012\u0005Hello`).toString('base64');

describe('what people paste', () => {
  test.each<[string, Cause]>([
    ['redirect_uri_mismatch', 'redirect_uri_mismatch'],
    ['Error 400: redirect_uri_mismatch', 'redirect_uri_mismatch'],
    ['REDIRECT URI MISMATCH', 'redirect_uri_mismatch'],
    ['エラー 400: redirect_uri_mismatch', 'redirect_uri_mismatch'],
    ['Ｅｒｒｏｒ　４００：　ｒｅｄｉｒｅｃｔ＿ｕｒｉ＿ｍｉｓｍａｔｃｈ', 'redirect_uri_mismatch'],
    [
      'Access blocked: This app’s request is invalid\n\nYou can’t sign in because this app sent an invalid request. You can try again later, or contact the developer about this issue.\nError 400: redirect_uri_mismatch',
      'redirect_uri_mismatch',
    ],
    [
      'アクセスをブロック: このアプリのリクエストは無効です\nエラー 400: invalid_request',
      'request_invalid',
    ],
    ['Error 400: admin_policy_enforced', 'admin_blocks_client'],
    ['400 admin_ policy _enforced', 'admin_blocks_client'],
    ['Error 400: policy_enforced', 'personal_advanced_protection'],
    [
      'Advanced Protection prevented your Google Account from being signed in.',
      'personal_advanced_protection',
    ],
    ['Error 400: access_not_configured', 'education_access_not_configured'],
    ['Error 403: org_internal', 'account_outside_organization'],
    ['Error 403: access_denied', 'not_a_test_user'],
    [
      'Access blocked: Mail Desk has not completed the Google verification process',
      'not_a_test_user',
    ],
    ['Mail Desk は Google の審査プロセスを完了していません', 'not_a_test_user'],
    ["Google hasn't verified this app", 'app_unverified'],
    ['google hasn’t verified app', 'app_unverified'],
    ['このアプリは Google で確認されていません', 'app_unverified'],
    ['このアプリはＧｏｏｇｌｅで確認されていません', 'app_unverified'],
    ['ｱﾌﾟﾘはGoogleで確認されていません', 'app_unverified'],
    [
      'This app is blocked\nThis app tried to access sensitive info in your Google Account. To keep your account safe, Google blocked this access.',
      'sensitive_access_blocked',
    ],
    ['Sign in with Google temporarily disabled for this app', 'user_cap_reached'],
    ['Error 403: rate_limit_exceeded', 'new_user_rate_exceeded'],
    ['Error 403: disallowed_useragent', 'embedded_browser'],
    ['Error 401: invalid_client\nThe OAuth client was not found.', 'client_id_or_secret_wrong'],
    ['401. That’s an error. Error: deleted_client The OAuth client was deleted.', 'client_deleted'],
    ['Error 401: disabled_client', 'client_disabled'],
    ['Error 400: invalid_scope', 'scope_invalid'],
    ['Access blocked: Authorization Error', 'admin_blocks_client'],
    ['アクセスがブロックされました', 'admin_blocks_client'],
    ['Error 403: restricted_client', 'consent_screen_missing'],
    ['User-rate limit exceeded.  Retry after 2026-11-28T12:57:51.196Z', 'gmail_rate_limited'],
    ['rate limit exceeded', 'new_user_rate_exceeded'],
    ['Access blocked: This app’s request is invalid', 'redirect_uri_mismatch'],
    ['アクセスをブロック: このアプリのリクエストは無効です', 'redirect_uri_mismatch'],
    ['account suspended', 'account_disabled'],
    ['invalid_grant: Account has been disabled', 'account_disabled'],
    [
      errorPage('Cg5pbnZhbGlkX2NsaWVudBIfVGhlIE9BdXRoIGNsaWVudCB3YXMgbm90IGZvdW5kLiCRAw%3D%3D'),
      'client_id_or_secret_wrong',
    ],
    [errorPage(authErrorOf('redirect_uri_mismatch')), 'redirect_uri_mismatch'],
    [errorPage(encodeURIComponent(authErrorOf('org_internal'))), 'account_outside_organization'],
    ['https://connector.example.com/oauth-callback?error=access_denied&state=x', 'not_a_test_user'],
    ['IMAPが無効', 'imap_off'],
    ['invalid_grant', 'grant_revoked'],
    [
      '{"error":"invalid_grant","error_description":"Invalid JWT Signature."}',
      'service_account_key_invalid',
    ],
    ['invalid_grant: Not a valid email or user ID.', 'service_account_missing'],
    ['unauthorized_client', 'delegation_not_authorized'],
    ['[ALERT] Your account is not enabled for IMAP use. Please visit…', 'imap_off'],
    ['[ALERT] IMAP access is disabled for your domain.', 'imap_disabled_by_admin'],
    ['Gmail API has not been used in project 42 before or it is disabled.', 'gmail_api_off'],
    ['サービスアカウントトークン作成者', 'signing_not_allowed'],
  ])('%s', (words, cause) => {
    expect(causes(words)[0]).toBe(cause);
  });
});

test.each(['authError=', errorPage('%%%'), errorPage('AAAA'), errorPage('a'.repeat(3000))])(
  'finds nothing in an address without a code: %s',
  (words) => {
    expect(lookUp(words)).toEqual([]);
  },
);

test('offers every error that Google shows under the same heading', () => {
  expect(causes('Access blocked: Authorization Error').toSorted()).toEqual([
    'admin_blocks_client',
    'client_id_or_secret_wrong',
    'request_invalid',
  ]);
  expect(causes('アクセスをブロック: このアプリのリクエストは無効です')).toEqual([
    'redirect_uri_mismatch',
    'request_invalid',
  ]);
});

test.each(['', ' ', '　', 'hello', 'エラー', 'Error 400', 'こんにちは', '12345', 'google', '!?'])(
  'finds nothing for “%s”',
  (words) => {
    expect(lookUp(words)).toEqual([]);
  },
);

const ENTRIES = Object.entries(SCREEN_WORDS) as [Cause, ScreenWords][];

test.each(ENTRIES)('finds %s by its own words', (cause, { codes, phrases }) => {
  expect(codes.length + phrases.length).toBeGreaterThan(0);
  for (const words of phrases.length > 0 ? phrases : codes) {
    expect(causes(words)).toContain(cause);
  }
});

test('finds all causes of an ambiguous code, the likeliest first', () => {
  expect(causes('access_denied').slice(0, 2)).toEqual([
    'not_a_test_user',
    'authorization_cancelled',
  ]);
  expect(causes('admin_policy_enforced')).toEqual([
    'admin_blocks_client',
    'admin_restricted_gmail',
  ]);
});

test('finds a cause by a part of a sentence', () => {
  expect(causes('審査プロセスを完了')).toEqual(['not_a_test_user']);
  expect(causes('verified this app')[0]).toBe('app_unverified');
});

test('answers any text the same way each time, with at most five diagnoses', () => {
  const known = fc.constantFrom(
    ...ENTRIES.flatMap(([, { codes, phrases }]) => [...codes, ...phrases]),
  );
  const text = fc.array(fc.oneof(known, fc.string({ unit: 'binary' })), { maxLength: 6 });
  fc.assert(
    fc.property(text, (pieces) => {
      const words = pieces.join(' ');
      const found = lookUp(words);
      expect(found.length).toBeLessThanOrEqual(5);
      expect(lookUp(words)).toEqual(found);
    }),
  );
});

test('answers a very long text quickly', () => {
  const started = performance.now();
  lookUp('Ⅷ access blocked '.repeat(100_000));
  expect(performance.now() - started).toBeLessThan(500);
});
