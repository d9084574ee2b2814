import MailComposer from 'nodemailer/lib/mail-composer';
import { RefusedInput } from '../../refused-input.ts';
import { domainOf, isAddress } from '../state/accounts.ts';

/** A mail as somebody outside writes it to an emulated mailbox. */
export type Draft = {
  /** An address, or `Name <address>`. */
  from: string;
  to: string;
  subject: string;
  text: string;
  attachments: readonly File[];
  /** Whether Gmail found that the sender's domain vouches for it (DMARC). */
  isAuthentic: boolean;
  /** What it answers: the Message-IDs of the thread, the answered one last. */
  references: readonly string[];
};

/**
 * Builds the message as it arrives: with what Gmail's servers write above it.
 *
 * @throws RangeError when the sender's address is none
 */
export async function composeMail(draft: Draft): Promise<Buffer> {
  const sender = addressIn(draft.from);
  if (!isAddress(sender))
    throw new RefusedInput('Enter the address of the sender', '差出人のアドレスを入力してください');
  const attachments = await Promise.all(draft.attachments.map(attachmentOf));
  const last = draft.references.at(-1);
  const composer = new MailComposer({
    from: draft.from,
    to: draft.to,
    subject: draft.subject,
    text: draft.text,
    attachments,
    ...(last ? { inReplyTo: last, references: [...draft.references] } : {}),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const message = await composer.compile().build();
  const trace = traceOf(draft.to, { sender, isAuthentic: draft.isAuthentic });
  return Buffer.concat([Buffer.from(trace), message]);
}

/** The address of a field that has one: what is between the angle brackets, or all of it. */
export function addressIn(field: string): string {
  return (/<([^<>]*)>\s*$/.exec(field)?.[1] ?? field).trim().toLowerCase();
}

async function attachmentOf(file: File) {
  const content = Buffer.from(await file.arrayBuffer());
  return { filename: file.name, content, contentType: file.type || 'application/octet-stream' };
}

/** What Gmail's servers write above a message that arrives (RFC 8601, in their words). */
export function traceOf(
  to: string,
  { sender, isAuthentic }: { sender: string; isAuthentic: boolean },
): string {
  const domain = domainOf(sender);
  const result = isAuthentic ? 'pass' : 'fail';
  return [
    `Delivered-To: ${to}`,
    'Authentication-Results: mx.google.com;',
    `       dkim=${result} header.i=@${domain};`,
    `       spf=${result} (google.com: domain of ${sender}) smtp.mailfrom=${sender};`,
    `       dmarc=${result} (p=NONE sp=NONE dis=NONE) header.from=${domain}`,
    '',
  ].join('\r\n');
}
