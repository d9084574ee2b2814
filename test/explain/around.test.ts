import { expect, test } from '@jest/globals';
import { explain } from '../../shared/explain/index.ts';

type Row = readonly [what: string, input: object, code: string];

const screen = (body: string) => ({ where: 'consent_screen', body });
const page = (title: string) => `<html><head><title>${title}</title></head></html>`;

const AROUND: readonly Row[] = [
  [
    'a mail to a customer that returns, although the quoted mail speaks of our support',
    {
      body: '550 5.1.1 no such user\n\n----- Original Message -----\nMail to our support address',
    },
    'bounce_recipient_unknown',
  ],
  [
    'お客様へのメールが戻る',
    { body: 'お客様に送信したメールが返ってきました。550 5.1.1 user unknown', lang: 'ja' },
    'bounce_recipient_unknown',
  ],
  [
    'the name of the product is no sign of a mail server',
    { body: 'Our Email-to-Case connector says: 401 {"error":"invalid_client"}' },
    'client_id_or_secret_wrong',
  ],
  [
    'a dialogue with a mail server, whose first answers are good',
    { body: '220 mx ready\n250 2.1.0 OK\n250 2.1.5 OK\n550 5.7.1 blocked by a rule, gcdp - gsmtp' },
    'bounce_policy_rule',
  ],
  [
    'a record that DMARC misses',
    { body: '550 5.7.40 No record of the domain was found' },
    'bounce_unauthenticated',
  ],
  [
    'a line of a log with an error among its fields',
    { body: 'level=warn error=invalid_grant msg="refresh failed" endpoint=token' },
    'grant_revoked',
  ],
  [
    'an app that was made long ago',
    {
      where: 'salesforce',
      body: 'invalid_client_id: the app was created 45 minutes ago, and is called every 5 minutes',
    },
    'org_client_refused',
  ],
  [
    'a flow that is switched off',
    {
      where: 'salesforce',
      body: 'unsupported_grant_type: the client credentials flow is not enabled',
    },
    'org_flow_off',
  ],
  [
    'a host that Apex does not find, in code that sets a timeout',
    {
      body: 'System.CalloutException: java.net.UnknownHostException: x.example\nreq.setTimeout(60000);',
    },
    'callout_unreachable',
  ],
  [
    'a name of Node’s in a stack is no sign of TLS',
    { body: 'Error: socket hang up\n    at TLSSocket.onEnd (node:_tls_wrap:1:1)\n ECONNRESET' },
    'google_unavailable',
  ],
  [
    'a connection that ends before TLS stands is refused',
    { body: 'Client network socket disconnected before secure TLS connection was established' },
    'network_certificate_untrusted',
  ],
  [
    'a handshake that takes too long is a slow network',
    { body: 'net/http: TLS handshake timeout while calling oauth2.googleapis.com' },
    'google_unavailable',
  ],
  [
    'a handshake that fails is a device in between',
    { body: 'remote error: tls: handshake failure while calling oauth2.googleapis.com' },
    'network_certificate_untrusted',
  ],
  [
    'a connection of HTTP/2 that the server ends',
    { where: 'gmail_api', body: 'Received GOAWAY with code ENHANCE_YOUR_CALM' },
    'google_unavailable',
  ],
  [
    'a page behind the complaint of a parser is a page',
    { where: 'gmail_api', body: `SyntaxError: Unexpected token '<' ${page('Zscaler')}` },
    'network_page_in_front',
  ],
  [
    'the sign-in page of a firewall, which only sends on',
    {
      where: 'salesforce',
      body: 'invalid json: <html><script>location="https://gw.example:1000/fgtauth?1"</script></html>',
    },
    'network_page_in_front',
  ],
  [
    'Google’s page about automated queries passes',
    {
      where: 'token_user',
      http_status: 403,
      body: 'Error refreshing the OAuth2 token, message: <html><title>Sorry...</title></html>',
    },
    'google_unavailable',
  ],
  [
    'a content network before Salesforce that is out of order',
    {
      http_status: 503,
      body: 'Service Not Available. It originated from a Salesforce CDN partner.',
    },
    'salesforce_unavailable',
  ],
  [
    'a page of Cloudflare’s with a status of the server',
    { where: 'salesforce', http_status: 522, body: page('x.my.salesforce.com | cloudflare') },
    'salesforce_unavailable',
  ],
  [
    'an expired certificate, as JSON, of an organization’s host',
    { where: 'network', body: { code: 'CERT_HAS_EXPIRED', host: 'x.my.salesforce.com' } },
    'org_network_blocked',
  ],
  [
    'a connection that never worked is shut',
    { body: 'Connect Timeout Error: UND_ERR_CONNECT_TIMEOUT', context: { worked_before: false } },
    'network_connection_failed',
  ],
  [
    'a redirect with a code and without a scope of Gmail',
    { where: 'callback', body: '/oauth-callback?state=x&code=4/0A&scope=openid%20email' },
    'permission_unticked',
  ],
  [
    'a personal account on a line of its own',
    screen('This app is blocked\nThis app tried to access sensitive info\n\n ann@gmail.com \n'),
    'personal_app_blocked',
  ],
  [
    'the address of the app’s developer tells nothing of the account',
    screen(
      'This app is blocked\nIt tried to access sensitive info. Ask the developer (x@gmail.com).',
    ),
    'sensitive_access_blocked',
  ],
  [
    'a service account that is told in words',
    { where: 'gmail_api', body: 'With our service account: Precondition check failed.' },
    'delegation_subject_missing',
  ],
  [
    'a service account that is not used',
    { where: 'gmail_api', body: 'We use no service account: Precondition check failed.' },
    'gmail_service_off',
  ],
  [
    'a status alone, of a server that is out of order',
    { where: 'salesforce', http_status: 502, body: 'no healthy upstream' },
    'salesforce_unavailable',
  ],
  [
    'a status by its name',
    { where: 'gmail_api', body: 'HttpStatusCode is ServiceUnavailable.' },
    'google_unavailable',
  ],
  [
    'a status before its words',
    { where: 'salesforce', body: '503 Service Unavailable: the instance rests' },
    'salesforce_unavailable',
  ],
  [
    'an IMAP connection that closes during the sign-in',
    { where: 'imap', body: 'Error: Unexpected close, code: ClosedAfterConnectTLS' },
    'google_unavailable',
  ],
  [
    'an error of Salesforce’s redirect without its address',
    {
      where: 'salesforce',
      body: "error=invalid_grant&error_description=user%20hasn't%20approved%20this%20consumer",
    },
    'org_app_not_authorized',
  ],
  [
    'a system problem, under the code that also says that a user may not',
    { where: 'salesforce', body: 'API_CURRENTLY_DISABLED: システムの問題で利用できません。' },
    'salesforce_unavailable',
  ],
  [
    'Email-to-Case’s limit, under the code of every limit',
    { body: 'LIMIT_EXCEEDED: the daily limit of mail for Email-to-Case is reached' },
    'org_mail_limit',
  ],
];

