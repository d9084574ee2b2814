import { createPlaces, type Leave, type Places } from '../../concurrency/places.ts';
import type { MailboxReader, RawMessage, Scratch } from '../../mail/ports.ts';
import type { GoogleEndpoints } from '../endpoints.ts';
import { decimalIn, textIn } from './answer-fields.ts';
import {
  createMailboxCalls,
  type createMailboxSlots,
  type GmailCall,
  type MailboxAccess,
  type MailboxCalls,
  oddAnswer,
  orRefused,
} from './calls.ts';
import { labelsIn } from './label-names.ts';
import { headersCall, headersIn } from './metadata-headers.ts';
import { historyPageIn, messageListIn } from './named-messages.ts';
import { NoPlace, readRaw } from './read-raw.ts';
import { stop, watch } from './watch.ts';

/** The most that a page of either list may hold. */
const PAGE = '500';
/**
 * Large messages that are read or filed at once, of all mailboxes together. One of 50 MB, the largest that Gmail
 * receives, needs 90 MB of temporary files, its attachments included, and on Cloud Run those are memory.
 */
const LARGE_AT_ONCE = 3;
/** A message of 150 MB at the speed of a slow line takes minutes; the lease is not held for longer than this. */
const READ_TIMEOUT_MS = 60_000;

type Reading = MailboxAccess & {
  readonly endpoints: Pick<GoogleEndpoints, 'gmail'>;
  /** The Pub/Sub topic to which Gmail announces changes; null: there is none. */
  readonly topic: string | null;
  /** Room for large messages. */
  readonly scratch: Scratch;
  /** Its calls take turns with those of others who have the same slots; left out: with those of this reader only. */
  readonly slots?: ReturnType<typeof createMailboxSlots>;
};

/**
 * Makes the reader of each mailbox, over Gmail's API (v1). All of a process share its limit of calls at once, and of
 * large messages.
 */
export function createMailboxReader({
  endpoints,
  accessTokenFor,
  methodOf,
  topic,
  scratch,
  slots,
}: Reading): (connectionId: string) => MailboxReader {
  const callsOf = createMailboxCalls(endpoints, { accessTokenFor, methodOf }, slots);
  const places = createPlaces(LARGE_AT_ONCE);
  return (connectionId) => {
    const calls = callsOf(connectionId);
    return {
      profile: async () => profileIn(await calls.json({ path: 'profile' })),
      history: async (from) => historyPageIn(await readHistory(calls, from)),
      list: async (from) => messageListIn(await calls.json(listCall(from))),
      read: (messageId, waitMs) => readInTurn({ calls, messageId, scratch }, places, waitMs),
      readEnvelope: async (messageId) =>
        envelopeIn(await orRefused(calls.json(headersCall(messageId, ENVELOPE)), 'message_gone')),
      labels: async () => labelsIn(await calls.json({ path: 'labels' })),
      watch: () => watch(calls, topic),
      stop: () => stop(calls),
    };
  };
}

const profileIn = (answer: unknown) => ({
  address: textIn(answer, 'emailAddress'),
  historyId: decimalIn(answer, 'historyId'),
});

const pageParameter = (token: string | null): [string, string][] =>
  token === null ? [] : [['pageToken', token]];

function readHistory(
  calls: MailboxCalls,
  { historyId, pageToken }: Parameters<MailboxReader['history']>[0],
): Promise<unknown> {
  const query: GmailCall['query'] = [
    ['startHistoryId', historyId],
    ['maxResults', PAGE],
    ['historyTypes', 'messageAdded'],
    ['historyTypes', 'labelAdded'],
    ...pageParameter(pageToken),
  ];
  return orRefused(calls.json({ path: 'history', query }), 'history_expired');
}

/**
 * `after:` and `before:` take whole seconds, and one more is listed on either side, since Gmail does not say whether it
 * includes the second itself.
 */
function searchFor({ since, until }: Parameters<MailboxReader['list']>[0]): string {
  const after = `after:${Math.max(0, Math.floor(since.getTime() / 1000) - 1)}`;
  // Gmail lists drafts too. The ledger reads their labels; a list with an end is only compared with it.
  return until ? `${after} before:${Math.ceil(until.getTime() / 1000) + 1} -in:drafts` : after;
}

const listCall = ({ pageToken, ...range }: Parameters<MailboxReader['list']>[0]): GmailCall => ({
  path: 'messages',
  query: [
    ['q', searchFor({ ...range, pageToken })],
    ['maxResults', PAGE],
    ...pageParameter(pageToken),
  ],
});

type MessageReading = {
  readonly calls: MailboxCalls;
  readonly messageId: string;
  readonly scratch: Scratch;
};

/**
 * A large message that finds no place free gives its call up and waits without one: a call would time out, and hold
 * memory. Then it is read from its beginning.
 */
async function readInTurn(
  reading: MessageReading,
  places: Places,
  waitMs: number,
): Promise<RawMessage | null> {
  try {
    return await readMessage(reading, places.tryEnter);
  } catch (thrown) {
    if (!(thrown instanceof NoPlace)) throw thrown;
  }
  const leave = await places.enter(waitMs);
  return leave && readInPlace(reading, leave);
}

async function readInPlace(reading: MessageReading, leave: Leave): Promise<RawMessage> {
  let isLarge = false;
  try {
    return await readMessage(reading, () => {
      isLarge = true;
      return leave;
    });
  } finally {
    // Gmail may answer something else this time.
    if (!isLarge) leave();
  }
}

async function readMessage(
  { calls, messageId, scratch }: MessageReading,
  takePlace: () => Leave | null,
): Promise<RawMessage> {
  const call: GmailCall = { path: pathOf(messageId), query: [['format', 'raw']] };
  const reading = {
    timeoutMs: READ_TIMEOUT_MS,
    read: (body: AsyncIterable<Buffer>) => readRaw(body, { scratch, takePlace }),
  };
  const message = await orRefused(calls.stream(call, reading), 'message_gone');
  if (message.messageId === messageId) return message;
  await message.discard();
  throw oddAnswer();
}

const pathOf = (messageId: string): string => `messages/${encodeURIComponent(messageId)}`;

const ENVELOPE = ['Subject', 'From', 'To', 'Cc', 'Message-ID', 'Date'];

/** A mail may lack each of these headers. */
function envelopeIn(answer: unknown) {
  const header = headersIn(answer);
  const textOfHeader = (name: string): string => header(name) ?? '';
  return {
    subject: textOfHeader('subject'),
    from: textOfHeader('from'),
    to: textOfHeader('to'),
    cc: textOfHeader('cc'),
    identifier: textOfHeader('message-id'),
    date: textOfHeader('date'),
  };
}
