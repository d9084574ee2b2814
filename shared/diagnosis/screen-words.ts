import type { Cause } from './diagnosis.ts';
import type { ScreenWords } from './screen-text.ts';
import { OTHER_LANGUAGES } from './screen-words-languages.ts';
import { MORE_SCREENS } from './screen-words-more.ts';
import { ORG_MESSAGES } from './screen-words-org.ts';

/** Headings that Google shows over several errors: without the code below them, each is possible. */
const AUTHORIZATION_ERROR = {
  en: 'access blocked: authorization error',
  ja: 'アクセスをブロック: 認証エラー',
};
const INVALID_REQUEST = {
  en: 'access blocked: this app’s request is invalid',
  ja: 'アクセスをブロック: このアプリのリクエストは無効です',
};

const ADVANCED_PROTECTION = [
  'is not approved by advanced protection',
  'isn’t approved by advanced protection',
  'enrolled in google’s advanced protection program',
  'advanced protection prevented your google account',
  '高度な保護機能',
];

const INTERNAL_APP = [
  'can only be used within its organization',
  'restricted to users within its organization',
  '組織内でのみ利用可能です',
  '組織内のユーザーに制限されています',
];

type Screens = Partial<Readonly<Record<Cause, ScreenWords>>>;

/** When two causes share a code, the first one is likelier and is offered first. */
const GOOGLE_SCREENS: Screens = {
  admin_blocks_client: {
    codes: ['admin_policy_enforced'],
    phrases: [
      'restricted by policies within your organization',
      AUTHORIZATION_ERROR.en,
      'this app is blocked by your admin',
      'access to your account data is restricted',
      '管理者がこのアプリをブロックしています',
      AUTHORIZATION_ERROR.ja,
      'アクセスがブロックされました',
      '組織のポリシーによって制限されています',
      '管理者によってブロックされています',
    ],
  },
  admin_restricted_gmail: { codes: ['admin_policy_enforced'], phrases: [] },
  sensitive_access_blocked: {
    codes: [],
    phrases: [
      'this app is blocked',
      'this app tried to access sensitive info in your google account',
      'to keep your account safe, google blocked this access',
      'このアプリはブロックされます',
      'このアプリはブロックされています',
      '機密情報にアクセスしようとしました',
    ],
  },
  education_access_not_configured: {
    codes: ['access_not_configured'],
    phrases: [
      'your institution’s admin needs to review',
      'request access from your institution’s admin',
      'you can’t access this app until an admin reviews and configures access for it',
      '管理者によるアプリのアクセス設定が必要です',
      '教育機関の管理者による確認が必要です',
    ],
  },
  account_outside_organization: {
    codes: ['org_internal'],
    phrases: INTERNAL_APP,
  },
  app_internal: { codes: ['org_internal'], phrases: INTERNAL_APP },
  not_a_test_user: {
    codes: ['access_denied'],
    phrases: [
      'has not completed the google verification process',
      'can only be accessed by developer-approved testers',
      'the app is currently being tested',
      'it’s currently being tested and it hasn’t been verified by google',
      'the developer hasn’t given you access to this app',
      'google の審査プロセスを完了していません',
      'google の確認プロセスを完了していません',
      'デベロッパーに承認されたテスターのみがアクセスできます',
      '現在テスト中です',
    ],
  },
  authorization_cancelled: { codes: ['access_denied'], phrases: [] },
  app_unverified: {
    codes: ['unverified_app'],
    phrases: [
      'google hasn’t verified this app',
      'this app isn’t verified',
      'このアプリは google で確認されていません',
      'このアプリは確認されていません',
    ],
  },
  user_cap_reached: {
    codes: [],
    phrases: [
      'sign in with google temporarily disabled for this app',
      'this app has reached its user limit',
      '100 user cap',
      'ユーザー数の上限',
      '一時的に無効です',
    ],
  },
  new_user_rate_exceeded: {
    codes: ['rate_limit_exceeded'],
    phrases: [
      'has reached its sign-in rate limit',
      'rate limit for new users',
      'ログインレートの上限',
    ],
  },
  embedded_browser: {
    codes: ['disallowed_useragent'],
    phrases: [
      'does not comply with google’s “use secure browsers” policy',
      'classified as an embedded user-agent',
      'this browser or app may not be secure',
      '安全なブラウザの使用',
      'このブラウザまたはアプリは安全でない可能性があります',
    ],
  },
  redirect_uri_mismatch: {
    codes: ['redirect_uri_mismatch'],
    phrases: [
      INVALID_REQUEST.en,
      INVALID_REQUEST.ja,
      'redirect uri in the request',
      'does not match the ones authorized for the oauth client',
      'register the redirect uri in the google cloud console',
      'リダイレクト uri を登録してください',
      'リダイレクト uri が一致しません',
    ],
  },
  client_id_or_secret_wrong: {
    codes: ['invalid_client'],
    phrases: [
      AUTHORIZATION_ERROR.en,
      AUTHORIZATION_ERROR.ja,
      'the oauth client was not found',
      'the provided client secret is invalid',
      'oauth クライアントが見つかりませんでした',
    ],
  },
  client_deleted: {
    codes: ['deleted_client'],
    phrases: ['the oauth client was deleted', 'oauth クライアントは削除されました'],
  },
  client_disabled: {
    codes: ['disabled_client'],
    phrases: ['the oauth client was disabled', 'oauth クライアントは無効になっています'],
  },
  consent_screen_missing: {
    codes: ['restricted_client'],
    phrases: [
      'this app is not yet configured to make oauth requests',
      'the application is restricted: unregistered scope(s) in the request',
    ],
  },
  scope_invalid: {
    codes: ['invalid_scope'],
    phrases: ['some requested scopes were invalid', '一部のスコープが無効です'],
  },
  delegation_scope_invalid: {
    codes: ['invalid_scope'],
    phrases: ['invalid oauth scope or id token audience provided'],
  },
  request_invalid: {
    codes: ['invalid_request', 'origin_mismatch'],
    phrases: [
      'doesn’t comply with google’s oauth 2.0 policy',
      INVALID_REQUEST.en,
      AUTHORIZATION_ERROR.en,
      'google の oauth 2.0 ポリシーに準拠していない',
      INVALID_REQUEST.ja,
      AUTHORIZATION_ERROR.ja,
      '無効なリクエストを送信したため',
    ],
  },
  authorization_request_wrong: {
    codes: ['unsupported_response_type'],
    phrases: [
      'missing required parameter',
      '必須パラメータがありません',
      'device_id and device_name are required for private ip',
      'the out-of-band (oob) flow has been blocked',
      'raw ip addresses not allowed',
      'non-public domains not allowed',
      '帯域外 (oob) フローはブロックされました',
    ],
  },
  client_secret_missing: { codes: ['invalid_request'], phrases: ['client_secret is missing'] },
  delegation_user_malformed: {
    codes: ['invalid_request'],
    phrases: ['invalid impersonation prn email address', 'invalid impersonation "sub" field'],
  },
  personal_advanced_protection: { codes: ['policy_enforced'], phrases: ADVANCED_PROTECTION },
  advanced_protection: { codes: ['policy_enforced'], phrases: ADVANCED_PROTECTION },
  grant_revoked: {
    codes: ['invalid_grant'],
    phrases: ['token has been expired or revoked', '再認可が必要です'],
  },
  testing_seven_days: {
    codes: ['invalid_grant'],
    phrases: ['token has been expired or revoked'],
  },
  code_malformed: { codes: ['invalid_grant'], phrases: ['malformed auth code'] },
  code_unusable: { codes: ['invalid_grant'], phrases: [] },
  session_control: {
    codes: ['invalid_rapt', 'rapt_required', 'invalid_grant'],
    phrases: ['reauth related error', 'reauthentication is needed', '再認証ポリシー'],
  },
  account_deleted: { codes: ['invalid_grant'], phrases: ['the account has been deleted'] },
  account_disabled: {
    codes: ['invalid_grant'],
    phrases: [
      'account has been disabled',
      'account suspended',
      'your account has been suspended',
      'アカウントは無効になっています',
      'アカウントが停止されました',
    ],
  },
  pkce_mismatch: {
    codes: ['invalid_grant'],
    phrases: ['missing code verifier', 'code_verifier or verifier is not needed'],
  },
  delegation_user_unknown: {
    codes: ['invalid_grant'],
    phrases: ['invalid email or user id', 'not a valid email'],
  },
  service_account_missing: {
    codes: ['invalid_grant'],
    phrases: ['not a valid email or user id'],
  },
  service_account_disabled: { codes: ['invalid_grant'], phrases: ['robot is disabled'] },
  service_account_key_invalid: { codes: ['invalid_grant'], phrases: ['invalid jwt signature'] },
  clock_wrong: {
    codes: ['invalid_grant'],
    phrases: ['token must be a short-lived token (60 minutes) and in a reasonable timeframe'],
  },
  issuer_wrong: { codes: ['invalid_grant'], phrases: ['no valid verifier found for issuer'] },
  delegation_not_authorized: {
    codes: ['unauthorized_client'],
    phrases: [
      'client is unauthorized to retrieve access tokens using this method',
      'client not authorized for any of the scopes requested',
      'unauthorized client or scope in request',
    ],
  },
  delegation_scopes_missing: {
    codes: ['access_denied'],
    phrases: ['requested client not authorized'],
  },
  delegation_account_restricted: { codes: ['access_denied'], phrases: ['account restricted'] },
  signing_not_allowed: {
    codes: [],
    phrases: [
      'permission iam.serviceaccounts.signjwt denied',
      'iam.serviceaccounts.signjwt',
      'service account token creator',
      'サービス アカウント トークン作成者',
    ],
  },
  gmail_service_off: {
    codes: ['failedprecondition'],
    phrases: ['mail service not enabled', 'gmail サービスを利用できません'],
  },
  delegation_subject_missing: {
    codes: ['failedprecondition'],
    phrases: ['precondition check failed'],
  },
  gmail_permission_missing: {
    codes: ['insufficientpermissions', 'access_token_scope_insufficient'],
    phrases: ['request had insufficient authentication scopes', 'insufficient permission'],
  },
  gmail_api_off: {
    codes: ['accessnotconfigured', 'service_disabled'],
    phrases: ['gmail api has not been used in project'],
  },
  gmail_apps_disabled_by_admin: {
    codes: ['domainpolicy', 'user_blocked_by_admin'],
    phrases: ['the domain administrators have disabled gmail apps'],
  },
  mailbox_mismatch: { codes: [], phrases: ['delegation denied for'] },
  gmail_rate_limited: {
    codes: ['ratelimitexceeded', 'userratelimitexceeded'],
    phrases: ['user-rate limit exceeded', 'too many concurrent requests for user'],
  },
  gmail_daily_limit: { codes: ['dailylimitexceeded'], phrases: ['daily limit exceeded'] },
  access_token_rejected: { codes: ['autherror'], phrases: ['invalid credentials'] },
  history_expired: { codes: [], phrases: ['requested entity was not found'] },
  imap_off: {
    codes: [],
    phrases: ['your account is not enabled for imap use', 'imap を有効にする', 'imap が無効'],
  },
  imap_disabled_by_admin: {
    codes: [],
    phrases: ['imap access is disabled for your domain', '管理者が imap を無効'],
  },
  imap_login_refused: {
    codes: ['authenticationfailed'],
    phrases: ['invalid credentials (failure)'],
  },
  imap_limit_reached: {
    codes: ['overquota'],
    phrases: [
      'too many simultaneous connections',
      'account exceeded command or bandwidth limits',
      '同時接続数が多すぎ',
    ],
  },
};

/** The words of several lists for one cause, those of the first list first. */
function joined(...lists: readonly Screens[]): Screens {
  const causes = new Set(lists.flatMap((list) => Object.keys(list) as Cause[]));
  const wordsOf = (cause: Cause): ScreenWords => ({
    codes: lists.flatMap((list) => list[cause]?.codes ?? []),
    phrases: lists.flatMap((list) => list[cause]?.phrases ?? []),
  });
  return Object.fromEntries([...causes].map((cause) => [cause, wordsOf(cause)]));
}

const IN_OTHER_LANGUAGES: Screens = Object.fromEntries(
  Object.entries(OTHER_LANGUAGES).map(([cause, phrases]) => [cause, { codes: [], phrases }]),
);

/** All screens that are recognised. When two causes share a code, the first one is likelier and is offered first. */
export const SCREEN_WORDS: Screens = joined(
  GOOGLE_SCREENS,
  MORE_SCREENS,
  ORG_MESSAGES,
  IN_OTHER_LANGUAGES,
);
