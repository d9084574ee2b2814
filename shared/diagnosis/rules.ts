import type { Method } from '../tokens/index.ts';
import { NETWORK } from './network-rules.ts';
import type { Rule } from './rule.ts';

/** Rules that say nothing of a mailbox that is reached by the other method. */
const of = (method: Method, rules: readonly Rule[]): readonly Rule[] =>
  rules.map((rule) => ({ ...rule, method }));

const ANYWHERE: readonly Rule[] = [
  // IMAP answers in prose, through any client, so these rules name no endpoint.
  { cause: 'imap_off', says: 'not enabled for imap' },
  { cause: 'imap_disabled_by_admin', says: 'imap access is disabled for your domain' },
  { cause: 'client_deleted', error: 'deleted_client' },
  { cause: 'client_disabled', error: 'disabled_client' },
  { cause: 'client_deleted', error: 'invalid_client', says: 'was deleted' },
  { cause: 'client_disabled', error: 'invalid_client', says: 'disabled' },
  { cause: 'client_id_or_secret_wrong', error: 'invalid_client' },
  { cause: 'redirect_uri_mismatch', error: 'redirect_uri_mismatch' },
  // At the token endpoint nobody chooses an account: the app or the mailbox has left the organization.
  { cause: 'organization_left', endpoint: 'token', error: 'org_internal' },
  { cause: 'consent_screen_missing', error: 'restricted_client' },
  { cause: 'account_deleted', endpoint: 'token', says: 'account has been deleted' },
  { cause: 'account_disabled', endpoint: 'token', says: 'account has been disabled' },
  { cause: 'account_disabled', endpoint: 'token', says: 'account has been suspended' },
  { cause: 'clock_wrong', endpoint: 'token', says: 'token must be a short-lived token' },
  { cause: 'client_secret_missing', endpoint: 'token', says: 'client_secret is missing' },
  // RFC 6749 §4.1.2.1: the two transient errors.
  { cause: 'google_unavailable', error: 'temporarily_unavailable' },
  { cause: 'google_unavailable', error: 'server_error' },
  { cause: 'google_unavailable', endpoint: 'token', error: 'rate_limit_exceeded' },
];

const AUTHORIZATION: readonly Rule[] = [
  { cause: 'admin_blocks_client', endpoint: 'authorization', error: 'admin_policy_enforced' },
  { cause: 'account_outside_organization', endpoint: 'authorization', error: 'org_internal' },
  { cause: 'advanced_protection', endpoint: 'authorization', error: 'policy_enforced' },
  {
    cause: 'education_access_not_configured',
    endpoint: 'authorization',
    error: 'access_not_configured',
  },
  { cause: 'embedded_browser', endpoint: 'authorization', error: 'disallowed_useragent' },
  { cause: 'new_user_rate_exceeded', endpoint: 'authorization', error: 'rate_limit_exceeded' },
  { cause: 'scope_invalid', endpoint: 'authorization', error: 'invalid_scope' },
  { cause: 'request_invalid', endpoint: 'authorization', error: 'invalid_request' },
  { cause: 'not_a_test_user', endpoint: 'authorization', says: 'google verification process' },
  { cause: 'authorization_cancelled', endpoint: 'authorization', error: 'access_denied' },
];

const CONSENT_GRANT: readonly Rule[] = [
  { cause: 'session_control', subtype: 'invalid_rapt' },
  { cause: 'session_control', subtype: 'rapt_required' },
  { cause: 'session_control', says: 'invalid_rapt' },
  { cause: 'session_control', says: 'rapt_required' },
  { cause: 'session_control', says: 'reauth related error' },
  { cause: 'admin_restricted_gmail', endpoint: 'token', error: 'admin_policy_enforced' },
  { cause: 'account_disabled', endpoint: 'token', says: 'account restricted' },
  { cause: 'pkce_mismatch', endpoint: 'token', says: 'code verifier' },
  { cause: 'pkce_mismatch', endpoint: 'token', says: 'code_verifier' },
  // Without the delegation's words, the refresh token was issued to another client.
  { cause: 'client_id_or_secret_wrong', endpoint: 'token', error: 'unauthorized_client' },
  { cause: 'scope_invalid', endpoint: 'token', error: 'invalid_scope' },
];

const DELEGATED_GRANT: readonly Rule[] = [
  // For keyless service accounts IAM signs before we request any token.
  { cause: 'signing_not_allowed', subtype: 'IAM_PERMISSION_DENIED' },
  { cause: 'signing_not_allowed', says: 'iam.serviceaccounts.' },
  // Reports cut out the permission's name, because it is as long as a secret; the sentence stays.
  { cause: 'signing_not_allowed', endpoint: 'token', status: 403, says: 'denied on resource' },
  { cause: 'signing_api_off', code: 'signing_refused', subtype: 'SERVICE_DISABLED' },
  { cause: 'signing_api_off', code: 'signing_refused', says: 'has not been used in project' },
  { cause: 'service_account_missing', code: 'signing_refused', status: 404 },
  { cause: 'signing_not_allowed', code: 'signing_refused', status: 403 },
  { cause: 'delegation_not_authorized', endpoint: 'token', error: 'unauthorized_client' },
  {
    cause: 'delegation_scopes_missing',
    endpoint: 'token',
    says: 'requested client not authorized',
  },
  { cause: 'delegation_account_restricted', endpoint: 'token', says: 'account restricted' },
  // Longer texts first, because each contains the next one.
  { cause: 'service_account_missing', endpoint: 'token', says: 'not a valid email or user id' },
  { cause: 'delegation_user_unknown', endpoint: 'token', says: 'invalid email or user id' },
  { cause: 'delegation_user_unknown', endpoint: 'token', says: 'not a valid email' },
  { cause: 'service_account_disabled', endpoint: 'token', says: 'robot is disabled' },
  { cause: 'service_account_key_invalid', endpoint: 'token', says: 'invalid jwt signature' },
  { cause: 'issuer_wrong', endpoint: 'token', says: 'no valid verifier found for issuer' },
  { cause: 'delegation_user_malformed', endpoint: 'token', says: 'invalid impersonation' },
  { cause: 'delegation_scope_invalid', endpoint: 'token', error: 'invalid_scope' },
];

