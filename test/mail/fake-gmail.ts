import { Readable } from 'node:stream';
import { AppError } from '../../shared/errors.ts';
import type {
  HistoryPage,
  MailboxReader,
  NamedMessage,
  RawMessage,
} from '../../shared/mail/ports.ts';

/** A message as the fake keeps it. */
export type FakeMessage = {
  readonly messageId: string;
  readonly threadId: string;
  labelIds: readonly string[];
  readonly receivedAt: Date;
  readonly raw: Buffer;
};

/** What is delivered; the rest is made up. `isUnnamed`: the history never names it, as Gmail's sometimes fails to. */
export type Delivery = {
  readonly labelIds?: readonly string[];
  readonly threadId?: string;
  readonly receivedAt?: Date;
  readonly raw?: Buffer | string;
  readonly isUnnamed?: boolean;
};

export type FakeCall = {
  readonly connectionId: string;
  readonly operation: keyof MailboxReader;
  /** Counted from one over all mailboxes. */
  readonly number: number;
};

/** Awaited around each call: one that throws before makes a refusal, one that throws after a lost answer. */
export type FakeGmailHooks = {
  before?: (call: FakeCall) => Promise<void> | void;
  after?: (call: FakeCall) => Promise<void> | void;
};

export type FakePush = { readonly address: string; readonly historyId: string };

type HistoryRecord = { readonly id: bigint; readonly named: NamedMessage };

type Mailbox = {
  readonly connectionId: string;
  address: string;
  historyId: bigint;
  /** History up to here is forgotten: a cursor below answers 404. */
  forgotten: bigint;
  /** Records beyond are not in the index yet; null: all are. */
  indexedTo: bigint | null;
  records: HistoryRecord[];
  messages: Map<string, FakeMessage>;
  /** Messages that `messages.get` does not know yet. */
  hidden: Set<string>;
  watchedUntil: Date | null;
};

type Clock = { now(): Date };

const WATCH_MS = 7 * 24 * 60 * 60 * 1000;
const DEFAULT_RAW = 'From: Ann <ann@customer.example>\r\nSubject: Hello\r\n\r\nHello\r\n';

/**
 * Gmail in memory, as strict as Gmail: history starts after its id, page tokens belong to the listing that gave
 * them, forgotten history answers 404, and the index may lag behind a push.
 */
