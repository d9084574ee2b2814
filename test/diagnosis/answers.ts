import type { Cause } from '../../shared/diagnosis/index.ts';
import type { ErrorCode, UpstreamReport } from '../../shared/errors.ts';
import type { Method } from '../../shared/tokens/index.ts';

/** One answer in the real words of Google or Salesforce, our code for it, and the cause that the diagnosis must name. */
export type KnownAnswer = readonly [cause: Cause, code: ErrorCode, answer: UpstreamReport];

type Words = readonly [error: string | null, description?: string | null, subtype?: string | null];

const report = (
  endpoint: UpstreamReport['endpoint'],
  status: number | null,
  [error, description = null, subtype = null]: Words,
): UpstreamReport => ({
  service: endpoint === 'gmail' ? 'gmail' : 'google',
  endpoint,
  status,
  error,
  subtype,
  description,
});

const redirect = (error: string): UpstreamReport => report('authorization', null, [error]);
const token = (status: number, ...words: Words): UpstreamReport => report('token', status, words);
const gmail = (status: number, ...words: Words): UpstreamReport => report('gmail', status, words);
const imap = (
  error: string | null,
  description: string,
  status: number | null = null,
): UpstreamReport => ({ ...report('imap', status, [error, description]), service: 'imap' });

const REDIRECT: readonly KnownAnswer[] = [
  ['authorization_cancelled', 'authorization_denied', redirect('access_denied')],
  ['admin_blocks_client', 'authorization_refused', redirect('admin_policy_enforced')],
  ['account_outside_organization', 'authorization_refused', redirect('org_internal')],
  ['education_access_not_configured', 'authorization_refused', redirect('access_not_configured')],
  ['advanced_protection', 'authorization_refused', redirect('policy_enforced')],
  ['embedded_browser', 'authorization_refused', redirect('disallowed_useragent')],
  ['new_user_rate_exceeded', 'authorization_refused', redirect('rate_limit_exceeded')],
  ['redirect_uri_mismatch', 'authorization_refused', redirect('redirect_uri_mismatch')],
  ['client_id_or_secret_wrong', 'authorization_refused', redirect('invalid_client')],
  ['client_deleted', 'authorization_refused', redirect('deleted_client')],
  ['client_disabled', 'authorization_refused', redirect('disabled_client')],
  ['scope_invalid', 'authorization_refused', redirect('invalid_scope')],
  ['consent_screen_missing', 'authorization_refused', redirect('restricted_client')],
  ['request_invalid', 'authorization_refused', redirect('invalid_request')],
  ['google_unavailable', 'authorization_refused', redirect('temporarily_unavailable')],
  [
    'not_a_test_user',
    'authorization_denied',
    report('authorization', 403, [
      'access_denied',
      'Connector has not completed the Google verification process.',
    ]),
  ],
];

const CONSENT: readonly KnownAnswer[] = [
  [
    'grant_revoked',
    'grant_refused',
    token(400, 'invalid_grant', 'Token has been expired or revoked.'),
  ],
  ['grant_revoked', 'grant_refused', token(400, 'invalid_grant', 'Bad Request')],
  ['grant_revoked', 'connection_needs_reconnect', token(400, 'invalid_grant')],
  ['code_unusable', 'code_refused', token(400, 'invalid_grant', 'Bad Request')],
  ['code_malformed', 'code_refused', token(400, 'invalid_grant', 'Malformed auth code.')],
  ['token_request_wrong', 'client_refused', token(400, 'redirect_uri_mismatch', 'Bad Request')],
  ['pkce_mismatch', 'code_refused', token(400, 'invalid_grant', 'Missing code verifier.')],
  [
    'pkce_mismatch',
    'code_refused',
    token(400, 'invalid_grant', 'code_verifier or verifier is not needed.'),
  ],
  [
    'client_secret_missing',
    'client_refused',
    token(400, 'invalid_request', 'client_secret is missing.'),
  ],
  [
    'client_id_or_secret_wrong',
    'client_refused',
    token(401, 'invalid_client', 'The OAuth client was not found.'),
  ],
  ['client_id_or_secret_wrong', 'client_refused', token(401, 'invalid_client', 'Unauthorized')],
  ['grant_of_another_client', 'client_refused', token(401, 'unauthorized_client', 'Unauthorized')],
  [
    'client_deleted',
    'client_refused',
    token(401, 'deleted_client', 'The OAuth client was deleted.'),
  ],
  [
    'client_disabled',
    'client_refused',
    token(401, 'disabled_client', 'The OAuth client was disabled.'),
  ],
  ['session_control', 'grant_refused', token(400, 'invalid_grant', 'Bad Request', 'invalid_rapt')],
  [
    'session_control',
    'grant_refused',
    token(400, 'invalid_grant', 'reauth related error (invalid_rapt)'),
  ],
  [
    'session_control',
    'grant_refused',
    token(400, 'invalid_grant', 'reauth related error (rapt_required)', 'rapt_required'),
  ],
  ['admin_restricted_gmail', 'grant_refused', token(400, 'admin_policy_enforced')],
  ['account_deleted', 'grant_refused', token(400, 'invalid_grant', 'The account has been deleted')],
  ['account_disabled', 'grant_refused', token(400, 'invalid_grant', 'Account has been disabled')],
  ['account_disabled', 'grant_refused', token(403, 'access_denied', 'Account restricted')],
  ['organization_left', 'grant_refused', token(403, 'org_internal')],
  [
    'grant_of_another_client',
    'client_refused',
    token(401, 'unauthorized_client', 'Unauthorized client or scope in request.'),
  ],
  [
    'google_unavailable',
    'google_unavailable',
    token(403, 'rate_limit_exceeded', 'Rate Limit Exceeded'),
  ],
];

