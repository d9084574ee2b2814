import { localPartOf } from '../address-parts.ts';
import { isReturnPathNull } from './auto-reply.ts';
import {
  DELAYED_TEXTS,
  FAILED_SUBJECTS,
  FAILED_TEXTS,
  MAIL_SYSTEM_NAMES,
  MAIL_SYSTEMS,
  STATUS_SUBJECTS,
} from './bounce-words.ts';
import type { MailReading } from './mail-reading.ts';
import { inPlainForm } from './words.ts';
import { addressesWrittenIn } from './written-address.ts';

/** `named`: it may be a person of that name. `program`: any program may have written it. */
type Author = 'mail_system' | 'named' | 'program' | 'other';

/**
 * Who wrote it? A mail without a sender to return to comes from a program (RFC 5321 §4.5.5), and one from
 * MAILER-DAEMON, too. A postmaster may be a person, which a sender to return to shows.
 */
function authorOf({ mail, fields }: MailReading): Author {
  const local = localPartOf(mail.from?.address ?? '');
  const isDaemon = MAIL_SYSTEMS.some((name) => local === name || local.startsWith(`${name}+`));
  const isNamed =
    local === 'postmaster' ||
    local.startsWith('microsoftexchange') ||
    MAIL_SYSTEM_NAMES.includes(inPlainForm(mail.from?.name ?? ''));
  const isUnreturnable = isReturnPathNull(fields);
  if (isDaemon || (isNamed && isUnreturnable)) return 'mail_system';
  if (isUnreturnable) return 'program';
  return isNamed && fields.first('return-path') === null ? 'named' : 'other';
}

const OPENING = 4000;

/**
 * What a mail system tells without a report that programs can read (RFC 3464), by its words: older systems, and those
 * of the mobile carriers in Japan; null: nothing, or no mail system wrote it. A person's mail that quotes one has a
 * person as its sender.
 */
export function toldInWords(reading: MailReading): 'bounce' | 'delivery_status' | null {
  const author = authorOf(reading);
  if (author === 'other') return null;
  const { mail, fields } = reading;
  const subject = inPlainForm(mail.subject.slice(0, 1000));
  const text = inPlainForm(mail.text.slice(0, OPENING));
  const begins = (words: readonly string[]): boolean => words.some((w) => subject.startsWith(w));
  const says = (words: readonly string[]): boolean => words.some((w) => text.includes(w));
  const isNamed = begins(FAILED_SUBJECTS) || fields.first('x-failed-recipients') !== null;
  if (author === 'program')
    // Parcels are delivered, too. Of a mail an address is named.
    return isNamed && says(FAILED_TEXTS) && addressesWrittenIn(text, 1).length > 0
      ? 'bounce'
      : null;
  if (begins(STATUS_SUBJECTS)) return 'delivery_status';
  if (!isNamed && author === 'named') return null;
  if (says(FAILED_TEXTS)) return 'bounce';
  if (says(DELAYED_TEXTS)) return 'delivery_status';
  return isNamed ? 'bounce' : null;
}