export function createFakeGmail(clock: Clock, hooks: FakeGmailHooks = {}) {
  const mailboxes = new Map<string, Mailbox>();
  const calls: FakeCall[] = [];
  const pushes: FakePush[] = [];
  const style = { pageSize: 100, hasEmptyPages: false, repeats: false };
  let lastMessage = 0x1900_0000_0000_0000n;

  const at = (connectionId: string): Mailbox => {
    const mailbox = mailboxes.get(connectionId);
    if (!mailbox) throw new AppError('connection_needs_reconnect');
    return mailbox;
  };

  const record = (mailbox: Mailbox, named: NamedMessage): void => {
    // Ids of Gmail's history rise with gaps.
    mailbox.historyId += 7n;
    mailbox.records.push({ id: mailbox.historyId, named });
    if (mailbox.watchedUntil && mailbox.watchedUntil > clock.now())
      pushes.push({ address: mailbox.address, historyId: String(mailbox.historyId) });
  };

  const call = async <T>(
    connectionId: string,
    operation: keyof MailboxReader,
    answer: (mailbox: Mailbox) => T,
  ): Promise<T> => {
    const made: FakeCall = { connectionId, operation, number: calls.length + 1 };
    calls.push(made);
    await hooks.before?.(made);
    const answered = answer(at(connectionId));
    await hooks.after?.(made);
    return answered;
  };

  return {
    calls,
    /** What was pushed and not yet taken; only watched mailboxes push. */
    pushes,
    /** How the listings are cut: by `pageSize`, with pages that have no record, with everything named twice. */
    style,
    hooks,
    addMailbox(connectionId: string, address: string): void {
      mailboxes.set(connectionId, {
        connectionId,
        address,
        historyId: 1000n,
        forgotten: 0n,
        indexedTo: null,
        records: [],
        messages: new Map(),
        hidden: new Set(),
        watchedUntil: null,
      });
    },
    /** The mailbox answers nothing any more but that it must be reconnected. */
    removeMailbox: (connectionId: string): boolean => mailboxes.delete(connectionId),
    deliver(connectionId: string, delivery: Delivery = {}): FakeMessage {
      const mailbox = at(connectionId);
      lastMessage += 0x1_0001n;
      const messageId = lastMessage.toString(16);
      const message: FakeMessage = {
        messageId,
        threadId: delivery.threadId ?? messageId,
        labelIds: delivery.labelIds ?? ['INBOX', 'UNREAD'],
        receivedAt: delivery.receivedAt ?? clock.now(),
        raw: Buffer.from(delivery.raw ?? DEFAULT_RAW),
      };
      mailbox.messages.set(messageId, message);
      const { threadId, labelIds } = message;
      if (!delivery.isUnnamed)
        record(mailbox, { messageId, threadId, labelIds, change: 'message' });
      return message;
    },
    /** Adds and removes labels; the history names the message with the labels that were added. */
    relabel(
      connectionId: string,
      messageId: string,
      { add = [], remove = [] }: { add?: readonly string[]; remove?: readonly string[] },
    ): void {
      const mailbox = at(connectionId);
      const message = mailbox.messages.get(messageId);
      if (!message) throw new Error('There is no such message');
      const kept = message.labelIds.filter((label) => !remove.includes(label));
      message.labelIds = [...new Set([...kept, ...add])];
      const { threadId } = message;
      if (add.length > 0) record(mailbox, { messageId, threadId, labelIds: add, change: 'label' });
    },
    deleteForEver: (connectionId: string, messageId: string): boolean =>
      at(connectionId).messages.delete(messageId),
    /** `messages.get` answers 404 for a message until it is shown. */
    hide: (connectionId: string, messageId: string) => at(connectionId).hidden.add(messageId),
    show: (connectionId: string, messageId: string) => at(connectionId).hidden.delete(messageId),
    /** Forgets the history so far. */
    forgetHistory(connectionId: string): void {
      const mailbox = at(connectionId);
      // What happens next would still be named to a cursor that is up to date: that one has to expire too.
      mailbox.historyId += 7n;
      mailbox.forgotten = mailbox.historyId;
    },
    /** The index stays as it is until `catchUp`, while messages and pushes go on. */
    lag(connectionId: string): void {
      at(connectionId).indexedTo = at(connectionId).historyId;
    },
    catchUp(connectionId: string): void {
      at(connectionId).indexedTo = null;
    },
    historyIdOf: (connectionId: string): string => String(at(connectionId).historyId),
    /** The ids of the messages that the history named up to an id. */
    namedUpTo: (connectionId: string, historyId: string): readonly string[] =>
      at(connectionId)
        .records.filter(({ id }) => id <= BigInt(historyId))
        .map(({ named }) => named.messageId),
    messagesOf: (connectionId: string): readonly FakeMessage[] => [
      ...at(connectionId).messages.values(),
    ],
    takePushes: (): readonly FakePush[] => pushes.splice(0),
    endWatch(connectionId: string): void {
      at(connectionId).watchedUntil = null;
    },
    rename(connectionId: string, address: string): void {
      at(connectionId).address = address;
    },
    readerOf: (connectionId: string): MailboxReader => ({
      profile: () =>
        call(connectionId, 'profile', ({ address, historyId }) => ({
          address,
          historyId: String(historyId),
        })),
      history: (from) =>
        call(connectionId, 'history', (mailbox) => historyPage(mailbox, from, style)),
      list: (from) => call(connectionId, 'list', (mailbox) => listPage(mailbox, from, style)),
      read: (messageId) => call(connectionId, 'read', (mailbox) => readRaw(mailbox, messageId)),
      readEnvelope: (messageId) =>
        call(connectionId, 'readEnvelope', (mailbox) => {
          const text = readMessage(mailbox, messageId).raw.toString('latin1');
          const header = (name: string): string =>
            new RegExp(`^${name}: (.*)$`, 'im').exec(text)?.[1]?.trim() ?? '';
          return {
            subject: header('Subject'),
            from: header('From'),
            to: header('To'),
            cc: header('Cc'),
            identifier: header('Message-ID'),
            date: header('Date'),
          };
        }),
      labels: () =>
        call(connectionId, 'labels', () => [
          { id: 'INBOX', name: 'INBOX' },
          { id: 'Label_1', name: 'Support' },
        ]),
      watch: () =>
        call(connectionId, 'watch', (mailbox) => {
          const expiresAt = new Date(clock.now().getTime() + WATCH_MS);
          mailbox.watchedUntil = expiresAt;
          // A watch publishes the present history id at once.
          pushes.push({ address: mailbox.address, historyId: String(mailbox.historyId) });
          return { expiresAt };
        }),
      stop: () =>
        call(connectionId, 'stop', (mailbox) => {
          mailbox.watchedUntil = null;
        }),
    }),
  };
}