const DELEGATION: readonly KnownAnswer[] = [
  [
    'delegation_not_authorized',
    'client_refused',
    token(
      401,
      'unauthorized_client',
      'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
    ),
  ],
  [
    'delegation_not_authorized',
    'client_refused',
    token(401, 'unauthorized_client', 'Unauthorized client or scope in request.'),
  ],
  [
    'delegation_scopes_missing',
    'grant_refused',
    token(403, 'access_denied', 'Requested client not authorized.'),
  ],
  [
    'delegation_account_restricted',
    'grant_refused',
    token(403, 'access_denied', 'Account restricted'),
  ],
  [
    'delegation_user_unknown',
    'grant_refused',
    token(400, 'invalid_grant', 'Invalid email or User ID'),
  ],
  ['delegation_user_unknown', 'grant_refused', token(400, 'invalid_grant', 'Not a valid email')],
  [
    'service_account_missing',
    'grant_refused',
    token(400, 'invalid_grant', 'Not a valid email or user ID.'),
  ],
  ['service_account_disabled', 'grant_refused', token(400, 'invalid_grant', 'Robot is disabled.')],
  [
    'service_account_key_invalid',
    'grant_refused',
    token(400, 'invalid_grant', 'Invalid JWT Signature.'),
  ],
  [
    'clock_wrong',
    'grant_refused',
    token(
      400,
      'invalid_grant',
      'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
    ),
  ],
  [
    'issuer_wrong',
    'grant_refused',
    token(400, 'invalid_grant', 'Invalid JWT: No valid verifier found for issuer'),
  ],
  [
    'delegation_user_malformed',
    'client_refused',
    token(400, 'invalid_request', 'Invalid impersonation prn email address.'),
  ],
  [
    'delegation_scope_invalid',
    'client_refused',
    token(400, 'invalid_scope', 'Invalid OAuth scope or ID token audience provided.'),
  ],
  [
    'signing_not_allowed',
    'google_unavailable',
    token(
      403,
      'PERMISSION_DENIED',
      "Permission 'iam.serviceAccounts.signJwt' denied on resource (or it may not exist).",
    ),
  ],
  // The same in our reports, which cut out long words.
  [
    'signing_not_allowed',
    'google_unavailable',
    token(403, null, "Permission '…' denied on resource (or it may not exist)."),
  ],
];

