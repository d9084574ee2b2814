import { randomBytes } from 'node:crypto';
import { jsonIn } from '../../../shared/network/json.ts';
import { readMultipart, typeOfPart } from '../../emulator/multipart.ts';
import type { Google } from '../google.ts';
import { ANSWERED, json, type Outcome } from '../http/answer.ts';
import { jsonBody } from '../http/exchange.ts';
import { deliverMail } from '../mail/change-mail.ts';
import { addressIn, traceOf } from '../mail/compose.ts';
import {
  decodedHeader,
  headerOf,
  type MailHeader,
  mailHeaders,
  messageIdsIn,
} from '../mail/headers.ts';
import { editableMessage } from '../mail/sent-copy.ts';
import type { StoredMessage } from '../state/mail.ts';
import { gmailErrorAnswer } from './errors.ts';
import type { GmailRequest } from './request.ts';
import { sentMessageSchema } from './schemas.ts';
import { maySendAs } from './send-as.ts';

/** The most that Gmail sends: 35 MB (developers.google.com/gmail/api/reference/rest/v1/users.messages/send). */
const MAX_BYTES = 36_700_160;
const MAX_RECIPIENTS = 100;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Of a Workspace user (support.google.com/a/answer/166852). */
const MESSAGES_PER_DAY = 2000;

/** `users.messages.send` with the message as base64url in the body. */
export function sendMessage(google: Google, request: GmailRequest): Outcome {
  const parsed = sentMessageSchema.safeParse(jsonBody(request.exchange)).data;
  if (!parsed?.raw) return gmailErrorAnswer('invalidArgument');
  const raw = Buffer.from(parsed.raw, 'base64url');
  return send(google, request, { raw, threadId: parsed.threadId ?? null });
}

/** The same with `uploadType=multipart`: a part of JSON, and a part `message/rfc822`. */
export function uploadMessage(google: Google, request: GmailRequest): Outcome {
  const { query, request: message, bytes } = request.exchange;
  const parts = readMultipart('related', message.headers['content-type'] ?? '', bytes);
  const [metadata, content] = parts ?? [];
  const isTwo = query.get('uploadType') === 'multipart' && parts?.length === 2;
  if (!isTwo || !metadata || !content) return gmailErrorAnswer('invalidArgument');
  const isServed =
    /^application\/json\b/i.test(typeOfPart(metadata)) &&
    typeOfPart(content).toLowerCase() === 'message/rfc822';
  if (!isServed) return gmailErrorAnswer('invalidArgument');
  const parsed = sentMessageSchema.safeParse(jsonIn(metadata.content.toString('utf8'))).data;
  if (!parsed || parsed.raw !== undefined) return gmailErrorAnswer('invalidArgument');
  return send(google, request, { raw: content.content, threadId: parsed.threadId ?? null });
}

type Sent = { raw: Buffer; threadId: string | null };

function send(google: Google, request: GmailRequest, sent: Sent): Outcome {
  const { address } = request.account;
  const headers = mailHeaders(sent.raw);
  const refusal = refusalOf(google, address, { ...sent, headers });
  if (refusal) return refusal;
  const { id, threadId, labelIds } = accept(google, address, { ...sent, headers });
  if (google.faults.find('send_answer_lost', address)) {
    request.exchange.request.socket.destroy();
    return ANSWERED;
  }
  if (google.faults.find('send_fails_late', address)) return gmailErrorAnswer('backendError');
  return json(200, { id, threadId, labelIds });
}

type Read = Sent & { headers: readonly MailHeader[] };

function refusalOf(google: Google, address: string, { raw, threadId, headers }: Read) {
  if (raw.length > MAX_BYTES) return gmailErrorAnswer('messageTooLarge');
  const recipients = recipientsIn(headers);
  if (recipients.length === 0) return gmailErrorAnswer('recipientRequired');
  if (recipients.length > MAX_RECIPIENTS) return gmailErrorAnswer('invalidArgument');
  const known = google.mail.list(address);
  if (threadId !== null && !known.some((message) => message.threadId === threadId)) {
    return gmailErrorAnswer('entityNotFound');
  }
  return whyNotToday(google, address, known);
}

/** Gmail names the moment in the message. */
function whyNotToday({ faults, now }: Google, address: string, known: readonly StoredMessage[]) {
  const today = now().getTime() - DAY_MS;
  const sent = known.filter((each) => each.labelIds.includes('SENT') && each.addedAt > today);
  const isOff = faults.find('sending_limit', address) !== undefined;
  if (!isOff && sent.length < MESSAGES_PER_DAY) return null;
  const from = sent.at(-1)?.addedAt ?? now().getTime();
  const until = new Date(from + DAY_MS).toISOString();
  return gmailErrorAnswer('sendingLimit', `  Retry after ${until} (Mail sending)`);
}

/** Writes the message into the sender's mailbox and those of its recipients who have one here. */
function accept(google: Google, address: string, { raw, threadId, headers }: Read): StoredMessage {
  const asked = addressIn(decodedHeader(headerOf(headers, 'From')));
  const from = maySendAs(google, address, asked) ? headerOf(headers, 'From') : address;
  const messageId = `<CA${randomBytes(24).toString('base64url')}@mail.gmail.com>`;
  const content = editableMessage(raw).with({ From: from, 'Message-ID': messageId });
  const mailboxes = recipientsIn(headers).map((to) => accountOf(google, to));
  const isToItself = mailboxes.includes(address);
  const stored = deliverMail(google, {
    address,
    content,
    labelIds: isToItself ? ['SENT', 'INBOX', 'UNREAD'] : ['SENT'],
    threadId: joinedThread(google, address, { raw, threadId, headers }),
  });
  const sender = addressIn(decodedHeader(from));
  for (const to of new Set(mailboxes)) {
    if (to === null || to === address) continue;
    const trace = Buffer.from(traceOf(to, { sender, isAuthentic: true }));
    const copy = editableMessage(content).without('Bcc');
    deliverMail(google, { address: to, content: Buffer.concat([trace, copy]) });
  }
  return stored;
}

/** The account behind an address; null: it is elsewhere. */
function accountOf({ accounts, directory }: Google, address: string): string | null {
  const primary = directory.aliased(address) ?? address;
  return accounts.byAddress(primary)?.address ?? null;
}

/**
 * A message joins the thread that is asked for only if its header names a message of it and its subject is the
 * thread's (developers.google.com/gmail/api/guides/threads). Otherwise it begins one.
 */
function joinedThread(google: Google, address: string, { threadId, headers }: Read): string | null {
  if (threadId === null) return null;
  const named = ['References', 'In-Reply-To'].flatMap((name) =>
    messageIdsIn(headerOf(headers, name)),
  );
  const subject = decodedHeader(headerOf(headers, 'Subject'));
  return google.mail.threadFor(address, named, subject) === threadId ? threadId : null;
}

function recipientsIn(headers: readonly MailHeader[]): string[] {
  const fields = ['To', 'Cc', 'Bcc'].map((name) => decodedHeader(headerOf(headers, name)));
  const found = fields.join(', ').match(/[^\s<>",;:]+@[^\s<>",;]+/g) ?? [];
  return found.map((address) => address.toLowerCase());
}
