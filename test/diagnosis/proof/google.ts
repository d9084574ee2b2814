import {
  challenge,
  gmail,
  iam,
  imap,
  network,
  type Proofs,
  screen,
  service,
  user,
} from './inputs.ts';

const UNAUTHORIZED =
  'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.';
const PRECONDITION = [[400, 'failedPrecondition'], 'Precondition check failed.'] as const;
const TEST_MESSAGE = 'Error sending test message to Cloud PubSub projects/p/topics/t :';
const DELEGATED = { method: 'delegation' };

/** Service accounts. */
const SERVICE: Proofs = {
  delegation_not_authorized: [
    service('unauthorized_client', UNAUTHORIZED),
    user('unauthorized_client', 'Unauthorized'),
  ],
  delegation_of_personal_account: [
    service('unauthorized_client', UNAUTHORIZED, { subject: 'ann@gmail.com' }),
    service('unauthorized_client', UNAUTHORIZED, { subject: 'ann@example.com' }),
  ],
  delegation_scopes_missing: [
    service('access_denied', 'Requested client not authorized.'),
    user('access_denied', 'Requested client not authorized.'),
  ],
  delegation_account_restricted: [
    service('access_denied', 'Account restricted'),
    user('access_denied', 'Account restricted'),
  ],
  delegation_user_unknown: [
    service('invalid_grant', 'Invalid email or User ID'),
    service('invalid_grant', 'Not a valid email or user ID.'),
  ],
  delegation_user_malformed: [
    service('invalid_request', 'Invalid impersonation prn email address.'),
    service('invalid_request', 'Invalid request to the token endpoint'),
  ],
  delegation_subject_missing: [
    gmail(...PRECONDITION, { subject_set: false }),
    gmail(...PRECONDITION, { method: 'delegation', subject_set: true }),
  ],
  service_account_missing: [
    service('invalid_grant', 'Invalid grant: account not found'),
    user('invalid_client', 'The OAuth client was not found.'),
  ],
  service_account_disabled: [
    service('invalid_grant', 'Robot is disabled.'),
    user('disabled_client', 'The OAuth client was disabled.'),
  ],
  service_account_key_invalid: [
    service('invalid_grant', 'Invalid JWT Signature.'),
    service('invalid_grant', 'Invalid JWT: Failed audience check.'),
  ],
  clock_wrong: [
    service(
      'invalid_grant',
      'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.',
    ),
    service('invalid_grant', 'Invalid JWT: Token must not be short'),
  ],
  issuer_wrong: [
    service('invalid_grant', 'Invalid JWT: No valid verifier found for issuer'),
    service('invalid_grant', 'Invalid JWT: no issuer'),
  ],
  delegation_scope_invalid: [
    service('invalid_scope', 'Invalid OAuth scope or ID token audience provided.'),
    user('invalid_scope', 'Some requested scopes were invalid.'),
  ],
  signing_not_allowed: [
    iam(403, "Permission 'iam.serviceAccounts.signJwt' denied on resource (or it may not exist)."),
    iam(429, "Quota exceeded for quota metric 'Generate credentials request'"),
  ],
  signing_api_off: [
    iam(403, 'IAM Service Account Credentials API has not been used in project 42 before.'),
    gmail([403, 'accessNotConfigured'], 'Gmail API has not been used in project 42 before.'),
  ],
  service_account_keys_forbidden: [
    screen('Service account key creation is disabled'),
    screen('Service account is disabled'),
  ],
};