const GMAIL: readonly KnownAnswer[] = [
  [
    'gmail_service_off',
    'gmail_refused',
    gmail(400, 'failedPrecondition', 'Mail service not enabled'),
  ],
  ['access_token_rejected', 'token_rejected', gmail(401, 'authError', 'Invalid Credentials')],
  [
    'gmail_api_off',
    'gmail_refused',
    gmail(
      403,
      'accessNotConfigured',
      'Gmail API has not been used in project 1234 before or it is disabled.',
      'SERVICE_DISABLED',
    ),
  ],
  [
    'gmail_apps_disabled_by_admin',
    'gmail_refused',
    gmail(403, 'domainPolicy', 'The domain administrators have disabled Gmail apps.'),
  ],
  [
    'mailbox_mismatch',
    'gmail_refused',
    gmail(403, 'forbidden', 'Delegation denied for x@example.com'),
  ],
  [
    'gmail_rate_limited',
    'google_unavailable',
    gmail(403, 'userRateLimitExceeded', 'User Rate Limit Exceeded'),
  ],
  [
    'gmail_rate_limited',
    'google_unavailable',
    gmail(403, 'rateLimitExceeded', 'Rate Limit Exceeded'),
  ],
  [
    'gmail_rate_limited',
    'google_unavailable',
    gmail(429, 'rateLimitExceeded', 'Too many concurrent requests for user'),
  ],
  ['gmail_daily_limit', 'gmail_refused', gmail(403, 'dailyLimitExceeded', 'Daily Limit Exceeded')],
  ['history_expired', 'gmail_refused', gmail(404, 'notFound', 'Requested entity was not found.')],
  [
    'imap_off',
    'gmail_refused',
    gmail(
      400,
      null,
      '[ALERT] Your account is not enabled for IMAP use. Please visit your Gmail settings page and enable your account for IMAP access.',
    ),
  ],
  [
    'imap_disabled_by_admin',
    'gmail_refused',
    gmail(
      400,
      null,
      '[ALERT] IMAP access is disabled for your domain. Please contact your domain administrator for questions about this feature.',
    ),
  ],
  ['imap_off', 'imap_refused', imap('ALERT', 'Your account is not enabled for IMAP use.')],
  [
    'imap_disabled_by_admin',
    'imap_refused',
    imap('ALERT', 'IMAP access is disabled for your domain. Please contact your administrator.'),
  ],
  [
    'imap_login_refused',
    'imap_refused',
    imap('AUTHENTICATIONFAILED', 'Invalid credentials (Failure) (scope: mail.google.com)', 400),
  ],
  ['imap_login_refused', 'imap_refused', imap(null, 'Not this way')],
  [
    'imap_limit_reached',
    'google_unavailable',
    imap('ALERT', 'Too many simultaneous connections. (Failure)'),
  ],
  [
    'imap_limit_reached',
    'google_unavailable',
    imap('OVERQUOTA', 'Account exceeded command or bandwidth limits. (Failure)'),
  ],
  ['google_unavailable', 'google_unavailable', imap('UNAVAILABLE', 'Temporary System Error')],
];

const INSUFFICIENT_SCOPES: readonly UpstreamReport[] = [
  gmail(403, 'insufficientPermissions', 'Insufficient Permission'),
  gmail(
    403,
    'forbidden',
    'Request had insufficient authentication scopes.',
    'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
  ),
];

const PRECONDITION = gmail(400, 'failedPrecondition', 'Precondition check failed.');

const login = (error: string, description: string | null = null): UpstreamReport => ({
  ...report('org_login', 400, [error, description]),
  service: 'salesforce',
});
const org = (status: number, ...words: Words): UpstreamReport => ({
  ...report('org', status, words),
  service: 'salesforce',
});

const notLoggedIn = (cause: Cause, ...words: Parameters<typeof login>): KnownAnswer => [
  cause,
  'org_login_refused',
  login(...words),
];

const ORG_LOGIN: readonly KnownAnswer[] = [
  notLoggedIn('org_host_wrong', 'invalid_grant', 'request not supported on this domain'),
  notLoggedIn('org_run_as_missing', 'invalid_grant', 'no client credentials user enabled'),
  notLoggedIn(
    'org_app_not_authorized',
    'invalid_app_access',
    'user is not admin approved to access this app',
  ),
  notLoggedIn('org_app_not_authorized', 'invalid_grant', "user hasn't approved this consumer"),
  notLoggedIn('org_assertion_refused', 'invalid_grant', 'invalid assertion'),
  notLoggedIn('org_audience_wrong', 'invalid_grant', 'audience is invalid'),
  notLoggedIn('org_audience_wrong', 'invalid_grant', 'Audience validation failed'),
  notLoggedIn(
    'org_app_not_installed',
    'app_not_found',
    'External client app is not installed in this org',
  ),
  notLoggedIn('org_client_refused', 'invalid_client_id', 'client identifier invalid'),
  notLoggedIn('org_client_refused', 'invalid_client', 'invalid client credentials'),
  notLoggedIn('org_flow_off', 'unsupported_grant_type', 'grant type not supported'),
  notLoggedIn('org_user_cannot_log_in', 'inactive_user', 'user is inactive'),
  notLoggedIn('org_user_cannot_log_in', 'invalid_grant', 'authentication failure'),
  notLoggedIn('org_ip_restricted', 'invalid_grant', 'ip restricted or invalid login hours'),
];

