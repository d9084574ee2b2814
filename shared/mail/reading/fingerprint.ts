import { createHash } from 'node:crypto';
import type { ParsedMail } from '../ports.ts';
import { replyOf } from './reply-of.ts';
import { plainSubject } from './subject.ts';

/** Longer texts are compared by their beginning. */
const LONGEST_TEXT = 64 * 1024;

/** What differs in each mail of a loop: the mail that a report is about, and the time in a signature. */
const OF_EACH_MAIL = /^message\/|rfc822-headers$|-signature$/i;

/**
 * By what mails of a loop are equal: sender, subject without its marks of answers, text without what it quotes,
 * because two programs that answer each other quote ever more, and what is attached: a scanner sends all its scans with
 * the same words. SHA-256, hex; nothing of the mail can be read from it.
 */
export function fingerprint({
  from,
  subject,
  text,
  html,
  attachments,
}: Pick<ParsedMail, 'from' | 'subject' | 'text' | 'html' | 'attachments'>): string {
  const written = text.trim() === '' ? (html ?? '') : replyOf(text.slice(0, LONGEST_TEXT));
  const body = written.slice(0, LONGEST_TEXT).replace(/\s+/g, ' ').trim();
  // JSON keeps the parts apart: it escapes the quotation marks within them.
  const parts = [from?.address.toLowerCase() ?? '', plainSubject(subject), hashed(body)];
  const attached = attachments.filter(({ type }) => !OF_EACH_MAIL.test(type));
  return hashed(JSON.stringify([...parts, ...attached.map(({ sha256 }) => sha256)]));
}

const hashed = (text: string): string => createHash('sha256').update(text).digest('hex');
