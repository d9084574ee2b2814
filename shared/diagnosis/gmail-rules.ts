import type { Method } from '../tokens/index.ts';
import type { Cause } from './diagnosis.ts';
import type { Rule } from './rule.ts';

const ofGmail = (cause: Cause, about: Omit<Rule, 'cause' | 'endpoint'>): Rule => ({
  cause,
  endpoint: 'gmail',
  ...about,
});

const says = (cause: Cause, ...sentences: readonly string[]): readonly Rule[] =>
  sentences.map((sentence) => ofGmail(cause, { says: sentence }));

/** Google puts the same name into `reason` of an old error and into the details of a new one. */
const named = (cause: Cause, ...names: readonly string[]): readonly Rule[] =>
  names.flatMap((name) => [ofGmail(cause, { error: name }), ofGmail(cause, { subtype: name })]);

/** Refusals of users.watch. A missing topic is a 404 too, so these rules stand before those of other methods. */
const WATCH: readonly Rule[] = [
  ...says('watch_topic_of_another_project', 'invalid topicname'),
  ...says('watch_topic_missing', 'resource not found (resource=', 'topicname required'),
  // Pub/Sub's own refusal is quoted after the words about the test message.
  ...says('pubsub_api_off', 'cloud pub/sub api has not been used', 'pubsub api has not been used'),
  ...says(
    'watch_publisher_missing',
    'error sending test message',
    'belong to a permitted customer',
  ),
  ...says('watch_taken', 'only one user push notification client'),
  ofGmail('watch_topic_missing', { code: 'watch_refused', status: 404 }),
];

/** What concerns the project, the account or the way of the call, whatever was asked. */
const AROUND: readonly Rule[] = [
  ...named(
    'vpc_service_controls',
    'SECURITY_POLICY_VIOLATED',
    'VPC_SERVICE_CONTROLS',
    'LOCATION_POLICY_VIOLATED',
    'RESOURCE_USAGE_RESTRICTION_VIOLATED',
  ),
  // A proxy of the operator’s network adds the header that says which organizations may be reached.
  ...named('network_proxy_failed', 'ORG_RESTRICTION_VIOLATION', 'ORG_RESTRICTION_HEADER_INVALID'),
  ...says('vpc_service_controls', "prohibited by organization's policy", 'vpc service controls'),
  ...named(
    'cloud_project_unusable',
    'CONSUMER_SUSPENDED',
    'CONSUMER_INVALID',
    'BILLING_DISABLED',
    'USER_PROJECT_DENIED',
    'GCP_SUSPENDED',
    'RESOURCE_PROJECT_INVALID',
    'LOCATION_TAX_POLICY_VIOLATED',
  ),
  ...says(
    'cloud_project_unusable',
    'has been suspended',
    'project has been deleted',
    'billing to be enabled',
    'required permission to use project',
  ),
  ...says('context_aware_access', 'context-aware access', 'context aware access'),
  ...named('account_disabled', 'ACCOUNT_STATE_INVALID'),
  ...says('mailbox_storage_full', 'storage quota', 'out of storage'),
  ...says('sending_limit_reached', '(mail sending)', 'user sending', 'sending limit'),
  // Requests that arrived without a token, or with something else.
  ...named(
    'gmail_request_wrong',
    'CREDENTIALS_MISSING',
    'ACCESS_TOKEN_TYPE_UNSUPPORTED',
    'API_KEY_INVALID',
    'API_KEY_SERVICE_BLOCKED',
    'API_KEY_HTTP_REFERRER_BLOCKED',
    'API_KEY_IP_ADDRESS_BLOCKED',
    'SESSION_COOKIE_INVALID',
    'SYSTEM_PARAMETER_UNSUPPORTED',
    'OVERLOADED_CREDENTIALS',
    'MISSING_ORIGIN',
    'dailyLimitExceededUnreg',
    'userRateLimitExceededUnreg',
  ),
  ofGmail('gmail_request_wrong', { error: 'required', says: 'login required' }),
  ...says('gmail_request_wrong', 'missing required authentication credential', 'api key not valid'),
];