export type FakeGmail = ReturnType<typeof createFakeGmail>;

type Style = FakeGmail['style'];

function historyPage(
  { forgotten, historyId, indexedTo, records }: Mailbox,
  from: Parameters<MailboxReader['history']>[0],
  { pageSize, hasEmptyPages, repeats }: Style,
): HistoryPage {
  const start = BigInt(from.historyId);
  if (start < forgotten) throw new AppError('history_expired');
  if (start > historyId) throw new Error('A cursor lies ahead of the mailbox');
  const { isEmpty, after } = resumeHistory(from, hasEmptyPages);
  const end = indexedTo ?? historyId;
  const known = records.filter(({ id }) => id > after && id <= end);
  const page = isEmpty ? [] : known.slice(0, pageSize);
  const last = page.at(-1)?.id ?? null;
  const isLast = !isEmpty && known.length <= pageSize;
  const named = page.map((one) => one.named);
  return {
    messages: repeats ? [...named, ...named] : named,
    lastRecordId: last === null ? null : String(last),
    nextPageToken: isLast ? null : `history ${from.historyId} ${last ?? after} full`,
    historyId: String(end > start ? end : start),
  };
}

function resumeHistory(
  { historyId, pageToken }: Parameters<MailboxReader['history']>[0],
  hasEmptyPages: boolean,
): { readonly isEmpty: boolean; readonly after: bigint } {
  if (pageToken === null) return { isEmpty: hasEmptyPages, after: BigInt(historyId) };
  const [kind, start, last = ''] = pageToken.split(' ');
  if (kind !== 'history' || start !== historyId) throw new AppError('gmail_refused');
  return { isEmpty: false, after: BigInt(last) };
}

/** The newest first, without spam, trash and drafts. */
function listPage(
  { messages }: Mailbox,
  { since, until, pageToken }: Parameters<MailboxReader['list']>[0],
  { pageSize, repeats }: Style,
): Awaited<ReturnType<MailboxReader['list']>> {
  const seconds = Math.floor(since.getTime() / 1000);
  const [kind, asked, below = ''] = pageToken?.split(' ') ?? ['list', String(seconds)];
  if (kind !== 'list' || asked !== String(seconds)) throw new AppError('gmail_refused');
  const matching = [...messages.values()]
    .filter(({ receivedAt }) => receivedAt.getTime() >= seconds * 1000)
    // As Gmail's, which may list a second more.
    .filter(({ receivedAt }) => !until || receivedAt.getTime() < until.getTime() + 1000)
    .filter(({ labelIds }) => !labelIds.some((id) => UNLISTED.has(id)))
    .filter(({ messageId }) => below === '' || messageId < below)
    .sort((one, other) => (one.messageId < other.messageId ? 1 : -1));
  const page = matching.slice(0, pageSize);
  const named = page.map(
    ({ messageId, threadId }): NamedMessage => ({
      messageId,
      threadId,
      labelIds: [],
      change: 'message',
    }),
  );
  const isLast = matching.length <= pageSize;
  return {
    messages: repeats ? [...named, ...named] : named,
    nextPageToken: isLast ? null : `list ${seconds} ${page.at(-1)?.messageId ?? ''}`,
  };
}

const UNLISTED: ReadonlySet<string> = new Set(['SPAM', 'TRASH', 'DRAFT']);

function readMessage({ messages, hidden }: Mailbox, messageId: string): FakeMessage {
  const message = messages.get(messageId);
  if (!message || hidden.has(messageId)) throw new AppError('message_gone');
  return message;
}

function readRaw(mailbox: Mailbox, messageId: string): RawMessage {
  const { threadId, labelIds, receivedAt, raw } = readMessage(mailbox, messageId);
  return {
    messageId,
    threadId,
    labelIds,
    receivedAt,
    size: raw.length,
    open: () => Readable.from([raw]),
    discard: async () => {},
  };
}
