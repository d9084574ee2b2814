import { createHash } from 'node:crypto';
import type { MailPreview } from '../../../shared/mail/filing/index.ts';
import type { SkipReason } from '../../../shared/mail/model/ledger.ts';
import { bWord } from '../message/corpus/corpus-mail.ts';

export type Line = string | Buffer;

/** A text that is too long to be written out. */
export type LongText = { readonly length: number; readonly sha256: string };

/** What `preview` prints of a mail, without the name of its file. */
export type Said = Omit<MailPreview, 'date' | 'html' | 'text'> & {
  readonly date: string | null;
  readonly text: string | LongText;
  readonly html: string | LongText | null;
};

/** A mail as it is really sent, and the whole of what must be said of it. */
export type GoldenMail = { readonly name: string; readonly raw: Buffer; readonly says: Said };

type Person = readonly [name: string, address: string];

/** How a mail is written; what is left out is as in most mails. */
type Written = {
  readonly from?: Person;
  readonly subject?: string;
  /** More fields, above the others. */
  readonly add?: readonly Line[];
  /** Fields that are not there, or that `add` has in another form. */
  readonly without?: readonly string[];
  /** The fields that say what the body is. */
  readonly type?: readonly Line[];
  readonly body: readonly Line[];
};

const ANN: Person = ['Ann Lee', 'ann@customer.example'];
export const OURS = 'support@ours.example';
export const DATE = '2026-11-28T00:00:00.000Z';
export const PLAIN = 'Content-Type: text/plain; charset=utf-8';
export const HTML = 'Content-Type: text/html; charset=utf-8';

const encoded = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text) ? text : bWord('utf-8', Buffer.from(text));

/** The bytes of lines, each with CR LF behind it but the last. */
export const bytesOf = (lines: readonly Line[]): Buffer =>
  Buffer.concat(
    lines.flatMap((line, nth) => [
      ...(nth > 0 ? [Buffer.from('\r\n')] : []),
      typeof line === 'string' ? Buffer.from(line) : line,
    ]),
  );

/**
 * A mail from Ann, a customer, to the mailbox `support@ours.example`; and what is said of it: a mail that opens a case,
 * with the text of its body, unless `says` says otherwise.
 */
export function golden(
  name: string,
  { from = ANN, subject = 'Question', add = [], without = [], type = [PLAIN], body }: Written,
  says: Partial<Said> = {},
): GoldenMail {
  const id = `${name}@customer.example`;
  const fields = [
    ['Delivered-To', OURS],
    ['From', `${encoded(from[0])}${from[0] === '' ? '' : ' '}<${from[1]}>`],
    ['To', OURS],
    ['Subject', encoded(subject)],
    ['Message-ID', `<${id}>`],
    ['Date', 'Sat, 28 Nov 2026 09:00:00 +0900'],
    ['MIME-Version', '1.0'],
  ].filter(([field = '']) => !without.includes(field));
  const head = fields.map(([field, value]) => `${field}: ${value}`);
  const person = { name: from[0], address: from[1] };
  const text = says.text ?? body.map(String).join('\n');
  return {
    name,
    raw: bytesOf([...add, ...head, ...type, '', ...body]),
    says: {
      messageId: id,
      inReplyTo: [],
      references: [],
      date: DATE,
      from: person,
      sender: says.from === undefined ? person : says.from,
      to: [{ name: '', address: OURS }],
      cc: [],
      replyTo: [],
      subject,
      html: null,
      reply: typeof text === 'string' ? text : '',
      attachments: [],
      kind: 'mail',
      bounce: null,
      decision: NEW_CASE,
      ...says,
      text,
    },
  };
}

export const NEW_CASE: Said['decision'] = { action: 'file', reason: 'new_case' };
export const ANSWERS: Said['decision'] = { action: 'file', reason: 'its_case_or_new_case' };
export const JOINS: Said['decision'] = { action: 'file', reason: 'joins_its_case' };
export const skipped = (reason: SkipReason): Said['decision'] => ({ action: 'skip', reason });

/** The fields of an answer to one of our mails, and what is said of them. */
export const ANSWERING = [
  'In-Reply-To: <sent-1@ours.example>',
  'References: <sent-1@ours.example>',
];
export const ANSWER: Partial<Said> = {
  inReplyTo: ['sent-1@ours.example'],
  references: ['sent-1@ours.example'],
  decision: ANSWERS,
};

export const sha256 = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('hex');

export const longText = (text: string): LongText => ({ length: text.length, sha256: sha256(text) });

type File = { readonly name: string; readonly type: string; readonly content: string | Buffer };

/** What is said of a file. */
export const attached = (
  { name, type, content }: File,
  inline = false,
): Said['attachments'][number] => ({
  name,
  type,
  bytes: Buffer.byteLength(content),
  sha256: sha256(content),
  inline,
});

/** Parts of a multipart, each with its fields and its body. */
export const parts = (boundary: string, ...each: readonly (readonly Line[])[]): readonly Line[] => [
  ...each.flatMap((part) => [`--${boundary}`, ...part]),
  `--${boundary}--`,
];

/** Text and HTML of the same mail. */
export const alternative = (text: readonly string[], html: readonly string[]): readonly Line[] =>
  parts('alt', [PLAIN, '', ...text], [HTML, '', ...html]);

export const ALTERNATIVE = ['Content-Type: multipart/alternative; boundary=alt'];
export const MIXED = ['Content-Type: multipart/mixed; boundary=mix'];
