import { bareValue } from '../message/header-fields.ts';
import { AUTO_REPLY_LABELS, AUTO_REPLY_SUBJECTS } from './auto-reply-words.ts';
import type { MailReading } from './mail-reading.ts';
import { inPlainForm } from './words.ts';

/** Only programs that answer automatically write these fields. Any value says so, except a denial. */
const OWN_FIELDS = [
  'x-autoreply',
  'x-auto-reply',
  'x-autoreply-from',
  'x-autorespond',
  'x-autoresponder',
  'x-mail-autoreply',
  // Salesforce's own automatic answers (Help 000390062).
  'x-sfdc-autoresponse',
] as const;

const PRECEDENCE_FIELDS = ['precedence', 'x-precedence', 'preference'] as const;

/**
 * Is it an automatic answer?
 *
 * `Auto-Submitted: auto-replied` says so (RFC 3834 §5). `auto-generated` alone does not: alerts and confirmations of
 * other systems have it, and those are what somebody must see. Nor do `Precedence: bulk`, `list` and `junk`, which
 * newsletters and lists have. `X-Auto-Response-Suppress` is a wish of a sender not to be answered, and people's mail
 * through Exchange has it. A subject that labels the mail as an automatic answer is enough, unless `Auto-Submitted: no`
 * denies it: people answer our automatic answers under their subject. A subject that tells of an absence counts only
 * with a sign that no person wrote the mail.
 */
export const isAutoReply = (reading: MailReading): boolean =>
  saysSo(reading) ||
  (begins(reading, AUTO_REPLY_LABELS) && !isDenied(reading)) ||
  (begins(reading, AUTO_REPLY_SUBJECTS) && !isAboutOne(reading) && isAutomatic(reading));

function saysSo({ fields }: MailReading): boolean {
  return (
    fields.all('auto-submitted').some((value) => bareValue(value) === 'auto-replied') ||
    OWN_FIELDS.some((name) => fields.all(name).some((value) => !isDenial(value))) ||
    PRECEDENCE_FIELDS.some((name) =>
      fields.all(name).some((value) => /^auto[-_]?reply$/.test(bareValue(value))),
    ) ||
    fields.all('x-post-messageclass').some((value) => /autoresponder/i.test(value)) ||
    fields.all('delivered-to').some((value) => bareValue(value) === 'autoresponder')
  );
}

const isDenied = ({ fields }: MailReading): boolean =>
  bareValue(fields.first('auto-submitted')) === 'no';

const isDenial = (value: string): boolean => /^(?:no|false|0|off)$/.test(bareValue(value));

function begins({ mail }: MailReading, words: readonly string[]): boolean {
  const subject = inPlainForm(mail.subject.slice(0, 1000));
  return words.some((begin) => subject.startsWith(begin));
}

/** 「自動返信が届きません」: a person asks for one. */
const isAboutOne = ({ mail }: MailReading): boolean =>
  /^[[【(]?自動(?:返信|応答)(?:メール|機能|設定)?(?:が|は|を|に(?!て)|も|で(?!す|ご|の|お)|の設定)/.test(
    inPlainForm(mail.subject.slice(0, 1000)),
  );

const BULK: ReadonlySet<string> = new Set(['bulk', 'junk']);

/**
 * A mail without a sender to return to (RFC 3834 §3.3), that says that a program wrote it, or that is sent in bulk as
 * old programs answer; a newsletter or a list says how to leave it (RFC 2369).
 */
const isAutomatic = ({ fields }: MailReading): boolean =>
  isReturnPathNull(fields) ||
  fields.all('auto-submitted').some((value) => !['no', ''].includes(bareValue(value))) ||
  (BULK.has(bareValue(fields.first('precedence'))) && fields.first('list-unsubscribe') === null);

/** Answers and reports have no sender to return to, so that nothing can answer them in turn (RFC 5321 §4.5.5). */
export const isReturnPathNull = (fields: MailReading['fields']): boolean =>
  /^<\s*>$/.test(fields.first('return-path') ?? '');