test.each(AROUND)('%s', (_, input, code) => {
  expect(explain(input).code).toBe(code);
  expect(explain({ ...input, lang: 'ja' }).code).toBe(code);
});

test('a word about the network beside the code of Google’s page does not count', () => {
  const body = 'Error 400: admin_policy_enforced. The DNS server of our domain answers.';
  expect(explain({ body }).code).toBe('admin_blocks_client');
});

/** Words of bounces and callouts that an administrator wrote into a rule, or that stand beside a code. */
const WITHIN_AN_ANSWER: readonly Row[] = [
  [
    'a bounce in the message of a validation rule',
    {
      where: 'salesforce',
      body: [
        {
          errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
          message: 'No mail with 550 5.1.1 from mailer-daemon, please',
        },
      ],
    },
    'org_validation_rule',
  ],
  [
    'a callout in the error of a flow',
    {
      where: 'salesforce',
      body: 'CANNOT_EXECUTE_FLOW_TRIGGER: System.CalloutException: Read timed out',
    },
    'org_flow_failed',
  ],
  [
    'a bounce in a note below Google’s page',
    screen('Error 400: redirect_uri_mismatch\nIf mail returns with 550 5.7.1, call us.'),
    'redirect_uri_mismatch',
  ],
  [
    'a bounce in the description of a token’s refusal',
    { where: 'token_user', body: { error: 'invalid_grant', error_description: '550 5.1.1 gsmtp' } },
    'grant_revoked',
  ],
];

test.each(WITHIN_AN_ANSWER)('%s does not count', (_, input, code) => {
  expect(explain(input).code).toBe(code);
});

test('a limit that ends by itself keeps who can raise it', () => {
  const limits = [
    { where: 'gmail_api', body: 'Daily Limit Exceeded' },
    { where: 'salesforce', body: 'REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded.' },
    screen('Error 403: rate_limit_exceeded'),
  ];
  expect(limits.map((each) => explain(each)).map((each) => [each.whoActs, each.retryable])).toEqual(
    [
      ['cloud_project_owner', true],
      ['salesforce_admin', true],
      ['cloud_project_owner', true],
    ],
  );
});
