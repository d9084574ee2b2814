import { type HeaderFields, headerFields } from '../message/header-fields.ts';
import type { Attachment, ParsedMail } from '../ports.ts';

/** A part that tells what a mail is: a report, an attached mail, an appointment. */
export type TellingPart = {
  readonly type: string;
  /** Its first 64 KiB, decoded as UTF-8. */
  readonly text: string;
};

/** A mail, with all that is needed to tell what it is. */
export type MailReading = {
  readonly mail: ParsedMail;
  readonly fields: HeaderFields;
  readonly parts: readonly TellingPart[];
};

const TELLING: ReadonlySet<string> = new Set([
  'message/rfc822',
  'message/global',
  'text/rfc822-headers',
  'message/rfc822-headers',
  'message/global-headers',
  'message/delivery-status',
  'message/global-delivery-status',
  'message/disposition-notification',
  'message/global-disposition-notification',
  'text/calendar',
  'application/ics',
]);
const MOST_PARTS = 8;
const MOST_BYTES = 64 * 1024;

/**
 * Reads those parts of a mail that tell what it is: the first eight, and 64 KiB of each. Call it before the files of
 * its attachments are removed.
 *
 * @throws what reading a temporary file throws
 */
export async function readingOf(mail: ParsedMail): Promise<MailReading> {
  const parts: TellingPart[] = [];
  for (const part of mail.attachments.filter(({ type }) => TELLING.has(type)).slice(0, MOST_PARTS))
    parts.push({ type: part.type, text: await beginningOf(part) });
  return { mail, fields: headerFields(mail.headers), parts };
}

async function beginningOf(part: Attachment): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of part.open() as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= MOST_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MOST_BYTES).toString('utf8');
}

/** The header section of an attached mail; a part of headers alone is one. */
const headOf = (text: string): HeaderFields =>
  headerFields(
    text
      .replace(/^\s+/, '')
      .split(/\r?\n\r?\n/, 1)
      .join(''),
  );

/** The attached mails, or what is attached of their headers. */
export const attachedHeads = ({ parts }: MailReading): readonly HeaderFields[] =>
  parts
    .filter(({ type }) => /rfc822|global(?:-headers)?$/.test(type))
    .map(({ text }) => headOf(text));
