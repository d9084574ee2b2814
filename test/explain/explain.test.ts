import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { explain } from '../../shared/explain/index.ts';

type Row = readonly [what: string, input: object, code: string];

const oauth = (error: string, description?: string, more: object = {}) => ({
  error,
  ...(description !== undefined && { error_description: description }),
  ...more,
});
const gmail = (status: number, reason: string, message: string) => ({
  where: 'gmail_api',
  http_status: status,
  body: { error: { code: status, message, errors: [{ domain: 'global', reason, message }] } },
});
const user = (body: unknown, context: object = {}) => ({
  where: 'token_user',
  http_status: 400,
  body,
  context,
});
const service = (body: unknown, status = 400) => ({
  where: 'token_service_account',
  http_status: status,
  body,
});
const record = (errorCode: string, message: string, fields: string[] = []) => ({
  where: 'salesforce',
  http_status: 400,
  body: [{ errorCode, message, fields }],
});
const login = (error: string, description: string) => ({
  where: 'salesforce',
  http_status: 400,
  body: oauth(error, description),
});
const imap = (body: string) => ({ where: 'imap', body });
const network = (body: string) => ({ where: 'network', body });
const screen = (body: string) => ({ where: 'consent_screen', body });

const challenge = (about: object) => Buffer.from(JSON.stringify(about)).toString('base64');

const SCREENS: readonly Row[] = [
  [
    'an administrator’s policy',
    screen('Access blocked: Authorization Error\nError 400: admin_policy_enforced'),
    'admin_blocks_client',
  ],
  [
    'a blocked app without a code',
    screen(
      'This app is blocked\nThis app tried to access sensitive info in your Google Account. To keep your account safe, Google blocked this access.',
    ),
    'sensitive_access_blocked',
  ],
  [
    'the same in Japanese',
    screen(
      'このアプリはブロックされます\nこのアプリは、お客様の Google アカウントの機密情報にアクセスしようとしました。',
    ),
    'sensitive_access_blocked',
  ],
  [
    'an app of another organization',
    screen('エラー 403: org_internal'),
    'account_outside_organization',
  ],
  [
    'an app in Testing',
    screen('Access blocked: Connector has not completed the Google verification process'),
    'not_a_test_user',
  ],
  ['a wrong redirect URI', screen('Error 400: redirect_uri_mismatch'), 'redirect_uri_mismatch'],
  ['an unverified app', screen('Google hasn’t verified this app'), 'app_unverified'],
  ['an embedded browser', screen('Error 403: disallowed_useragent'), 'embedded_browser'],
  [
    'a deleted client',
    screen('The OAuth client was deleted. Error 401: deleted_client'),
    'client_deleted',
  ],
];

const CALLBACK: readonly Row[] = [
  [
    'a cancelled consent in a query',
    {
      where: 'callback',
      body: 'https://connector.example/oauth-callback?error=access_denied&state=x',
    },
    'authorization_cancelled',
  ],
  [
    'a policy on the redirect',
    { where: 'callback', body: { error: 'admin_policy_enforced' } },
    'admin_blocks_client',
  ],
];