/** Google's proof of who signed in (id_token), or whose access token it is (userinfo). */
const IDENTITY: readonly Rule[] = [
  { cause: 'access_token_rejected', endpoint: 'identity', code: 'token_rejected' },
  { cause: 'clock_wrong', endpoint: 'identity', error: 'clock_skew' },
  { cause: 'identity_unverified', endpoint: 'identity', code: 'identity_unverified' },
];

/** The rules for invalid_grant without a text that names the reason. */
const UNEXPLAINED_GRANT: readonly Rule[] = [
  { cause: 'grant_revoked', endpoint: 'token', error: 'invalid_grant', says: 'expired or revoked' },
  {
    cause: 'code_unusable',
    endpoint: 'token',
    error: 'invalid_grant',
    says: 'malformed auth code',
  },
  { cause: 'code_unusable', endpoint: 'token', error: 'invalid_grant', code: 'code_refused' },
  // Google answers "Bad Request" both to a used code and to a dead refresh token.
  { cause: 'grant_revoked', endpoint: 'token', error: 'invalid_grant', code: 'grant_refused' },
  {
    cause: 'grant_revoked',
    endpoint: 'token',
    error: 'invalid_grant',
    code: 'connection_needs_reconnect',
  },
  { cause: 'code_unusable', endpoint: 'token', error: 'invalid_grant', says: 'bad request' },
];

/** The four ways in which Gmail says that the access token lacks a scope. */
function insufficientScopes(cause: Rule['cause']): readonly Rule[] {
  return [
    { cause, endpoint: 'gmail', error: 'insufficientPermissions' },
    { cause, endpoint: 'gmail', error: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' },
    { cause, endpoint: 'gmail', subtype: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' },
    { cause, endpoint: 'gmail', says: 'insufficient authentication scopes' },
  ];
}

const GMAIL_API: readonly Rule[] = [
  { cause: 'gmail_service_off', endpoint: 'gmail', says: 'mail service not enabled' },
  {
    cause: 'delegation_subject_missing',
    method: 'delegation',
    endpoint: 'gmail',
    says: 'precondition check failed',
  },
  // A consented account has a mailbox in every request, so the mailbox itself is what is missing.
  { cause: 'gmail_service_off', endpoint: 'gmail', says: 'precondition check failed' },
  { cause: 'mailbox_mismatch', endpoint: 'gmail', says: 'delegation denied for' },
  { cause: 'gmail_api_off', endpoint: 'gmail', error: 'accessNotConfigured' },
  { cause: 'gmail_api_off', endpoint: 'gmail', error: 'SERVICE_DISABLED' },
  { cause: 'gmail_api_off', endpoint: 'gmail', subtype: 'SERVICE_DISABLED' },
  { cause: 'gmail_api_off', endpoint: 'gmail', says: 'gmail api has not been used in project' },
  { cause: 'gmail_apps_disabled_by_admin', endpoint: 'gmail', error: 'domainPolicy' },
  ...of('consent', insufficientScopes('gmail_permission_missing')),
  ...of('delegation', insufficientScopes('delegation_scopes_missing')),
  { cause: 'gmail_daily_limit', endpoint: 'gmail', error: 'dailyLimitExceeded' },
  { cause: 'gmail_rate_limited', endpoint: 'gmail', error: 'userRateLimitExceeded' },
  { cause: 'gmail_rate_limited', endpoint: 'gmail', error: 'rateLimitExceeded' },
  { cause: 'gmail_rate_limited', endpoint: 'gmail', subtype: 'RATE_LIMIT_EXCEEDED' },
  { cause: 'gmail_rate_limited', endpoint: 'gmail', status: 429 },
  { cause: 'history_expired', endpoint: 'gmail', status: 404, error: 'notFound' },
  { cause: 'access_token_rejected', endpoint: 'gmail', error: 'authError' },
  { cause: 'access_token_rejected', endpoint: 'gmail', status: 401 },
];

/** What only an IMAP server says; the two rules for IMAP that is off stand above. */
const IMAP: readonly Rule[] = [
  { cause: 'imap_limit_reached', endpoint: 'imap', says: 'too many simultaneous connections' },
  { cause: 'imap_limit_reached', endpoint: 'imap', error: 'OVERQUOTA' },
  { cause: 'imap_limit_reached', endpoint: 'imap', error: 'LIMIT' },
  { cause: 'imap_login_refused', endpoint: 'imap', code: 'imap_refused' },
];

/** Every known answer. The rules are tried in this order, and the first match wins. */
export const RULES: readonly Rule[] = [
  ...NETWORK,
  ...ANYWHERE,
  ...AUTHORIZATION,
  ...of('consent', CONSENT_GRANT),
  ...of('delegation', DELEGATED_GRANT),
  ...of('consent', UNEXPLAINED_GRANT),
  ...IDENTITY,
  ...GMAIL_API,
  ...IMAP,
];
