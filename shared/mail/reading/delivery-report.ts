import {
  bareValue,
  type HeaderFields,
  headerFields,
  parameterOf,
} from '../message/header-fields.ts';
import type { MailReading } from './mail-reading.ts';
import { addressWrittenIn } from './written-address.ts';

/** What a report says of one recipient (RFC 3464 §2.3). */
export type ReportedRecipient = {
  /** To whom the mail was sent; null: the report names nobody by address. */
  readonly address: string | null;
  /** `failed`, `delayed`, `delivered`, `relayed`, `expanded`; empty: the report does not say. */
  readonly action: string;
  readonly status: string | null;
  readonly diagnostic: string;
};

/** What kind of report a mail is (RFC 6522); null: none. */
export function reportTypeOf({
  fields,
  parts,
}: MailReading): 'delivery' | 'receipt' | 'other' | null {
  const type = fields.first('content-type');
  if (bareValue(type) !== 'multipart/report') return null;
  const named = parameterOf(type, 'report-type');
  const holds = (words: RegExp): boolean => parts.some((part) => words.test(part.type));
  if (named === 'delivery-status' || (named === null && !holds(/disposition/))) return 'delivery';
  return named === 'disposition-notification' || named === null ? 'receipt' : 'other';
}

const MOST_RECIPIENTS = 100;
const MOST_TEXT = 256 * 1024;

/** What a report says of each recipient: the parser adds its machine-readable part to the text of the mail. */
export function reportedIn({ mail, parts }: MailReading): readonly ReportedRecipient[] {
  return [
    ...parts.filter(({ type }) => type.endsWith('delivery-status')).map(({ text }) => text),
    mail.text.slice(0, MOST_TEXT),
  ]
    .flatMap((text) => text.split(/\r?\n[ \t]*\r?\n/))
    .filter((paragraph) => /^(?:final|original)-recipient[ \t]*:/im.test(paragraph))
    .slice(0, MOST_RECIPIENTS)
    .map((paragraph) => recipientOf(headerFields(paragraph)));
}

function recipientOf({ first }: HeaderFields): ReportedRecipient {
  const field = (name: string): string => first(name) ?? '';
  const diagnostic = field('diagnostic-code').slice(0, 2000);
  return {
    address: addressIn(field('original-recipient')) ?? addressIn(field('final-recipient')),
    action: bareValue(field('action')).split(' ', 1).join(''),
    status: statusIn(field('status')) ?? statusIn(diagnostic),
    diagnostic,
  };
}

/** Its type of address stands before a semicolon: `rfc822;taro@example.com`, `utf-8;太郎@example.com` (RFC 6533 §3). */
function addressIn(value: string): string | null {
  const written = value.slice(value.indexOf(';') + 1);
  if (!/^utf-?8\s*;/i.test(value)) return addressWrittenIn(written)?.address ?? null;
  const decoded = written.replace(/\\x\{([0-9a-f]{1,6})\}/gi, (escaped, hex: string) =>
    Number.parseInt(hex, 16) <= 0x10ffff ? String.fromCodePoint(Number.parseInt(hex, 16)) : escaped,
  );
  return /^[^\s\p{Cc}<>@]{1,64}@[^\s\p{Cc}<>@]{1,255}$/u.exec(decoded.trim())?.[0] ?? null;
}

/** The first status code (RFC 3463 §2) in a text that is no part of a longer number, such as an IP address. */
export const statusIn = (text: string): string | null =>
  /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\.?\d)/.exec(text)?.[0] ?? null;
