import type { Cause } from './diagnosis.ts';
import type { ScreenWords } from './screen-text.ts';

/** Rarer pages of Google's, and pages of Salesforce's, in English and Japanese. */
export const MORE_SCREENS: Partial<Readonly<Record<Cause, ScreenWords>>> = {
  gmail_request_wrong: {
    codes: ['dailylimitexceededunreg', 'userratelimitexceededunreg'],
    phrases: [],
  },
  two_step_policy: {
    codes: [],
    phrases: [
      'don’t meet your organization’s 2-step verification policy',
      'your domain administrator requires 2-step verification',
      '組織の 2 段階認証プロセス ポリシーを満たしていません',
    ],
  },
  context_aware_access: {
    codes: [],
    phrases: [
      'your organization’s policy is preventing access from this device',
      'access denied by context-aware access',
      '組織のポリシーにより、このデバイスからのアクセスは許可されていません',
    ],
  },
  owner_must_sign_in: {
    codes: ['webalert'],
    phrases: [
      'please log in via your web browser',
      'application-specific password required',
      'google couldn’t verify that this account belongs to you',
      '本人確認ができませんでした',
    ],
  },
  mailbox_storage_full: {
    codes: [],
    phrases: ['account storage is full', 'you’ve run out of storage', '保存容量がいっぱいです'],
  },
  cloud_project_unusable: {
    codes: [
      'consumer_suspended',
      'consumer_invalid',
      'billing_disabled',
      'user_project_denied',
      'gcp_suspended',
      'resource_project_invalid',
    ],
    phrases: ['this project has been suspended', 'プロジェクトが停止されています'],
  },
  vpc_service_controls: {
    codes: [
      'security_policy_violated',
      'location_policy_violated',
      'resource_usage_restriction_violated',
    ],
    phrases: ['request is prohibited by organization’s policy'],
  },
  service_account_keys_forbidden: {
    codes: ['disableserviceaccountkeycreation'],
    phrases: [
      'service account key creation is disabled',
      'an organization policy that blocks service accounts key creation has been enforced',
      'key creation is not allowed on this service account',
      'サービス アカウント キーの作成が無効になっています',
    ],
  },
  watch_publisher_missing: {
    codes: ['allowedpolicymemberdomains'],
    phrases: [
      'one or more users named in the policy do not belong to a permitted customer',
      'domain restricted sharing',
      'ドメインで制限された共有',
    ],
  },
  pubsub_api_off: { codes: [], phrases: ['cloud pub/sub api has not been used in project'] },
  push_not_admitted: {
    codes: [],
    phrases: [
      'the request was not authenticated. either allow unauthenticated invocations or set the proper authorization header',
      'the request was not authorized to invoke this service',
      'your client does not have permission to get url',
      'the access token could not be verified',
    ],
  },
  permission_unticked: {
    codes: [],
    phrases: [
      'scope has changed from',
      'not all requested scopes were granted',
      'the user did not grant all requested permissions',
      '一部の権限が許可されませんでした',
      'チェックボックスをオンにしていない',
    ],
  },
  imap_folder_hidden: { codes: ['nonexistent'], phrases: ['unknown mailbox'] },
  google_unavailable: {
    codes: ['server_error', 'temporarily_unavailable', 'internal_failure'],
    phrases: [
      'something went wrong. sorry, something went wrong there. try again.',
      'the server encountered a temporary error and could not complete your request',
      '500. that’s an error. there was an error. please try again later',
      '503. that’s an error. the service you requested is not available yet',
      'your computer or network may be sending automated queries',
      'unusual traffic from your computer network',
      '通常と異なるトラフィックが検出されました',
      '自動送信されている可能性があります',
      'エラーが発生しました。もう一度お試しください',
      'サーバーで一時的なエラーが発生した',
    ],
  },
  gmail_service_off: {
    codes: [],
    phrases: ['you do not have access to gmail', 'gmail にアクセスする権限がありません'],
  },
  org_app_blocked: {
    codes: ['oauth_app_blocked', 'oauth_approval_error_generic'],
    phrases: [
      'we can’t authorize you because of an oauth error',
      'an unexpected error has occurred during authentication. please try again',
      'this app is blocked by admin',
      'app must be installed into org',
      'oauth app blocked',
      'oauth api access control',
      'oauth エラーのため、認証できません',
      'oauth エラーが発生したため、承認できません',
      '認証中に予期しないエラーが発生しました',
    ],
  },
  org_app_not_authorized: {
    codes: ['oauth_app_access_denied', 'invalid_app_access'],
    phrases: [
      'user is not admin approved to access this app',
      'user hasn’t approved this consumer',
      'このアプリケーションへのアクセスがシステム管理者によって承認されていません',
    ],
  },
  org_app_not_installed: {
    codes: ['oauth_ec_app_not_found', 'app_not_found'],
    phrases: [
      'external client app is not installed in this org',
      'cross-org oauth flows are not supported for this external client app',
    ],
  },
  org_client_refused: {
    codes: ['invalid_client_id', 'invalid_client_credentials'],
    phrases: ['client identifier invalid', 'invalid client credentials'],
  },
  org_app_settings: {
    codes: [],
    phrases: ['redirect_uri must match configuration', 'the requested scope is not allowed'],
  },
  org_host_wrong: {
    codes: [],
    phrases: [
      'url no longer exists',
      'request not supported on this domain',
      'この url は存在しません',
    ],
  },
  org_user_cannot_log_in: {
    codes: ['inactive_user', 'invalid_login'],
    phrases: [
      'please check your username and password. if you still can’t log in, contact your salesforce administrator',
      'ユーザ名とパスワードを確認してください。ログインできない場合は、salesforce システム管理者にお問い合わせください',
      'your account has been locked',
    ],
  },
  org_run_as_missing: { codes: [], phrases: ['no client credentials user enabled'] },
  org_ip_restricted: {
    codes: [],
    phrases: ['ip restricted or invalid login hours', 'ip restricted', 'login hours restriction'],
  },
  org_inactive: {
    codes: ['inactive_org', 'org_locked', 'trial_expired'],
    phrases: [
      'your trial has expired',
      'this organization has been locked',
      '組織がロックされています',
    ],
  },
  org_api_disabled: {
    codes: ['api_disabled_for_org', 'api_currently_disabled'],
    phrases: [
      'api is not enabled for this organization or partner',
      'この組織またはパートナーでは api が有効になっていません',
    ],
  },
  org_row_locked: {
    codes: ['unable_to_lock_row'],
    phrases: [
      'unable to obtain exclusive access to this record',
      'このレコードに排他アクセスできません',
    ],
  },
  org_required_field: {
    codes: ['required_field_missing'],
    phrases: [
      'required fields are missing',
      '必須項目がありません',
      '必須項目に値が入力されていません',
    ],
  },
  org_storage_full: {
    codes: ['storage_limit_exceeded'],
    phrases: ['storage limit exceeded', 'ストレージの制限を超えました'],
  },
  org_limit_reached: {
    codes: ['request_limit_exceeded'],
    phrases: ['totalrequests limit exceeded'],
  },
  org_session_refused: {
    codes: ['invalid_session_id'],
    phrases: ['session expired or invalid', 'セッションの期限切れか、無効なセッションです'],
  },
  salesforce_unavailable: {
    codes: ['server_unavailable'],
    phrases: [
      'salesforce cdn partner',
      'we are down for maintenance',
      'salesforce is undergoing scheduled maintenance',
      'メンテナンスのため、現在 salesforce をご利用いただけません',
    ],
  },
};