/** Gmail's API and its announcements. */
const API: Proofs = {
  gmail_service_off: [
    gmail([400, 'failedPrecondition'], 'Mail service not enabled'),
    gmail([400, 'failedPrecondition'], 'Email service was enabled'),
  ],
  access_token_rejected: [
    gmail([401, 'authError'], 'Invalid Credentials'),
    gmail([401, 'required'], 'Login Required.'),
  ],
  gmail_permission_missing: [
    gmail([403, 'insufficientPermissions'], 'Insufficient Permission'),
    gmail([403, 'insufficientPermissions'], 'Insufficient Permission', DELEGATED),
  ],
  gmail_api_off: [
    gmail([403, 'accessNotConfigured'], 'Gmail API has not been used in project 42 before.'),
    gmail([403, 'forbidden'], 'Cloud Pub/Sub API has not been used in project 42 before.'),
  ],
  gmail_apps_disabled_by_admin: [
    gmail([403, 'domainPolicy'], 'The domain administrators have disabled Gmail apps.'),
    gmail([403, 'domainPolicyViolated'], 'See the policy of your domain.'),
  ],
  mailbox_mismatch: [
    gmail([403, 'forbidden'], 'Delegation denied for x@example.com'),
    gmail([403, 'forbidden'], 'Permission denied for x@example.com'),
  ],
  gmail_rate_limited: [
    gmail([403, 'rateLimitExceeded'], "limit 'Queries per minute per user' of gmail"),
    gmail([403, 'rateLimitExceeded'], "limit 'Queries per day' of gmail"),
  ],
  gmail_daily_limit: [
    gmail([403, 'dailyLimitExceeded'], 'Daily Limit Exceeded'),
    gmail([403, 'dailyLimitExceededUnreg'], 'Daily Limit for Unauthenticated Use Exceeded.'),
  ],
  sending_limit_reached: [
    gmail([429, 'rateLimitExceeded'], 'User-rate limit exceeded. Retry after X (Mail sending)'),
    gmail([429, 'rateLimitExceeded'], 'User-rate limit exceeded. Retry after X'),
  ],
  history_expired: [
    gmail([404, 'notFound'], 'Requested entity was not found.'),
    gmail([404, 'notFound'], `${TEST_MESSAGE} Resource not found (resource=t)`),
  ],
  cloud_project_unusable: [
    gmail([403, 'CONSUMER_SUSPENDED'], "Consumer 'project:x' has been suspended."),
    gmail([403, 'SERVICE_DISABLED'], 'Gmail API is disabled in project x.'),
  ],
  vpc_service_controls: [
    gmail([403, 'forbidden'], "Request is prohibited by organization's policy."),
    gmail([403, 'domainPolicy'], 'Your organization has a policy.'),
  ],
  gmail_request_wrong: [
    gmail([400, 'invalidArgument'], 'Recipient address required'),
    gmail([401, 'authError'], 'Invalid Credentials'),
  ],
  pubsub_api_off: [
    gmail([403, 'forbidden'], `${TEST_MESSAGE} Cloud Pub/Sub API has not been used in project 42`),
    gmail([403, 'forbidden'], `${TEST_MESSAGE} User not authorized to perform this action.`),
  ],
  push_not_admitted: [
    screen('The request was not authorized to invoke this service.'),
    screen('The request was not.'),
  ],
  watch_topic_of_another_project: [
    gmail([400, 'invalidArgument'], 'Invalid topicName does not match projects/p/topics/*'),
    gmail([400, 'invalidArgument'], 'Invalid labelName does not match'),
  ],
  watch_publisher_missing: [
    gmail([403, 'forbidden'], `${TEST_MESSAGE} User not authorized to perform this action.`),
    gmail([403, 'forbidden'], 'User not authorized to perform this action.'),
  ],
  watch_topic_missing: [
    gmail([404, 'notFound'], `${TEST_MESSAGE} Resource not found (resource=t)`),
    gmail([404, 'notFound'], 'Requested entity was not found.'),
  ],
  watch_taken: [
    gmail(
      [400, 'invalidArgument'],
      'Only one user push notification client allowed per developer (call /stop then try again)',
    ),
    gmail([400, 'invalidArgument'], 'Only one label is allowed for users.watch'),
  ],
};

const IMAP: Proofs = {
  imap_off: [
    imap('a NO [ALERT] Your account is not enabled for IMAP use. (Failure)'),
    imap('a NO [ALERT] Your account is enabled for IMAP use. (Failure)'),
  ],
  imap_disabled_by_admin: [
    imap('a NO [ALERT] IMAP access is disabled for your domain. (Failure)'),
    imap('a NO [ALERT] POP access is disabled for your domain. (Failure)'),
  ],
  imap_login_refused: [
    imap('a NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)', { fresh_token: true }),
    imap(`+ ${challenge('401')}\na NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)`),
  ],
  imap_limit_reached: [
    imap('* BYE [ALERT] Too many simultaneous connections. (Failure)'),
    imap('a NO [OVERQUOTA] Storage quota exceeded'),
  ],
  imap_folder_localised: [
    imap('a NO [NONEXISTENT] Unknown Mailbox: [Gmail]/Trash (Failure). LIST has [Gmail]/&WnTEtA-'),
    imap('a NO [NONEXISTENT] Unknown Mailbox: [Gmail]/Trash (Failure)'),
  ],
  imap_folder_hidden: [
    imap('a NO [NONEXISTENT] Unknown Mailbox: Support (Failure)'),
    imap('a NO [ALERT] Known mailbox (Failure)'),
  ],
  owner_must_sign_in: [
    imap('a NO [WEBALERT https://accounts.google.com/x] Web login required. (Failure)'),
    imap('a NO [ALERT] Invalid credentials (Failure)'),
  ],
  mailbox_storage_full: [
    imap('a NO [OVERQUOTA] Storage quota exceeded'),
    imap('a NO [OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)'),
  ],
};

const NETWORK: Proofs = {
  network_name_unresolved: [
    network('getaddrinfo ENOTFOUND oauth2.googleapis.com'),
    network('ENOTFOUNDATION is not a code: read ECONNRESET'),
  ],
  network_name_server_silent: [
    network('getaddrinfo EAI_AGAIN oauth2.googleapis.com'),
    network('getaddrinfo ENOTFOUND oauth2.googleapis.com'),
  ],
  network_connect_slow: [
    network('ConnectTimeoutError: gave up after 10000ms, code: UND_ERR_CONNECT_TIMEOUT'),
    network('connect ETIMEDOUT 142.250.0.1:443'),
  ],
  network_connection_failed: [
    network('connect ETIMEDOUT 142.250.0.1:443'),
    network('connect ETIMEDOUT 142.250.0.1:443', { earlier_success: true }),
  ],
  network_certificate_untrusted: [
    network('unable to get local issuer certificate; code: UNABLE_TO_GET_ISSUER_CERT_LOCALLY'),
    network('read ECONNRESET'),
  ],
  network_proxy_failed: [
    network('tunneling socket could not be established, statusCode=407'),
    network('connect ECONNREFUSED 142.250.0.1:443'),
  ],
  network_page_in_front: [
    network('<html><head><title>Internet Security by Zscaler</title></head></html>'),
    { where: 'token_user', body: '<html><title>Error 502 (Server Error)!!1</title></html>' },
  ],
};

export const GOOGLE: Proofs = { ...SERVICE, ...API, ...IMAP, ...NETWORK };
