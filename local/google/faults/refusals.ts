import { at, type FaultEntry, WHERE } from './entry.ts';

const consent = at('consent');
const token = at('token');
const gmail = at('gmail');
const everywhere = at('token or gmail', WHERE);

/** Faults of the consent pages. */
export const AT_CONSENT: readonly FaultEntry[] = [
  consent(
    'admin_policy_enforced_at_consent',
    'Error 400: the Workspace admin does not trust the client.',
    'エラー 400: Workspace の管理者がクライアントを信頼していません。',
  ),
  at('consent', { name: 'hd', kind: 'text', fallback: 'example.com' })(
    'org_internal',
    'Error 403: the app is Internal; accounts outside its organization are refused.',
    'エラー 403: アプリは「内部」で、組織外のアカウントは拒否されます。',
  ),
  at('consent', { name: 'testUsers', kind: 'list', fallback: [] })(
    'testing',
    'The app is in Testing: only test users may consent; refresh tokens die after 7 days.',
    'アプリはテスト中です。許可できるのはテストユーザーだけで、更新トークンは 7 日で失効します。',
  ),
  at('consent', { name: 'seconds', kind: 'count', fallback: 15_552_000 })(
    'time_limited',
    'The owner does not allow ongoing access: refresh tokens die after so many seconds.',
    '所有者が継続的なアクセスを許可しません。更新トークンは指定の秒数で失効します。',
  ),
  consent(
    'no_refresh_token',
    'A consent gives no refresh token.',
    '許可しても更新トークンが発行されません。',
  ),
];

/** Refusals of the token endpoint, of refreshes and assertions only. */
const AT_TOKEN: readonly FaultEntry[] = [
  token(
    'revoked',
    'Refresh: "Token has been expired or revoked."; Gmail: 401.',
    '更新: "Token has been expired or revoked."、Gmail: 401。',
  ),
  token(
    'password_changed',
    'As revoked, for grants that hold a Gmail scope.',
    'revoked と同じ。Gmail のスコープを含む許可だけが対象です。',
  ),
  token(
    'account_deleted',
    'Refresh: "The account has been deleted"; Gmail: 401.',
    '更新: "The account has been deleted"、Gmail: 401。',
  ),
  token(
    'account_disabled',
    'Refresh: "Account has been disabled"; Gmail: 401.',
    '更新: "Account has been disabled"、Gmail: 401。',
  ),
  token(
    'invalid_grant',
    'Refresh: invalid_grant "Bad Request", which says nothing.',
    '更新: 理由の分からない invalid_grant "Bad Request"。',
  ),
  token(
    'invalid_rapt',
    'Refresh: invalid_grant, subtype invalid_rapt (session control).',
    '更新: invalid_grant、サブタイプ invalid_rapt(セッションの管理)。',
  ),
  token(
    'rapt_required',
    'Refresh: invalid_grant, subtype rapt_required (session control).',
    '更新: invalid_grant、サブタイプ rapt_required(セッションの管理)。',
  ),
  token(
    'admin_policy_enforced',
    'Refresh: the client is no longer trusted.',
    '更新: クライアントが信頼されなくなりました。',
  ),
  token(
    'org_internal_at_refresh',
    'Refresh: the app was made Internal, without this account.',
    '更新: アプリが「内部」に変更され、このアカウントは対象外になりました。',
  ),
  token(
    'invalid_client',
    '401 invalid_client, as after a changed client secret.',
    '401 invalid_client。クライアント シークレットの変更後と同じです。',
  ),
  token(
    'deleted_client',
    '401 deleted_client: the OAuth client was deleted.',
    '401 deleted_client: OAuth クライアントが削除されました。',
  ),
  token(
    'disabled_client',
    '401 disabled_client: the OAuth client or its project is disabled.',
    '401 disabled_client: OAuth クライアントまたはプロジェクトが無効です。',
  ),
  token(
    'unauthorized_client',
    '401 unauthorized_client, as for the token of another client.',
    '401 unauthorized_client。別のクライアントのトークンと同じです。',
  ),
  token(
    'token_rate_limited',
    '403 rate_limit_exceeded, as after a burst of refreshes.',
    '403 rate_limit_exceeded。短時間に更新が集中した場合と同じです。',
  ),
  token(
    'key_disabled',
    'Assertion: "Invalid JWT Signature.", as after a disabled key.',
    'アサーション: "Invalid JWT Signature."。鍵を無効にした場合と同じです。',
  ),
  token(
    'delegation_removed',
    'Assertion: 401 unauthorized_client, as without delegation.',
    'アサーション: 401 unauthorized_client。委任がない場合と同じです。',
  ),
  token(
    'delegation_incomplete',
    'Assertion: 403 "Requested client not authorized."',
    'アサーション: 403 "Requested client not authorized."',
  ),
  token(
    'iam_api_off',
    'signJwt: 403 SERVICE_DISABLED, the API is off in the project.',
    'signJwt: 403 SERVICE_DISABLED。プロジェクトで API が無効です。',
  ),
];