/** The ways in which Gmail says that the access token lacks a scope. */
const insufficientScopes = (method: Method, cause: Cause): readonly Rule[] =>
  [
    ...named(cause, 'insufficientPermissions', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT'),
    ...says(cause, 'insufficient authentication scopes', 'metadata scope does not support'),
  ].map((rule) => ({ ...rule, method }));

const LIMITS: readonly Rule[] = [
  ...named('gmail_daily_limit', 'dailyLimitExceeded', 'quotaExceeded'),
  ofGmail('gmail_daily_limit', { says: 'daily limit exceeded' }),
  ofGmail('gmail_daily_limit', { error: 'rateLimitExceeded', says: 'per day' }),
  ofGmail('gmail_daily_limit', { subtype: 'RATE_LIMIT_EXCEEDED', says: 'per day' }),
  ...says('gmail_daily_limit', "per day' of service"),
  ...named('gmail_rate_limited', 'userRateLimitExceeded', 'rateLimitExceeded'),
  ...says(
    'gmail_rate_limited',
    'quota exceeded for quota metric',
    'rate limit exceeded',
    'too many concurrent requests',
  ),
  ...named('gmail_rate_limited', 'RESOURCE_EXHAUSTED', 'RESOURCE_QUOTA_EXCEEDED'),
  ofGmail('gmail_rate_limited', { status: 429 }),
];

const GMAIL_API: readonly Rule[] = [
  ...says('gmail_service_off', 'mail service not enabled'),
  {
    cause: 'delegation_subject_missing',
    method: 'delegation',
    endpoint: 'gmail',
    says: 'precondition check failed',
  },
  // A consented account has a mailbox in every request, so the mailbox itself is what is missing.
  ...says('gmail_service_off', 'precondition check failed'),
  ...says('mailbox_mismatch', 'delegation denied for'),
  ...named('gmail_api_off', 'accessNotConfigured', 'SERVICE_DISABLED', 'SERVICE_NOT_VISIBLE'),
  ...says('gmail_api_off', 'gmail api has not been used in project'),
  ...named('gmail_apps_disabled_by_admin', 'domainPolicy', 'USER_BLOCKED_BY_ADMIN'),
  ...says('gmail_apps_disabled_by_admin', 'administrator has blocked access to this service'),
  ...AROUND,
  ...insufficientScopes('consent', 'gmail_permission_missing'),
  ...insufficientScopes('delegation', 'delegation_scopes_missing'),
  ...LIMITS,
  ofGmail('history_expired', { status: 404, error: 'notFound' }),
  ...named('access_token_rejected', 'authError', 'ACCESS_TOKEN_EXPIRED'),
  ofGmail('access_token_rejected', { status: 401 }),
  ...named('google_unavailable', 'backendError', 'internalError', 'aborted', 'conflict'),
  ...named('gmail_request_wrong', 'invalidArgument', 'badRequest', 'parseError', 'uploadTooLarge'),
  ...[400, 405, 411, 413, 414, 415].map((status) => ofGmail('gmail_request_wrong', { status })),
];

const ofImap = (cause: Cause, ...sentences: readonly string[]): readonly Rule[] =>
  sentences.map((sentence) => ({ cause, endpoint: 'imap', says: sentence }));

const imapCodes = (cause: Cause, ...errors: readonly string[]): readonly Rule[] =>
  errors.map((error) => ({ cause, endpoint: 'imap', error }));

/** What only an IMAP server says (RFC 9051 §7.1, and Gmail's own words). */
const IMAP: readonly Rule[] = [
  ...ofImap('mailbox_storage_full', 'storage quota', 'out of storage'),
  ...ofImap(
    'imap_limit_reached',
    'too many simultaneous connections',
    'maximum number of connections',
    'command or bandwidth limits',
  ),
  ...imapCodes('imap_limit_reached', 'OVERQUOTA', 'LIMIT', 'THROTTLED'),
  ...ofImap(
    'owner_must_sign_in',
    'web login required',
    'web browser',
    'application-specific password',
    'unusual sign-in',
  ),
  ...imapCodes('owner_must_sign_in', 'WEBALERT'),
  ...ofImap('account_disabled', 'account has been disabled', 'account is disabled'),
  ...imapCodes('imap_folder_hidden', 'NONEXISTENT'),
  ...ofImap('imap_folder_hidden', 'unknown mailbox', 'no such mailbox'),
  // A login that is refused says more than the words beside it, such as “Lookup failed”.
  ...imapCodes('imap_login_refused', 'AUTHENTICATIONFAILED'),
  ...imapCodes('google_unavailable', 'UNAVAILABLE', 'INUSE', 'SERVERBUG'),
  ...ofImap(
    'google_unavailable',
    'system error',
    'lookup failed',
    'temporary',
    'try again',
    'session expired',
    'timed out',
    'logout requested',
  ),
  ...imapCodes('access_token_rejected', 'EXPIRED'),
  ...imapCodes('mailbox_mismatch', 'AUTHORIZATIONFAILED'),
  ...imapCodes('gmail_request_wrong', 'CLIENTBUG', 'PRIVACYREQUIRED'),
  ...ofImap('gmail_request_wrong', 'could not parse', 'invalid sasl', 'unknown command'),
  { cause: 'imap_login_refused', endpoint: 'imap', code: 'imap_refused' },
];

/** Every known answer of Gmail's API and of its IMAP server, the more specific first. */
export const GMAIL_RULES: readonly Rule[] = [...WATCH, ...GMAIL_API, ...IMAP];
