import type { Readable } from 'node:stream';

/** An attachment, or the original of a mail whose text was cut. */
export type Attachment = {
  /** A safe file name, at most 255 characters; never empty. */
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  /** Of the content, hex. Salesforce names its files' MD5. */
  readonly md5: string;
  readonly sha256: string;
  readonly isInline: boolean;
  /** Without angle brackets. */
  readonly contentId: string | null;
  open(): Readable;
};

export type MailAddress = { readonly name: string; readonly address: string };

/** A mail, decoded. Texts are whole, HTML as it came. */
export type ParsedMail = {
  /** Without angle brackets; null: it has none. Of several the first. */
  readonly messageId: string | null;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  /** The header `Thread-Index` of Outlook and Exchange; null: it has none. */
  readonly threadIndex: string | null;
  readonly date: Date | null;
  readonly from: MailAddress | null;
  readonly replyTo: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly subject: string;
  readonly text: string;
  /** Null: it has no HTML part. */
  readonly html: string | null;
  /** The header section as it came, decoded as Latin 1, at most 256 KiB. */
  readonly headers: string;
  /** What Gmail found of the sender (RFC 8601, the topmost Authentication-Results of mx.google.com). */
  readonly authentication: 'pass' | 'fail' | 'none';
  readonly attachments: readonly Attachment[];
  /** Small images by content id, as URLs that hold them (RFC 2397), to be shown in the HTML. */
  readonly images: ReadonlyMap<string, string>;
  /** What a reader must be told, because the text does not say it. */
  readonly notes: readonly MailNote[];
};

/**
 * `smime_encrypted`, `pgp_encrypted`: its content is in a file that only the owner of the key can read.
 * `smime_opaque`: it is signed, and its content is within the file of the signature. `incomplete`: it has more parts
 * than are read. `masked`: numbers in it are masked. `in_gmail_only`: it is shortened, and its original is not attached,
 * because it may hold numbers that are to be masked.
 */
export type MailNote =
  | 'smime_encrypted'
  | 'smime_opaque'
  | 'pgp_encrypted'
  | 'incomplete'
  | 'masked'
  | 'in_gmail_only';
