import type { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Person } from '../model/send-request.ts';
import { SEND_HEADER } from '../ports/mailbox-sender.ts';

/** A file of a mail: each opening reads it from its first byte. */
export type MimeFile = {
  readonly name: string;
  /** Null: by the name. */
  readonly type: string | null;
  open(): Readable;
};

/** A mail whose addresses and headers were checked. */
export type MimeMail = {
  /** It becomes the value of the header that marks the mail as ours, and a part of its Message-ID. */
  readonly sendId: string;
  readonly date: Date;
  readonly from: Person;
  readonly replyTo: Person | null;
  readonly to: readonly Person[];
  readonly cc: readonly Person[];
  readonly bcc: readonly Person[];
  readonly subject: string;
  readonly text: string | null;
  readonly html: string | null;
  readonly files: readonly MimeFile[];
  /** Message-IDs without angle brackets, the answered one last; empty: it answers none. */
  readonly references: readonly string[];
};

/**
 * Writes a mail as RFC 5322 and MIME, piece by piece. Bcc stays in it: Gmail takes the recipients from the header, and
 * shows it to the sender only.
 */
export function composeMime(mail: MimeMail): Readable {
  const last = mail.references.at(-1);
  const composer = new MailComposer({
    messageId: `<${mail.sendId}@${domainOf(mail.from.address)}>`,
    date: mail.date,
    from: addressOf(mail.from),
    ...(mail.replyTo && { replyTo: addressOf(mail.replyTo) }),
    to: mail.to.map(addressOf),
    cc: mail.cc.map(addressOf),
    bcc: mail.bcc.map(addressOf),
    subject: mail.subject.toWellFormed(),
    ...(mail.text !== null && { text: mail.text.toWellFormed() }),
    ...(mail.html !== null && { html: mail.html.toWellFormed() }),
    attachments: mail.files.map(attachmentOf),
    headers: { [SEND_HEADER]: mail.sendId },
    ...(last !== undefined && {
      inReplyTo: `<${last}>`,
      references: mail.references.map((id) => `<${id}>`),
    }),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const message = composer.compile();
  message.keepBcc = true;
  return message.createReadStream();
}

const attachmentOf = ({ name, type, open }: MimeFile) => ({
  filename: name.toWellFormed(),
  ...(isWhole({ name, type })
    ? type !== null && { contentType: type }
    : { contentType: ANY_BYTES }),
  contentDisposition: 'attachment',
  content: open(),
});

const ANY_BYTES = 'application/octet-stream';
/** The names that stand for message/rfc822. */
const MESSAGE_NAME = /\.(eml|mht|mhtml|mime|nws)$/i;

/**
 * May a file be base64 under its type? A message or a multipart may not (RFC 2045 §6.4): its bytes would be changed on
 * their way, or not shown at all.
 */
const isWhole = ({ name, type }: Pick<MimeFile, 'name' | 'type'>): boolean =>
  type === null ? !MESSAGE_NAME.test(name) : !/^(message|multipart)\//i.test(type);

const addressOf = ({ name, address }: Person) => ({ name: (name ?? '').toWellFormed(), address });

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
