import iconv from 'iconv-lite';
import type { MailNote } from '../../../../shared/mail/ports.ts';

/** A mail as it is really sent, and what must come out of it. What is left out is not compared. */
export type CorpusMail = {
  /** What is hard about it, as the end of a sentence that begins with *A mail*. */
  readonly what: string;
  readonly raw: Buffer;
  readonly comes: {
    readonly subject?: string;
    /** The name of the sender. */
    readonly from?: string;
    /** Without blanks at its ends. */
    readonly text?: string;
    /** What its HTML must hold. */
    readonly html?: string;
    readonly messageId?: string | null;
    readonly files?: readonly { readonly name: string; readonly content?: string | Buffer }[];
    readonly notes?: readonly MailNote[];
  };
};

type Line = string | Buffer;

/** A mail of lines: texts in UTF-8, bytes as they are, CR LF between them. */
export const rawMail = (...lines: readonly Line[]): Buffer =>
  Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\r\n')]));

/** Texts and bytes of one line. */
export const line = (...parts: readonly Line[]): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(part)));

/** A mail with a text and one file, whose headers are given. */
export const withFile = (headers: readonly Line[], content = 'content'): Buffer =>
  rawMail(
    'From: a@example.com',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'See the file.',
    '--b',
    ...headers,
    '',
    content,
    '--b--',
  );

/** A text in Shift_JIS, EUC-JP, GB 18030 or another charset that iconv-lite can write. */
export const inCharset = (charset: string, text: string): Buffer => iconv.encode(text, charset);

/** A text in ISO-2022-JP with the characters of JIS X 0208, NEC and IBM. */
export const inJis = (text: string): Buffer =>
  Buffer.from(
    text.replace(/\P{ASCII}+/gu, (run) => {
      const pairs = iconv.encode(run, 'euc-jp').map((byte) => byte & 0x7f);
      return `\x1b$B${Buffer.from(pairs).toString('latin1')}\x1b(B`;
    }),
    'latin1',
  );

/** An encoded-word (RFC 2047) of some bytes. */
export const bWord = (charset: string, bytes: Buffer): string =>
  `=?${charset}?B?${bytes.toString('base64')}?=`;
