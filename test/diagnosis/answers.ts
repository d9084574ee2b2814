import type { Cause } from '../../shared/diagnosis/index.ts';
import type { ErrorCode, UpstreamReport } from '../../shared/errors.ts';
import type { Method } from '../../shared/tokens/index.ts';

/** One answer in Google's real words, our code for it, and the cause that the diagnosis must name. */
export type KnownAnswer = readonly [cause: Cause, code: ErrorCode, google: UpstreamReport];

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
  ['code_unusable', 'code_refused', token(400, 'invalid_grant', 'Malformed auth code.')],
  ['redirect_uri_mismatch', 'client_refused', token(400, 'redirect_uri_mismatch', 'Bad Request')],
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
  [
    'client_id_or_secret_wrong',
    'client_refused',
    token(401, 'unauthorized_client', 'Unauthorized'),
  ],
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
    'client_id_or_secret_wrong',
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

const refused = (cause: Cause, upstream: UpstreamReport): KnownAnswer => [
  cause,
  'gmail_refused',
  upstream,
];

/** What Google answers, by the method with which the mailbox is reached. */
export const KNOWN_ANSWERS: Readonly<Record<Method, readonly KnownAnswer[]>> = {
  consent: [
    ...REDIRECT,
    ...CONSENT,
    ...GMAIL,
    ...INSUFFICIENT_SCOPES.map((answer) => refused('gmail_permission_missing', answer)),
    refused('gmail_service_off', PRECONDITION),
  ],
  delegation: [
    ...DELEGATION,
    ...GMAIL,
    ...INSUFFICIENT_SCOPES.map((answer) => refused('delegation_scopes_missing', answer)),
    refused('delegation_subject_missing', PRECONDITION),
  ],
};
