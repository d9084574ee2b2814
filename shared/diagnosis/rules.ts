import type { UpstreamReport } from '../errors.ts';
import type { Method } from '../tokens/index.ts';
import type { Cause } from './diagnosis.ts';
import { GMAIL_RULES } from './gmail-rules.ts';
import { NETWORK } from './network-rules.ts';
import { ORG_RULES } from './org-rules.ts';
import type { Rule } from './rule.ts';

type Endpoint = UpstreamReport['endpoint'];

/** Rules that say nothing of a mailbox that is reached by the other method. */
const of = (method: Method, rules: readonly Rule[]): readonly Rule[] =>
  rules.map((rule) => ({ ...rule, method }));

const says = (cause: Cause, endpoint: Endpoint, ...sentences: readonly string[]): readonly Rule[] =>
  sentences.map((sentence) => ({ cause, endpoint, says: sentence }));

const ANYWHERE: readonly Rule[] = [
  // IMAP answers in prose, through any client, so these rules name no endpoint.
  { cause: 'imap_off', says: 'not enabled for imap' },
  { cause: 'imap_disabled_by_admin', says: 'imap access is disabled for your domain' },
  ...says('account_deleted', 'token', 'account has been deleted', 'account deleted'),
  ...says(
    'account_disabled',
    'token',
    'account has been disabled',
    'account has been suspended',
    'account disabled',
    'account suspended',
  ),
  ...says('clock_wrong', 'token', 'token must be a short-lived token', 'used too early'),
  ...says('context_aware_access', 'token', 'context-aware access', 'context aware access'),
  ...says('vpc_service_controls', 'token', "prohibited by organization's policy"),
  // RFC 6749 §4.1.2.1: the two transient errors, and Google's own.
  { cause: 'google_unavailable', error: 'temporarily_unavailable' },
  { cause: 'google_unavailable', error: 'server_error' },
  { cause: 'google_unavailable', endpoint: 'token', error: 'internal_failure' },
  { cause: 'google_unavailable', endpoint: 'token', error: 'rate_limit_exceeded' },
  { cause: 'google_unavailable', endpoint: 'token', error: 'quota_exceeded' },
];

/** What is wrong with the connector's OAuth client. A service account has none. */
const CLIENT: readonly Rule[] = [
  { cause: 'client_deleted', error: 'deleted_client' },
  { cause: 'client_disabled', error: 'disabled_client' },
  { cause: 'client_deleted', error: 'invalid_client', says: 'was deleted' },
  { cause: 'client_disabled', error: 'invalid_client', says: 'disabled' },
  { cause: 'client_id_or_secret_wrong', error: 'invalid_client' },
  // The consent began with another redirect URI, which Google took.
  { cause: 'token_request_wrong', endpoint: 'token', error: 'redirect_uri_mismatch' },
  {
    cause: 'redirect_uri_mismatch',
    endpoint: 'authorization',
    error: 'redirect_uri_mismatch',
  },
  // At the token endpoint nobody chooses an account: the app or the mailbox has left the organization.
  { cause: 'organization_left', endpoint: 'token', error: 'org_internal' },
  { cause: 'consent_screen_missing', error: 'restricted_client' },
  ...says('client_secret_missing', 'token', 'client_secret is missing'),
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
  ...says(
    'authorization_request_wrong',
    'authorization',
    'missing required parameter',
    'out-of-band',
    'device_id and device_name',
  ),
  {
    cause: 'authorization_request_wrong',
    endpoint: 'authorization',
    error: 'unsupported_response_type',
  },
  { cause: 'request_invalid', endpoint: 'authorization', error: 'invalid_request' },
  ...says(
    'not_a_test_user',
    'authorization',
    'google verification process',
    'currently being tested',
    'developer-approved testers',
  ),
  { cause: 'authorization_cancelled', endpoint: 'authorization', error: 'access_denied' },
  // Nobody was there to answer (OpenID Connect Core §3.1.2.6).
  { cause: 'authorization_lapsed', endpoint: 'authorization', error: 'interaction_required' },
  { cause: 'authorization_lapsed', endpoint: 'authorization', error: 'login_required' },
  { cause: 'authorization_lapsed', endpoint: 'authorization', error: 'consent_required' },
  { cause: 'authorization_lapsed', endpoint: 'authorization', error: 'immediate_failed' },
];

