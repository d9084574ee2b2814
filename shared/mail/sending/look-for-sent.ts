import { asAppError } from '../../errors.ts';
import type { Send } from '../model/send.ts';
import type { HistoryPage, NamedMessage, SentHeaders } from '../ports.ts';
import type { SendPorts } from './send-ports.ts';

const MINUTE_MS = 60_000;
/** For as long as this after the call has ended, Gmail may still be about to accept the mail, or clocks may differ. */
const SETTLE_MS = 15 * MINUTE_MS;
/** A mailbox that sends more in the time between is looked at by a person. */
const MOST_READ = 500;

/**
 * Where the mail of a send is:
 * - `found`: among the sent mail
 * - `absent`: it was certainly not sent
 * - `not_yet`: it was not found, and the history is not known to be complete
 * - `lost`: the history cannot tell any more
 */
export type Look =
  | {
      readonly kind: 'found';
      readonly messageId: string;
      readonly threadId: string;
      readonly identifier: string | null;
    }
  | { readonly kind: 'absent' | 'not_yet' | 'lost' };

/**
 * Looks for the mail of a send in the mailbox's history since before the attempt, by the header that marks it.
 *
 * It is absent only if the history is proved to be complete: Gmail's index shows changes in their order, but late. So a
 * message that arrived long after the attempt, and is in the history, proves that all before it is there too. A mail
 * whose mark is missing and whose Date is ours might be ours: then nothing is proved.
 *
 * @throws what the reader and the sender throw
 */
export async function lookForSent(ports: SendPorts, send: Send): Promise<Look> {
  const named = await namedSince(ports, send);
  if (named === null) return { kind: 'lost' };
  const candidates = named.filter(mayBeSent);
  let isDoubtful = false;
  for (const { messageId, threadId } of candidates.slice(0, MOST_READ)) {
    const sender = ports.senderOf(send.connectionId);
    const headers = await readIfThere(() => sender.readSent(messageId));
    const whose = whoseIs(headers, send);
    if (headers && whose === 'ours')
      return { kind: 'found', messageId, threadId, identifier: headers.identifier };
    isDoubtful ||= whose === 'perhaps_ours';
  }
  if (!isSettled(ports, send)) return { kind: 'not_yet' };
  if (isDoubtful || candidates.length > MOST_READ) return { kind: 'lost' };
  return { kind: (await isComplete(ports, send, named)) ? 'absent' : 'not_yet' };
}

/** Every message that the history names since before the attempt; null: that history is gone. */
async function namedSince(
  { readerOf }: SendPorts,
  { connectionId, historyId }: Send,
): Promise<readonly NamedMessage[] | null> {
  const reader = readerOf(connectionId);
  const named = new Map<string, NamedMessage>();
  let pageToken: string | null = null;
  do {
    const page: HistoryPage | null = await reader
      .history({ historyId, pageToken })
      .catch((thrown: unknown) => {
        if (asAppError(thrown).code === 'history_expired') return null;
        throw thrown;
      });
    if (page === null) return null;
    for (const message of page.messages)
      if (message.change === 'message') named.set(message.messageId, message);
    pageToken = page.nextPageToken;
  } while (pageToken !== null);
  return [...named.values()];
}

/** Labels may be those of another moment, and none may be named. */
const mayBeSent = ({ labelIds }: NamedMessage): boolean =>
  labelIds.length === 0 || labelIds.includes('SENT');

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** One that is not there may be shown in a moment, or was deleted since. */
function whoseIs(headers: SentHeaders | null, { id, attempt }: Send) {
  if (headers === null) return 'perhaps_ours';
  const { sendId, date } = headers;
  if (sendId === id) return 'ours';
  const isSameMoment = date !== null && seconds(date) === seconds(attempt.date);
  return sendId === null && isSameMoment ? 'perhaps_ours' : 'others';
}

async function readIfThere(read: () => Promise<SentHeaders>): Promise<SentHeaders | null> {
  try {
    return await read();
  } catch (thrown) {
    if (asAppError(thrown).code === 'message_gone') return null;
    throw thrown;
  }
}

const settledAt = ({ attempt }: Send): number => attempt.until.getTime() + SETTLE_MS;

const isSettled = ({ clock }: SendPorts, send: Send): boolean =>
  clock.now().getTime() > settledAt(send);

/** How many of the newest messages are read to find one that arrived late enough. */
const MOST_PROOFS = 5;

/** Is there a message in the history that arrived after all that could have become of the attempt? */
async function isComplete(
  ports: SendPorts,
  send: Send,
  named: readonly NamedMessage[],
): Promise<boolean> {
  const sender = ports.senderOf(send.connectionId);
  for (const { messageId } of named.slice(-MOST_PROOFS).toReversed()) {
    const headers = await readIfThere(() => sender.readSent(messageId));
    const at = headers?.receivedAt.getTime() ?? 0;
    // An imported message may name a moment that is still to come.
    if (at > settledAt(send) && at <= ports.clock.now().getTime()) return true;
  }
  return false;
}