const TOKENS: readonly Row[] = [
  [
    'a revoked grant',
    user(oauth('invalid_grant', 'Token has been expired or revoked.')),
    'grant_revoked',
  ],
  [
    'a grant of Testing, after a week',
    user(oauth('invalid_grant', 'Token has been expired or revoked.'), {
      hours_since_consent: 169,
    }),
    'testing_seven_days',
  ],
  ['a changed code', user(oauth('invalid_grant', 'Malformed auth code.')), 'code_malformed'],
  [
    'session control',
    user(
      oauth('invalid_grant', 'reauth related error (invalid_rapt)', {
        error_subtype: 'invalid_rapt',
      }),
    ),
    'session_control',
  ],
  [
    'a deleted account',
    user(oauth('invalid_grant', 'The account has been deleted.')),
    'account_deleted',
  ],
  [
    'a wrong secret',
    {
      ...user(oauth('invalid_client', 'The provided client secret is invalid.')),
      http_status: 401,
    },
    'client_id_or_secret_wrong',
  ],
  [
    'a missing secret',
    user(oauth('invalid_request', 'client_secret is missing.')),
    'client_secret_missing',
  ],
  [
    'a text of a library',
    user('invalid_grant: Token has been expired or revoked.'),
    'grant_revoked',
  ],
  [
    'an outage',
    { where: 'token_user', http_status: 503, body: '<html>Service Unavailable</html>' },
    'google_unavailable',
  ],
  [
    'no delegation',
    service(
      oauth(
        'unauthorized_client',
        'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
      ),
      401,
    ),
    'delegation_not_authorized',
  ],
  [
    'missing scopes',
    service(oauth('access_denied', 'Requested client not authorized.'), 403),
    'delegation_scopes_missing',
  ],
  [
    'an unknown user',
    service(oauth('invalid_grant', 'Invalid email or User ID')),
    'delegation_user_unknown',
  ],
  [
    'a dead key',
    service(oauth('invalid_grant', 'Invalid JWT Signature.')),
    'service_account_key_invalid',
  ],
  [
    'a wrong clock',
    service(
      oauth(
        'invalid_grant',
        'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.',
      ),
    ),
    'clock_wrong',
  ],
  [
    'a role that is missing',
    service(
      {
        error: {
          code: 403,
          status: 'PERMISSION_DENIED',
          message:
            "Permission 'iam.serviceAccounts.signJwt' denied on resource (or it may not exist).",
        },
      },
      403,
    ),
    'signing_not_allowed',
  ],
];

