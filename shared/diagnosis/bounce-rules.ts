import type { Cause } from './diagnosis.ts';
import { matchesText, type ReadText, type TextRule, wordsOf } from './text-rule.ts';

const says = (cause: Cause, ...words: readonly string[]): TextRule => ({ cause, says: words });
const codes = (cause: Cause, ...names: readonly string[]): TextRule => ({ cause, codes: names });

/**
 * What mail servers say, the more specific first: enhanced status codes (RFC 3463) with their words, as Google lists
 * them (“Gmail SMTP errors and codes”), and those of other servers.
 */
export const BOUNCE_RULES: readonly TextRule[] = [
  says(
    'org_mail_limit',
    'daily limit of emails that email-to-case',
    'email-to-case daily limit',
    'exceeded the daily limit for email-to-case',
    'org email limit',
    'メール-to-ケースの 1 日の上限',
  ),
  says(
    'owner_must_sign_in',
    'application-specific password required',
    'invalidsecondfactor',
    'log in via your web browser',
    'log in with your web browser',
    'weblogin required',
  ),
  says(
    'smtp_login_refused',
    'username and password not accepted',
    'badcredentials',
    'authentication required',
    'authentication unsuccessful',
  ),
  codes('smtp_login_refused', '5.7.8'),
  says(
    'bounce_policy_rule',
    'gcdp',
    'organization settings',
    'policy that prohibited the mail',
    'contact your domain administrator for further details',
  ),
  says('bounce_relay_denied', 'relay denied', 'relay access denied', 'credentials for relay'),
  says('bounce_relay_denied', 'unable to relay', 'relaying denied', 'not in whitelist for rcpt'),
  says(
    'sending_limit_reached',
    'user sending limit',
    'sending limit exceeded',
    'exceeded your sending limit',
    'reached a limit for sending mail',
    'メールの送信制限',
  ),
  codes('sending_limit_reached', '5.4.5'),
  says(
    'mailbox_storage_full',
    'out of storage',
    'over quota',
    'overquota',
    'mailbox is full',
    'mailbox full',
    'メールボックスがいっぱい',
    '受信トレイがいっぱい',
  ),
  codes('mailbox_storage_full', '4.2.2', '5.2.2'),
  says(
    'bounce_unauthenticated',
    'sender is unauthenticated',
    'unauthenticated email',
    'dmarc policy',
    'dmarc verification',
    'does not pass authentication',
    'spf check',
    'spf record of the sending domain',
    'ptr record',
    'authenticate with either spf or dkim',
    'not aligned',
  ),
  codes('bounce_unauthenticated', '5.7.23', '5.7.24', '5.7.25', '5.7.26', '5.7.27', '5.7.30'),
  codes('bounce_unauthenticated', '4.7.23', '4.7.24', '4.7.26', '4.7.27', '4.7.30', '4.7.32'),
  // Both classes: the server takes mail again when the recipient or the sender has less of it.
  says(
    'bounce_delayed',
    'receiving mail too quickly',
    'receiving mail at a rate',
    'too many login attempts',
    'action: delayed',
    'will-retry-until',
    'delivery incomplete',
    'will keep trying',
    'will retry for',
    '配信が遅れて',
    '配信が完了して',
  ),
  codes('bounce_delayed', '4.'),
  { cause: 'bounce_case_address', codes: ['5.'], says: ['case.salesforce.com'] },
  { cause: 'bounce_case_address', codes: ['5.'], says: ['apex.salesforce.com'] },
  {
    cause: 'account_disabled',
    codes: ['5.2.1'],
    says: ['disabled', 'inactive', 'suspended', '無効'],
  },
  says(
    'bounce_sender_blocked',
    'unsolicited mail',
    'block list',
    'blocklist',
    'blacklist',
    'spamhaus',
    'low reputation',
    'is suspicious due to',
    'likely suspicious',
    'not authorized to send email directly',
    'traffic not accepted from this ip',
    'client host rejected',
    'detected as spam',
  ),
  codes('bounce_sender_blocked', '5.7.28'),
  says(
    'bounce_request_wrong',
    'must issue a starttls',
    'from: header',
    'rfc 5322',
    'rfc 2822',
    'smtp protocol violation',
    'syntax error',
    'bare lf',
  ),
  codes('bounce_request_wrong', '5.5.1', '5.5.2', '5.5.4', '5.6.0'),
  codes('bounce_recipient_unknown', '5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.4.4'),
  says(
    'bounce_recipient_unknown',
    'nosuchuser',
    'no such user',
    'user unknown',
    'unknown user',
    'does not exist',
    'address not found',
    'domain name not found',
    'nxdomain',
    'invalid recipient',
    'アドレス不明',
    'アドレスが見つから',
    '宛先が見つから',
  ),
  codes('bounce_refused', '5.'),
];

/** The signs of a mail server’s answer, or of a bounce. */
const OF_MAIL_SERVER =
  /\b[245]\d\d[- ] ?\(?#?[245]\.\d{1,3}\.\d{1,3}\b|\bgsmtp\b|\bstatus: ?[45]\.\d{1,3}\.\d{1,3}\b|diagnostic-code|mailer-daemon|mail delivery (?:sub)?system|delivery status notification|undeliver(?:able|ed)|will-retry-until|delivery incomplete|email-to-case|\b55[0-4] \S{3,80}@|アドレス不明|アドレスが見つかりません|配信(?:されません|できません|不能|遅延|に失敗|が遅れて|が完了して)|メールがブロックされました|メール-to-ケース/;

/** Replies of SMTP, with an enhanced status or without one. */
const REPLY = /\b([245])\d\d[- ] ?(?:\(?#?([245]\.\d{1,3}\.\d{1,3})\b)?/g;
const STATUS = /\bstatus: ?([45]\.\d{1,3}\.\d{1,3})\b/g;

/** More replies are repetitions of the same. */
const MOST_REPLIES = 20;

function readBounce(text: string): ReadText {
  const replies = [...text.matchAll(REPLY).take(MOST_REPLIES)];
  const named = replies.flatMap(([, , code]) => code ?? []);
  const fields = [...text.matchAll(STATUS).take(MOST_REPLIES)].flatMap(([, code]) => code ?? []);
  const bare = replies.flatMap(([, kind]) => (kind ? `${kind}.0.0` : []));
  const codes = [...named, ...fields].length > 0 ? [...named, ...fields] : bare;
  // A long answer has its code on each line, within its sentences.
  return { words: text.replaceAll(/ [45]\d\d[- ] ?[45]\.\d{1,3}\.\d{1,3}(?= )/g, ''), codes };
}

/** Why a mail server did not take a mail, from its answer or from a bounce; null: the text is none, or says nothing. */
export function bounceCause(pasted: string): Cause | null {
  const text = wordsOf(pasted);
  if (!OF_MAIL_SERVER.test(text)) return null;
  const read = readBounce(text);
  return BOUNCE_RULES.find((rule) => matchesText(rule, read))?.cause ?? null;
}