const CONSENT_GRANT: readonly Rule[] = [
  { cause: 'session_control', subtype: 'invalid_rapt' },
  { cause: 'session_control', subtype: 'rapt_required' },
  { cause: 'session_control', says: 'invalid_rapt' },
  { cause: 'session_control', says: 'rapt_required' },
  { cause: 'session_control', says: 'reauth related error' },
  { cause: 'admin_restricted_gmail', endpoint: 'token', error: 'admin_policy_enforced' },
  { cause: 'advanced_protection', endpoint: 'token', error: 'policy_enforced' },
  { cause: 'account_disabled', endpoint: 'token', says: 'account restricted' },
  { cause: 'authorization_cancelled', endpoint: 'token', error: 'access_denied' },
  { cause: 'pkce_mismatch', endpoint: 'token', says: 'code verifier' },
  { cause: 'pkce_mismatch', endpoint: 'token', says: 'code_verifier' },
  // Without the delegation's words, the refresh token was issued to another client.
  { cause: 'grant_of_another_client', endpoint: 'token', error: 'unauthorized_client' },
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
  ...says('service_account_keys_forbidden', 'token', 'key creation is not allowed'),
  // A service account is its own client.
  { cause: 'service_account_disabled', endpoint: 'token', error: 'disabled_client' },
  { cause: 'service_account_missing', endpoint: 'token', error: 'deleted_client' },
  { cause: 'service_account_missing', endpoint: 'token', error: 'invalid_client' },
  { cause: 'delegation_not_authorized', endpoint: 'token', error: 'unauthorized_client' },
  { cause: 'delegation_not_authorized', endpoint: 'token', error: 'admin_policy_enforced' },
  {
    cause: 'delegation_scopes_missing',
    endpoint: 'token',
    says: 'requested client not authorized',
  },
  { cause: 'delegation_account_restricted', endpoint: 'token', says: 'account restricted' },
  // Longer texts first, because each contains the next one.
  ...says('service_account_missing', 'token', 'not a valid email or user id', 'account not found'),
  { cause: 'delegation_user_unknown', endpoint: 'token', says: 'invalid email or user id' },
  { cause: 'delegation_user_unknown', endpoint: 'token', says: 'not a valid email' },
  { cause: 'service_account_disabled', endpoint: 'token', says: 'robot is disabled' },
  ...says(
    'service_account_key_invalid',
    'token',
    'invalid jwt signature',
    'invalid signature',
    'token signature invalid',
  ),
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
  ...says('code_unusable', 'token', 'already redeemed', 'authorization code has expired'),
  { cause: 'grant_revoked', endpoint: 'token', error: 'invalid_grant', says: 'expired or revoked' },
  {
    cause: 'code_malformed',
    endpoint: 'token',
    error: 'invalid_grant',
    says: 'malformed auth code',
  },
  {
    cause: 'token_request_wrong',
    endpoint: 'token',
    error: 'invalid_grant',
    says: 'incorrect token type',
  },
  { cause: 'code_unusable', endpoint: 'token', error: 'invalid_grant', code: 'code_refused' },
  // The sentence of RFC 6749 §5.2, which some programs print instead of the code.
  ...says('grant_revoked', 'token', 'the provided authorization grant'),
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

/** A request that the token endpoint cannot read, whatever it was about. */
const MALFORMED: readonly Rule[] = [
  { cause: 'access_token_rejected', endpoint: 'token', error: 'invalid_token' },
  { cause: 'token_request_wrong', endpoint: 'token', error: 'unsupported_grant_type' },
  { cause: 'token_request_wrong', endpoint: 'token', error: 'invalid_request' },
  ...says('token_request_wrong', 'token', 'invalid jwt'),
];

/** Every known answer of Google's. The rules are tried in this order, and the first match wins. */
export const GOOGLE_RULES: readonly Rule[] = [
  ...NETWORK,
  ...ANYWHERE,
  ...AUTHORIZATION,
  ...of('consent', CLIENT),
  ...of('consent', CONSENT_GRANT),
  ...of('delegation', DELEGATED_GRANT),
  ...of('consent', UNEXPLAINED_GRANT),
  ...IDENTITY,
  ...GMAIL_RULES,
  ...MALFORMED,
];

/** Every known answer, of organizations and of Google. */
export const RULES: readonly Rule[] = [...ORG_RULES, ...GOOGLE_RULES];
