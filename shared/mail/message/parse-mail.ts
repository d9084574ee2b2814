import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AttachmentStream, MailParser, MessageText } from 'mailparser';
import { AppError, asAppError } from '../../errors.ts';
import type { Kept } from '../keep-content.ts';
import type { ParsedMail, RawMessage, Scratch } from '../ports.ts';
import { addressesIn } from './addresses.ts';
import { authenticationIn } from './authentication.ts';
import { withItsBoundary } from './boundary.ts';
import { oneLine, withoutControls } from './clean-text.ts';
import { decodedValue } from './encoded-words.ts';
import { addContents, addFiles, type FoundFiles, type Keep, noFiles } from './files-of-part.ts';
import { withHead } from './head.ts';
import { headerFields } from './header-fields.ts';
import { dateIn, messageIdsIn, threadIndexIn } from './header-values.ts';
import { textOfHtml } from './html-text.ts';
import { keepAttachment } from './keep-attachment.ts';
import { notesOf } from './notes.ts';
import { pgpMessageIn } from './pgp-message.ts';
import { hasOwnText, newParser, type Seen } from './repairing-parser.ts';
import { sanitizeHtml } from './sanitize-html.ts';
import { uuencodedIn } from './uuencoded.ts';

/** A mail whose attachments may be in temporary files: call `discard` when they were read. */
export type OpenedMail = { readonly mail: ParsedMail; discard(): Promise<void> };

/** A thread that names more mails than this is asked for by the first and the last ones. */
const MOST_REFERENCES = 50;

/**
 * Decodes a mail (RFC 5322, MIME). Attached mails are kept as .eml files and not read; what is odd is cut or left
 * out, never a reason to fail. Of a mail with more than 1,000 parts the first ones are read, and its notes say so.
 *
 * @throws AppError `mail_unreadable`: a part's header of more than 512 KiB, or what the parser cannot read; and
 * what reading the message or writing a temporary file throws
 */
export async function parseMail(raw: RawMessage, scratch: Scratch): Promise<OpenedMail> {
  const files: Kept['discard'][] = [];
  const discard = async (): Promise<void> => {
    await Promise.all(files.splice(0).map((discardFile) => discardFile()));
  };
  try {
    const mail = await readParts(raw.open(), async (content) => {
      const { discard: discardFile, ...kept } = await keepAttachment(content, scratch);
      files.push(discardFile);
      return kept;
    });
    return { mail, discard };
  } catch (thrown) {
    await discard();
    throw thrown;
  }
}

async function readParts(source: Readable, keep: Keep): Promise<ParsedMail> {
  const { parser, seen } = newParser();
  const failed: { source?: unknown; parser?: unknown; keeping?: unknown } = {};
  const found: Found = { head: '', text: '', html: null, ...noFiles() };
  let open: Readable | null = null;
  parser.once('error', (thrown) => {
    failed.parser = thrown;
  });
  source.once('error', (thrown) => {
    // The failure of the parser ends the source, too, with the same error.
    if (thrown !== failed.parser) failed.source = asAppError(thrown);
  });
  const tell = (head: string): void => void Object.assign(found, { head });
  const pieces = (bytes: AsyncIterable<Buffer>) =>
    untilCut(withItsBoundary(withHead(bytes, tell)), seen);
  const passed = pipeline(source, pieces, parser).catch((thrown) => {
    failed.parser = thrown;
    // The content of an attachment would otherwise wait for its end for ever.
    open?.destroy(thrown);
    parser.destroy(thrown);
  });
  const keeping: Keep = (content) =>
    keep(content).catch((thrown) => {
      // A parser that failed ends the content, which is not the temporary file's failure.
      if (failed.parser === undefined) failed.keeping = asAppError(thrown);
      throw thrown;
    });
  try {
    for await (const part of parser as AsyncIterable<AttachmentStream | MessageText>) {
      if (part.type === 'attachment') open = part.content;
      if (part.type === 'text') await addText(found, textsOf(part, parser), keeping);
      else await addFiles(found, part, keeping);
      if (part.type === 'attachment') part.release?.();
    }
    await passed;
    if (failed.parser === undefined) return mailOf(parser, seen, found);
  } catch {
    source.destroy();
    await passed;
  }
  throw failed.source ?? failed.keeping ?? new AppError('mail_unreadable');
}

/** Small pieces, so that not much more is read than the parts that are kept. */
const PIECE_BYTES = 16 * 1024;

async function* untilCut(
  message: AsyncIterable<Buffer>,
  seen: Pick<Seen, 'isCut'>,
): AsyncGenerator<Buffer> {
  for await (const chunk of message)
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      if (seen.isCut) return;
      yield chunk.subarray(at, at + PIECE_BYTES);
    }
}

type Found = FoundFiles & { head: string; text: string; html: string | null };

type Texts = Pick<Found, 'text' | 'html'>;

/**
 * The text of a mail that has none is that of its HTML. The parser makes one only of HTML that is the whole mail, and
 * breaks its lines and writes the addresses of invisible images into it.
 */
function textsOf({ text = '', html }: MessageText, parser: MailParser): Texts {
  const isOwn = hasOwnText(parser) && text.trim() !== '';
  const clean = html && !isOwn ? sanitizeHtml(html) : null;
  return { text: clean === null ? text : textOfHtml(clean), html: html || null };
}

async function addText(found: Found, texts: Texts, keep: Keep): Promise<void> {
  const { text, files } = uuencodedIn(withoutControls(texts.text));
  const encrypted = pgpMessageIn(text);
  found.text = encrypted?.text ?? text;
  found.html = texts.html;
  await addContents(found, files, keep);
  if (encrypted !== null)
    await addContents(found, [{ ...encrypted, type: 'application/pgp-encrypted' }], keep);
}

/** Bytes beyond ASCII stay, as the parts of characters that they are. */
const harmless = (head: string): string => head.replace(/(?![\r\n\t\u0080-\u009f])\p{Cc}/gu, '');

function mailOf(parser: MailParser, seen: Seen, found: Found): ParsedMail {
  const { head, html, attachments, images } = found;
  const hasText = found.text.trim() !== '' || html !== null;
  const { first: field, all } = headerFields(head);
  const from = addressesIn(parser.from)[0] ?? null;
  const references = messageIdsIn(field('references'));
  return {
    messageId: messageIdsIn(field('message-id'))[0] ?? null,
    inReplyTo: messageIdsIn(field('in-reply-to')).slice(0, MOST_REFERENCES),
    references:
      references.length > MOST_REFERENCES
        ? [...references.slice(0, 1), ...references.slice(1 - MOST_REFERENCES)]
        : references,
    threadIndex: threadIndexIn(field('thread-index')),
    date: dateIn(field('date')),
    from,
    replyTo: addressesIn(parser.replyTo),
    to: addressesIn(parser.to),
    cc: addressesIn(parser.cc),
    subject: oneLine(decodedValue(field('subject') ?? '', seen.charset)),
    text: hasText ? found.text : withoutControls(found.invitation),
    html,
    headers: harmless(head),
    authentication: authenticationIn(all('authentication-results'), from?.address ?? null),
    attachments,
    images,
    notes: notesOf(attachments, { own: field('content-type'), isCut: seen.isCut }),
  };
}