const GMAIL: readonly Row[] = [
  [
    'a mailbox without Gmail',
    gmail(400, 'failedPrecondition', 'Mail service not enabled'),
    'gmail_service_off',
  ],
  [
    'a service account without a subject',
    {
      ...gmail(400, 'failedPrecondition', 'Precondition check failed.'),
      context: { method: 'delegation' },
    },
    'delegation_subject_missing',
  ],
  [
    'an API that is off',
    gmail(
      403,
      'accessNotConfigured',
      'Gmail API has not been used in project 1 before or it is disabled.',
    ),
    'gmail_api_off',
  ],
  [
    'a missing scope',
    gmail(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.'),
    'gmail_permission_missing',
  ],
  [
    'a domain’s policy',
    gmail(403, 'domainPolicy', 'The domain administrators have disabled Gmail apps.'),
    'gmail_apps_disabled_by_admin',
  ],
  [
    'too many calls',
    gmail(429, 'rateLimitExceeded', 'User-rate limit exceeded.'),
    'gmail_rate_limited',
  ],
  [
    'the limit of a day',
    gmail(403, 'dailyLimitExceeded', 'Daily Limit Exceeded'),
    'gmail_daily_limit',
  ],
  [
    'an old history id',
    gmail(404, 'notFound', 'Requested entity was not found.'),
    'history_expired',
  ],
  [
    'a text of a library',
    { where: 'gmail_api', http_status: 403, body: 'Delegation denied for ann@example.com' },
    'mailbox_mismatch',
  ],
  [
    'a topic without a publisher',
    gmail(
      403,
      'forbidden',
      'Error sending test message to Cloud PubSub projects/p/topics/t : User not authorized to perform this action.',
    ),
    'watch_publisher_missing',
  ],
];

const IMAP: readonly Row[] = [
  [
    'IMAP that is off',
    imap(
      'A1 NO [ALERT] Your account is not enabled for IMAP use. Please visit your Gmail settings page. (Failure)',
    ),
    'imap_off',
  ],
  [
    'IMAP that the domain forbids',
    imap(
      'a NO [ALERT] IMAP access is disabled for your domain. Please contact your domain administrator.',
    ),
    'imap_disabled_by_admin',
  ],
  [
    'a wrong token',
    imap('A01 NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)'),
    'gmail_permission_missing',
  ],
  [
    'a challenge in base64',
    imap(`+ ${challenge({ status: '400', schemes: 'Bearer', scope: 'https://mail.google.com/' })}`),
    'gmail_permission_missing',
  ],
  [
    'too many connections',
    imap('* BYE [ALERT] Too many simultaneous connections. (Failure)'),
    'imap_limit_reached',
  ],
  [
    'a quota',
    imap('A2 NO [OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)'),
    'imap_limit_reached',
  ],
];

const NETWORK: readonly Row[] = [
  [
    'a name that is not resolved',
    network('getaddrinfo ENOTFOUND oauth2.googleapis.com'),
    'network_name_unresolved',
  ],
  [
    'the same of curl',
    network('curl: (6) Could not resolve host: gmail.googleapis.com'),
    'network_name_unresolved',
  ],
  [
    'a refused connection',
    network('connect ECONNREFUSED 142.250.0.1:443'),
    'network_connection_failed',
  ],
  ['a firewall', network('connect ETIMEDOUT 142.250.0.1:443'), 'network_connection_failed'],
  [
    'a proxy’s certificate',
    network('self-signed certificate in certificate chain'),
    'network_certificate_untrusted',
  ],
  [
    'the same of Java',
    network('PKIX path building failed: unable to find valid certification path'),
    'network_certificate_untrusted',
  ],
  [
    'a proxy that wants a password',
    network('tunneling socket could not be established, statusCode=407'),
    'network_proxy_failed',
  ],
  ['a reset connection', network('socket hang up'), 'google_unavailable'],
];

const SALESFORCE: readonly Row[] = [
  [
    'a user without Run As',
    login('invalid_grant', 'no client credentials user enabled'),
    'org_run_as_missing',
  ],
  [
    'a user who is not approved',
    login('invalid_grant', "user hasn't approved this consumer"),
    'org_app_not_authorized',
  ],
  [
    'a wrong consumer key',
    login('invalid_client_id', 'client identifier invalid'),
    'org_client_refused',
  ],
  ['a wrong secret', login('invalid_client', 'invalid client credentials'), 'org_client_refused'],
  [
    'a wrong host',
    login('invalid_grant', 'request not supported on this domain'),
    'org_host_wrong',
  ],
  ['a wrong audience', login('invalid_grant', 'audience is invalid'), 'org_audience_wrong'],
  ['an inactive user', login('inactive_user', 'user is inactive'), 'org_user_cannot_log_in'],
  [
    'a grant type that is unknown',
    login('unsupported_grant_type', 'grant type not supported'),
    'org_grant_type_unknown',
  ],
  [
    'a validation rule',
    record('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Origin must be Web', ['Origin']),
    'org_validation_rule',
  ],
  [
    'a required field',
    record('REQUIRED_FIELD_MISSING', 'Required fields are missing: [Region__c]', ['Region__c']),
    'org_required_field',
  ],
  [
    'a trigger',
    record(
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      'CaseTrigger: execution of BeforeInsert caused by: System.NullPointerException',
    ),
    'org_trigger_failed',
  ],
  [
    'a locked row in a trigger',
    record('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'CaseTrigger: UNABLE_TO_LOCK_ROW'),
    'org_row_locked',
  ],
  [
    'a locked row',
    record('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record'),
    'org_row_locked',
  ],
  [
    'the limit of a day',
    { ...record('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'), http_status: 403 },
    'org_limit_reached',
  ],
  [
    'too many at once',
    {
      ...record('REQUEST_LIMIT_EXCEEDED', 'ConcurrentPerOrgLongTxn Limit exceeded.'),
      http_status: 403,
    },
    'org_busy',
  ],
  ['storage', record('STORAGE_LIMIT_EXCEEDED', 'storage limit exceeded'), 'org_storage_full'],
  [
    'a field that is missing',
    record('INVALID_FIELD', "No such column 'Gmail_Message_Key__c' on sobject of type Case"),
    'org_field_missing',
  ],
  [
    'no access',
    record('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id'),
    'org_access_missing',
  ],
  [
    'an ended session',
    { ...record('INVALID_SESSION_ID', 'Session expired or invalid'), http_status: 401 },
    'org_session_ended',
  ],
  [
    'maintenance',
    { where: 'salesforce', http_status: 503, body: '<html>Down for maintenance</html>' },
    'salesforce_unavailable',
  ],
  [
    'a code that was pasted',
    {
      where: 'salesforce',
      body: 'UNABLE_TO_LOCK_ROW: unable to obtain exclusive access to this record',
    },
    'org_row_locked',
  ],
];

describe.each([
  ['a consent screen', SCREENS],
  ['the callback', CALLBACK],
  ['the token endpoint', TOKENS],
  ['Gmail’s API', GMAIL],
  ['IMAP', IMAP],
  ['the network', NETWORK],
  ['Salesforce', SALESFORCE],
])('a failure of %s', (_, rows) => {
  test.each(rows)('%s', (_what, input, code) => {
    const explanation = explain(input);
    expect(explanation.code).toBe(code);
    expect(explanation.steps.length).toBeGreaterThan(0);
  });

  test.each(rows)('%s, said in Japanese', (_what, input, code) => {
    const { code: found, title, steps } = explain({ ...input, lang: 'ja' });
    expect(found).toBe(code);
    expect([title, ...steps].join()).toMatch(/[\p{sc=Hiragana}\p{sc=Katakana}]/u);
  });
});

describe('what may be meant otherwise', () => {
  test.each([
    [
      'a validation rule that quotes another code',
      record('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Do not retry UNABLE_TO_LOCK_ROW'),
      'org_validation_rule',
    ],
    ['a code within another word', screen('my_org_internal_page is broken'), 'unrecognised'],
    ['words that mean nothing', { body: 'It does not work' }, 'unrecognised'],
    ['an empty answer', { where: 'token_user', body: '' }, 'google_unavailable'],
    ['nothing at all', {}, 'unrecognised'],
  ])('%s', (_what, input, code) => {
    expect(explain(input).code).toBe(code);
  });

  test('the other possible causes follow, none of the other method', () => {
    const { alternatives } = explain(
      user(oauth('invalid_grant', 'Token has been expired or revoked.')),
    );
    expect(alternatives.map(({ code }) => code)).toEqual([
      'testing_seven_days',
      'grant_evicted',
      'domain_refused',
    ]);
  });
});

describe('where nobody says it', () => {
  test.each([
    [
      'Gmail’s JSON',
      { body: gmail(403, 'domainPolicy', 'x').body },
      'gmail_apps_disabled_by_admin',
    ],
    [
      'the same as text',
      { body: JSON.stringify(gmail(403, 'domainPolicy', 'x').body) },
      'gmail_apps_disabled_by_admin',
    ],
    ['Salesforce’s JSON', { body: record('STORAGE_LIMIT_EXCEEDED', 'x').body }, 'org_storage_full'],
    [
      'a line of our log',
      { severity: 'ERROR', code: 'org_storage_full', message: 'x' },
      'org_storage_full',
    ],
    ['a line of IMAP', 'A1 NO [ALERT] Your account is not enabled for IMAP use.', 'imap_off'],
    [
      'a name that is not resolved',
      'getaddrinfo ENOTFOUND oauth2.googleapis.com',
      'network_name_unresolved',
    ],
    ['words of a screen', 'Error 400: redirect_uri_mismatch', 'redirect_uri_mismatch'],
  ])('%s', (_what, input, code) => {
    expect(explain(input).code).toBe(code);
  });
});

describe('whatever is given', () => {
  const places = fc.constantFrom(
    undefined,
    'consent_screen',
    'callback',
    'token_user',
    'token_service_account',
    'gmail_api',
    'imap',
    'network',
    'salesforce',
    'elsewhere',
  );
  const bodies = fc.oneof(
    fc.string(),
    fc.jsonValue(),
    fc.string().map((text) => `<html>${text}`),
    fc.constant(undefined),
  );

  test('it answers and never throws', () => {
    fc.assert(
      fc.property(places, bodies, fc.anything(), (where, body, context) => {
        const { code, steps, title } = explain({ where, body, context, http_status: context });
        expect(code).not.toBe('');
        expect(title).not.toBe('');
        expect(steps.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(['a', '{', '[', '{"a":', 'invalid_grant ', '\u0000', 'error=access_denied&'])(
    'also a megabyte of %j',
    (piece) => {
      const body = piece.repeat(Math.ceil(1_000_000 / piece.length));
      for (const where of [
        'token_user',
        'gmail_api',
        'imap',
        'network',
        'salesforce',
        'consent_screen',
      ])
        expect(explain({ where, body }).title).not.toBe('');
    },
  );
});
