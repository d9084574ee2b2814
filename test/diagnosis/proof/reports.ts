import { type Input, ofSalesforce, type Proofs, record } from './inputs.ts';

const pasted = (body: string): Input => ({ where: 'nowhere', body });

/** What mail servers answer, with the words around it that people paste. */
const BOUNCES: Proofs = {
  bounce_delayed: [
    pasted('451 4.4.2 Timeout - closing connection. a1 - gsmtp'),
    pasted('550 5.4.2 The connection was refused for good.'),
  ],
  bounce_recipient_unknown: [
    pasted('550-5.1.1 The address that you tried to\n550-5.1.1 reach does not exist. - gsmtp'),
    pasted('550 5.7.0 The mail that you tried to send holds a program. - gsmtp'),
  ],
  bounce_own_address_unknown: [
    pasted('Customers who write to us get: 550 5.1.1 The address does not exist. - gsmtp'),
    pasted('550 5.1.1 The address does not exist. - gsmtp'),
  ],
  bounce_request_wrong: [
    pasted('530 5.7.0 The client must issue a STARTTLS command first. - gsmtp'),
    pasted('530 5.7.0 Authentication required. - gsmtp'),
  ],
  bounce_policy_rule: [
    pasted('552 5.7.1 Not accepted by the rules of example.com - gcdp 12ab-3 - gsmtp'),
    pasted('552 5.7.0 Not accepted because of its content. - gsmtp'),
  ],
  bounce_unauthenticated: [
    pasted(
      '550-5.7.26 Mail of example.com is not accepted, since its DMARC policy says so. - gsmtp',
    ),
    pasted('550 5.7.1 The policy of dmarcus.example.com does not allow it.'),
  ],
  bounce_sender_blocked: [
    pasted('554 5.7.1 Service unavailable; client host [192.0.2.1] is on a blocklist of Spamhaus'),
    pasted('421 4.7.0 Unsolicited mail comes from your address. Try again later. - gsmtp'),
  ],
  bounce_relay_denied: [
    pasted('550-5.7.0 Mail relay denied [192.0.2.1]. - gsmtp'),
    pasted('550-5.7.0 Mail denied [192.0.2.1]. - gsmtp'),
  ],
  bounce_refused: [
    pasted('552 5.3.4 The message is larger than this server takes. - gsmtp'),
    pasted('452 4.3.4 The message is larger than there is room for now. - gsmtp'),
  ],
  bounce_case_address: [
    pasted(
      '<help@2ab.5g-x.case.salesforce.com>: host said: 550 5.1.1 The recipient is not known here',
    ),
    pasted('<help@example.com>: host said: 550 5.1.1 The recipient is not known here'),
  ],
  org_mail_limit: [
    record('SINGLE_EMAIL_LIMIT_EXCEEDED', 'The limit of single emails is exceeded.'),
    record('LIMIT_EXCEEDED', 'limit exceeded'),
  ],
  smtp_login_refused: [
    pasted('535 5.7.8 The user and the password do not fit: p=BadCredentials - gsmtp'),
    pasted('534 5.7.9 Please log in via your web browser - gsmtp'),
  ],
};

/** What Salesforce says of its own calls. */
const CALLOUTS: Proofs = {
  callout_endpoint_missing: [
    ofSalesforce(
      'System.CalloutException: Unauthorized endpoint, see the Remote Site settings. endpoint = https://connector.example',
    ),
    record('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Callout: unauthorized endpoint of the customer'),
  ],
  callout_credential_missing: [
    ofSalesforce(
      'コールアウトに失敗しました。外部ログイン情報「Connector」にアクセスできません。権限を確認してください。',
    ),
    ofSalesforce('コールアウトに失敗しました。応答の読み取りがタイムアウトしました。'),
  ],
  callout_timed_out: [
    ofSalesforce('System.CalloutException: Read timed out'),
    ofSalesforce('System.CalloutException: Read access is missing'),
  ],
  callout_certificate_untrusted: [
    ofSalesforce(
      'Outbound message: javax.net.ssl.SSLHandshakeException: PKIX path validation failed',
    ),
    ofSalesforce('Outbound message: the pixels of the logo are missing'),
  ],
  callout_unreachable: [
    ofSalesforce('System.CalloutException: java.net.UnknownHostException: connector.example'),
    ofSalesforce('System.CalloutException: Unknown property of the host'),
  ],
  callout_not_allowed: [
    ofSalesforce('System.CalloutException: You have uncommitted work pending.'),
    ofSalesforce('System.CalloutException: You have committed your work.'),
  ],
};

export const REPORTS: Proofs = { ...BOUNCES, ...CALLOUTS };