const RECORDS: readonly KnownAnswer[] = [
  [
    'org_session_refused',
    'org_login_refused',
    org(401, 'INVALID_SESSION_ID', 'Session expired or invalid'),
  ],
  [
    'org_api_disabled',
    'org_refused',
    org(403, 'API_DISABLED_FOR_ORG', 'API is not enabled for this Organization or Partner'),
  ],
  ['org_api_disabled', 'org_refused', org(403, 'API_CURRENTLY_DISABLED', 'API is disabled')],
  [
    'org_busy',
    'org_refused',
    org(
      403,
      'REQUEST_LIMIT_EXCEEDED',
      'ConcurrentRequests (Concurrent API Requests) Limit exceeded.',
    ),
  ],
  [
    'org_limit_reached',
    'org_refused',
    org(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'),
  ],
  ['salesforce_unavailable', 'org_unavailable', org(503, 'SERVER_UNAVAILABLE', 'Maintenance')],
  [
    'salesforce_unavailable',
    'org_unavailable',
    org(400, 'INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE', null),
  ],
  ['org_storage_full', 'org_refused', org(400, 'STORAGE_LIMIT_EXCEEDED', 'storage limit exceeded')],
  [
    'org_row_locked',
    'record_trigger_failed',
    org(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'Roll: UNABLE_TO_LOCK_ROW, unable to obtain'),
  ],
  [
    'org_row_locked',
    'record_trigger_failed',
    org(400, 'CANNOT_EXECUTE_FLOW_TRIGGER', 'UNABLE_TO_LOCK_ROW: unable to obtain exclusive'),
  ],
  ['org_row_locked', 'record_locked', org(400, 'UNABLE_TO_LOCK_ROW')],
  ['org_validation_rule', 'record_refused', org(400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION')],
  ['org_required_field', 'record_refused', org(400, 'REQUIRED_FIELD_MISSING')],
  ['org_picklist_value', 'record_refused', org(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST')],
  [
    'org_trigger_failed',
    'record_trigger_failed',
    org(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'Roll: execution of BeforeInsert'),
  ],
  ['org_flow_failed', 'record_trigger_failed', org(400, 'CANNOT_EXECUTE_FLOW_TRIGGER')],
  [
    'org_field_missing',
    'org_fields_missing',
    org(400, 'INVALID_FIELD', "No such column 'Gmail_Message_Key__c'"),
  ],
  ['org_field_missing', 'org_fields_missing', org(400, 'INVALID_FIELD_FOR_INSERT_UPDATE')],
  ['org_field_missing', 'org_fields_missing', org(400, 'INVALID_TYPE')],
  ['org_access_missing', 'org_fields_missing', org(403, 'INSUFFICIENT_ACCESS_OR_READONLY')],
  [
    'org_access_missing',
    'record_refused',
    org(400, 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY'),
  ],
  [
    'routing_invalid',
    'record_refused',
    org(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', 'OwnerId'),
  ],
  [
    'org_record_type_not_allowed',
    'org_refused',
    org(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', 'RecordTypeId'),
  ],
  ['org_record_deleted', 'org_refused', org(400, 'INVALID_CROSS_REFERENCE_KEY')],
  ['org_record_deleted', 'case_gone', org(404, 'ENTITY_IS_DELETED', 'entity is deleted')],
  ['org_value_too_long', 'record_refused', org(400, 'STRING_TOO_LONG', 'data value too large')],
];

const TEST_MESSAGE = 'Error sending test message to Cloud PubSub projects/p/topics/t :';

const notWatched = (cause: Cause, upstream: UpstreamReport): KnownAnswer => [
  cause,
  'watch_refused',
  upstream,
];

const WATCH: readonly KnownAnswer[] = [
  notWatched(
    'watch_topic_of_another_project',
    gmail(400, 'invalidArgument', 'Invalid topicName does not match projects/p/topics/*'),
  ),
  notWatched(
    'watch_publisher_missing',
    gmail(403, 'forbidden', `${TEST_MESSAGE} User not authorized to perform this action.`),
  ),
  notWatched(
    'watch_topic_missing',
    gmail(404, 'notFound', `${TEST_MESSAGE} Resource not found (resource=t)`),
  ),
  notWatched('watch_topic_missing', gmail(404, 'notFound')),
  notWatched(
    'watch_taken',
    gmail(
      400,
      'invalidArgument',
      'Only one user push notification client allowed per developer (call /stop then try again)',
    ),
  ),
];

const OF_MAIL: readonly KnownAnswer[] = [...WATCH, ...ORG_LOGIN, ...RECORDS];

const refused = (cause: Cause, upstream: UpstreamReport): KnownAnswer => [
  cause,
  'gmail_refused',
  upstream,
];

/** What Google and Salesforce answer, by the method with which the mailbox is reached. */
export const KNOWN_ANSWERS: Readonly<Record<Method, readonly KnownAnswer[]>> = {
  consent: [
    ...REDIRECT,
    ...CONSENT,
    ...GMAIL,
    ...OF_MAIL,
    ...INSUFFICIENT_SCOPES.map((answer) => refused('gmail_permission_missing', answer)),
    refused('gmail_service_off', PRECONDITION),
  ],
  delegation: [
    ...DELEGATION,
    ...GMAIL,
    ...OF_MAIL,
    ...INSUFFICIENT_SCOPES.map((answer) => refused('delegation_scopes_missing', answer)),
    refused('delegation_subject_missing', PRECONDITION),
  ],
};