/** Refusals and failures that both endpoints may have. */
const AT_BOTH: readonly FaultEntry[] = [
  everywhere('rate_limited', '429, too many requests.', '429、リクエストが多すぎます。'),
  everywhere('server_error', '500.', '500。'),
  everywhere('unavailable', '503.', '503。'),
  everywhere(
    'html_instead_of_json',
    '200 with an HTML page where JSON is due.',
    'JSON の代わりに HTML のページを 200 で返します。',
  ),
  everywhere('html_error', '502 with an HTML page.', 'HTML のページを 502 で返します。'),
  everywhere(
    'dropped',
    'The connection is cut after the request was accepted.',
    'リクエストを受け付けた後、接続を切断します。',
  ),
  everywhere(
    'unrecognised',
    'A refusal that nobody has heard of.',
    'まったく知られていない拒否の応答です。',
  ),
];

const AT_GMAIL: readonly FaultEntry[] = [
  gmail(
    'gmail_disabled',
    '400 failedPrecondition "Mail service not enabled".',
    '400 failedPrecondition "Mail service not enabled"。',
  ),
  gmail(
    'precondition_failed',
    '400 failedPrecondition "Precondition check failed."',
    '400 failedPrecondition "Precondition check failed."',
  ),
  gmail(
    'gmail_api_off',
    '403 accessNotConfigured: the API is off in the project.',
    '403 accessNotConfigured: プロジェクトで API が無効です。',
  ),
  gmail(
    'domain_policy',
    '403 domainPolicy: the administrators disabled Gmail apps.',
    '403 domainPolicy: 管理者が Gmail アプリを無効にしました。',
  ),
  gmail(
    'insufficient_scopes',
    '403 insufficientPermissions, although every scope was granted.',
    '403 insufficientPermissions。すべてのスコープが許可されていても拒否されます。',
  ),
  gmail(
    'user_rate_limited',
    "403 userRateLimitExceeded: the mailbox's share is used up.",
    '403 userRateLimitExceeded: メールボックスの割り当てを使い切りました。',
  ),
  gmail(
    'project_rate_limited',
    "403 rateLimitExceeded: the project's share is used up.",
    '403 rateLimitExceeded: プロジェクトの割り当てを使い切りました。',
  ),
  gmail(
    'daily_limit',
    "403 dailyLimitExceeded: the project's day is used up.",
    '403 dailyLimitExceeded: プロジェクトの 1 日の割り当てを使い切りました。',
  ),
  gmail(
    'unauthorized',
    '401 authError though the access token is live.',
    'アクセストークンが有効でも 401 authError を返します。',
  ),
];

/** Faults that refuse a request. Those at the token endpoint refuse refreshes only. */
export const REFUSALS: readonly FaultEntry[] = [...AT_TOKEN, ...AT_BOTH, ...AT_GMAIL];
