import { HEAD_BYTES } from '../message/limits.ts';
import { sanitizeHtml } from '../message/sanitize-html.ts';
import type { Policies } from '../model/policies.ts';
import type { ParsedMail } from '../ports.ts';
import type { Hidden } from './find-numbers.ts';
import { maskHeaders } from './mask-headers.ts';
import { maskHtml } from './mask-html.ts';
import { maskText } from './mask-text.ts';

/** A mail as it may be stored. */
export type MaskedMail = {
  readonly mail: ParsedMail;
  /** False: the mail as it came holds a number that is masked, or could not be searched to its end. */
  readonly isOriginalStorable: boolean;
};

/**
 * Masks numbers of payment cards and Individual Numbers where the mailbox asks for it: in the subject, the text, the
 * HTML, the sender's name and the headers. Attachments are not looked into. Key and case of a mail are those of the
 * mail as it came.
 */
export function maskMail(mail: ParsedMail, policies: Policies): MaskedMail {
  const hidden: Hidden = {
    cards: policies.cards === 'mask',
    individualNumbers: policies.myNumbers === 'mask',
  };
  if (!hidden.cards && !hidden.individualNumbers) return { mail, isOriginalStorable: true };
  const clean = mail.html === null ? null : sanitizeHtml(mail.html);
  const masked = masksOf(mail, clean, hidden);
  const hasNumber = NAMES.some((name) => masked[name] !== mail[name]);
  const isWhole = wasSearched(mail, clean);
  if (!hasNumber && isWhole) return { mail, isOriginalStorable: true };
  const notes = notesOf(mail, { hasNumber, isWhole });
  return { mail: { ...mail, ...masked, notes }, isOriginalStorable: false };
}

const NAMES = ['subject', 'from', 'text', 'html', 'headers'] as const;

function masksOf(
  mail: ParsedMail,
  clean: string | null,
  hidden: Hidden,
): Pick<ParsedMail, (typeof NAMES)[number]> {
  const subject = maskText(mail.subject, hidden);
  const isMasked = subject !== mail.subject;
  const html = clean === null ? null : maskHtml(clean, hidden);
  return {
    subject,
    from: withoutNumber(mail.from, hidden),
    text:
      maskText(mail.text.slice(0, LONGEST_SEARCHED), hidden) + mail.text.slice(LONGEST_SEARCHED),
    // HTML that cannot be cleaned is not stored.
    html: html === clean ? mail.html : html,
    headers: maskHeaders(mail.headers, isMasked ? subject : null, hidden),
  };
}

function withoutNumber(from: ParsedMail['from'], hidden: Hidden): ParsedMail['from'] {
  const name = maskText(from?.name ?? '', hidden);
  return from === null || from.name === name ? from : { ...from, name };
}

/** Only the beginning of a text is stored. It is searched further, because its original may be attached. */
const LONGEST_SEARCHED = 1024 * 1024;

/** What is not read may hold numbers, too: it is not stored, but it is in the original. */
const wasSearched = ({ notes, headers, html, text }: ParsedMail, clean: string | null): boolean =>
  !notes.includes('incomplete') &&
  text.length <= LONGEST_SEARCHED &&
  // Only a longer header section may have lost its end.
  headers.length < HEAD_BYTES / 2 &&
  (html === null || clean !== null);

/** The original is not attached, so that no note may say that it is. */
const notesOf = (
  { notes }: ParsedMail,
  { hasNumber, isWhole }: { readonly hasNumber: boolean; readonly isWhole: boolean },
): ParsedMail['notes'] => [
  ...notes.filter((note) => note !== 'incomplete'),
  ...(hasNumber ? (['masked'] as const) : []),
  ...(isWhole ? [] : (['in_gmail_only'] as const)),
];
