import { oneLine } from '../message/clean-text.ts';
import { decodedValue } from '../message/encoded-words.ts';
import type { Hidden } from './find-numbers.ts';
import { maskText } from './mask-text.ts';

/** Fields of ids, traces and signatures. Mail is found by some of them, and none is written by a person. */
const OF_MACHINES =
  /^(?:message-id|in-reply-to|references|thread-index|date|(?:x-)?received(?:-spf)?|return-path|delivered-to|authentication-results|dkim-signature|domainkey-signature|arc-.*|content-(?:type|id)|mime-version|feedback-id|list-.*|x-(?:google|gm|ms|microsoft|forefront|ses|sg|mailgun|original-authentication)-.*)$/;

/**
 * A header section in which those numbers are masked in what people wrote, such as subject and names. A field with a
 * number is written again in decoded form, because its encoded-words (RFC 2047) would still hold the number.
 *
 * @param subject masked; it was decoded with the charset of the body
 */
export function maskHeaders(headers: string, subject: string | null, hidden: Hidden): string {
  return fieldsOf(headers)
    .map((field) => {
      const colon = field.indexOf(':');
      const name = field.slice(0, Math.max(colon, 0)).trim().toLowerCase();
      if (colon < 0 || OF_MACHINES.test(name)) return field;
      const value = field.slice(colon + 1).replace(/\r?\n(?=[ \t])/g, '');
      const decoded = oneLine(decodedValue(value));
      const masked = name === 'subject' && subject !== null ? subject : maskText(decoded, hidden);
      return masked === decoded ? field : `${field.slice(0, colon)}: ${masked}\r\n`;
    })
    .join('');
}

/** Each with its folded lines and its line break (RFC 5322 §2.2.3). */
const fieldsOf = (headers: string): readonly string[] =>
  headers.match(/[^\n]*\n(?:[ \t][^\n]*\n?)*|[^\n]+/g) ?? [];
