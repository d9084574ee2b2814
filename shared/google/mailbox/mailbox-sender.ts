import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { AppError, asAppError } from '../../errors.ts';
import {
  type Clock,
  type MailboxSender,
  type OutgoingMessage,
  SEND_HEADER,
  type SendAnswer,
  type SentHeaders,
} from '../../mail/ports.ts';
import { fieldIn } from '../../network/json.ts';
import { NetworkFailure } from '../../network/network-failure.ts';
import type { StreamedBody } from '../../network/short-fetch.ts';
import type { GoogleEndpoints } from '../endpoints.ts';
import { gmailRefusal } from '../gmail-refusal.ts';
import { answerIn, type GoogleAnswer, gmailReport } from '../report.ts';
import { itemsIn, momentIn, objectIn, textIn } from './answer-fields.ts';
import {
  createMailboxCalls,
  type createMailboxSlots,
  type GmailCall,
  type MailboxAccess,
  type MailboxCalls,
  orRefused,
} from './calls.ts';
import { headersCall, headersIn } from './metadata-headers.ts';

type Sending = MailboxAccess & {
  readonly endpoints: Pick<GoogleEndpoints, 'gmail'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Its calls take turns with those of others who have the same slots; left out: with those of this sender only. */
  readonly slots?: ReturnType<typeof createMailboxSlots>;
};

/** Makes the sender of each mailbox, over Gmail's API (v1). */
export function createMailboxSender({
  endpoints,
  accessTokenFor,
  methodOf,
  clock,
  slots,
}: Sending): (connectionId: string) => MailboxSender {
  const callsOf = createMailboxCalls(endpoints, { accessTokenFor, methodOf }, slots);
  return (connectionId) => {
    const calls = callsOf(connectionId);
    return {
      sendAs: async () =>
        itemsIn(objectIn(await calls.json({ path: 'settings/sendAs' })), 'sendAs').map(sendAsIn),
      send: async (message) => {
        const answer = await send(calls, message, clock);
        return 'error' in answer
          ? { ...answer, error: await calls.explained(answer.error) }
          : answer;
      },
      readSent: async (messageId) =>
        sentHeadersIn(
          await orRefused(calls.json(headersCall(messageId, SENT_HEADERS)), 'message_gone'),
        ),
    };
  };
}

/** Only a custom address has a status at all. */
function sendAsIn(entry: unknown) {
  const status = fieldIn(entry, 'verificationStatus');
  return {
    address: textIn(entry, 'sendAsEmail').toLowerCase(),
    isConfirmed: status === undefined || status === 'accepted',
  };
}

/**
 * Uploads a message with its thread in one request (`uploadType=multipart`): a simple upload could not name the thread,
 * and a resumable one costs a request more.
 */
async function send(
  calls: MailboxCalls,
  message: OutgoingMessage,
  clock: Pick<Clock, 'now'>,
): Promise<SendAnswer> {
  const call: GmailCall = { path: 'messages/send', query: [['uploadType', 'multipart']] };
  let hasBegun = false;
  const begin = (): void => {
    hasBegun = false;
    if (clock.now() >= message.beginBefore) throw new AppError('google_unavailable');
    hasBegun = true;
  };
  try {
    const upload = { content: contentOf(message), timeoutMs: message.timeoutMs, begin };
    return meaningOf(await calls.upload(call, upload));
  } catch (thrown) {
    if (!(thrown instanceof NetworkFailure)) {
      // Of what began, only Gmail's own 401 ends here as an AppError.
      const error = asAppError(thrown);
      const isRefused = !hasBegun || error.code === 'token_rejected';
      return { kind: isRefused ? 'refused' : 'unclear', error };
    }
    const error = gmailRefusal(gmailReport(answerIn(thrown)));
    return { kind: hasReachedNobody(thrown) ? 'refused' : 'unclear', error };
  }
}

/** Without a connection nothing was handed over. */
const WITHOUT_CONNECTION: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'TLS_RESET',
]);

const hasReachedNobody = ({ code }: NetworkFailure): boolean =>
  WITHOUT_CONNECTION.has(code) || code.startsWith('PROXY_');

/**
 * Only what Gmail itself wrote counts as a refusal: an error of the server comes after anything, and the page of a
 * proxy says nothing of what it passed on.
 */
function meaningOf(answer: GoogleAnswer): SendAnswer {
  const status = answer.status ?? 0;
  if (status >= 200 && status < 300) {
    try {
      const accepted = objectIn(answer.body);
      const [messageId, threadId] = [textIn(accepted, 'id'), textIn(accepted, 'threadId')];
      return { kind: 'accepted', messageId, threadId };
    } catch (thrown) {
      return { kind: 'unclear', error: asAppError(thrown) };
    }
  }
  const report = gmailReport(answer);
  const isRefused = status >= 400 && status < 500 && status !== 408 && report.error !== null;
  return { kind: isRefused ? 'refused' : 'unclear', error: gmailRefusal(report) };
}

/** RFC 2387. */
function contentOf({ bytes, open, threadId }: OutgoingMessage): StreamedBody {
  const boundary = `gmail-${randomUUID()}`;
  const before = Buffer.from(
    [
      `--${boundary}`,
      'Content-Type: application/json; charset=UTF-8',
      '',
      JSON.stringify(threadId === null ? {} : { threadId }),
      `--${boundary}`,
      'Content-Type: message/rfc822',
      '',
      '',
    ].join('\r\n'),
  );
  const after = Buffer.from(`\r\n--${boundary}--\r\n`);
  const parts = async function* (): AsyncGenerator<Buffer> {
    yield before;
    for await (const part of open()) yield part;
    yield after;
  };
  return {
    type: `multipart/related; boundary=${boundary}`,
    bytes: before.length + bytes + after.length,
    open: () => Readable.from(parts(), { objectMode: false }),
  };
}

const SENT_HEADERS = [SEND_HEADER, 'Date', 'Message-ID'];

function sentHeadersIn(answer: unknown): SentHeaders {
  const header = headersIn(answer);
  const textOf = (name: string): string | null => header(name)?.trim() || null;
  const date = new Date(textOf('Date') ?? Number.NaN);
  return {
    receivedAt: momentIn(answer, 'internalDate'),
    sendId: textOf(SEND_HEADER),
    date: Number.isNaN(date.getTime()) ? null : date,
    identifier: textOf('Message-ID')?.replace(/^<|>$/g, '') ?? null,
  };
}
