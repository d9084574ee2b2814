import type { DatabaseSync } from 'node:sqlite';
import { decodedHeader, headerOf, mailHeaders, messageIdsIn } from '../mail/headers.ts';
import { type HistoryRecord, type HistoryType, openHistory } from './mail-history.ts';

/** A message of a mailbox, without its content. `id` rises with the time of arrival over all mailboxes. */
export type StoredMessage = {
  address: string;
  id: string;
  threadId: string;
  labelIds: string[];
  /** In milliseconds since 1970. */
  internalDate: number;
  addedAt: number;
  /** The id of the last record that changed it. */
  historyId: number;
  /** The Message-ID with its angle brackets; null without one. */
  messageId: string | null;
  size: number;
};

export type NewMessage = {
  address: string;
  raw: Buffer;
  labelIds: readonly string[];
  internalDate: number;
  addedAt: number;
  /** False: no history record names it. */
  isRecorded: boolean;
  /** The thread that it goes into; null: a new one. Left out: that of the mails which its header names. */
  threadId?: string | null;
};

/** Which messages a list has: those that the index already shows, newest first. */
export type MessageListing = {
  address: string;
  addedBefore: number;
  after: number;
  before: number;
  messageId: string | null;
  withDrafts: boolean;
  labelIds: readonly string[];
  withSpamAndTrash: boolean;
};

export type LabelChange = {
  message: StoredMessage;
  add: readonly string[];
  remove: readonly string[];
  at: number;
};

export type Mail = ReturnType<typeof openMail>;

/** Opens the messages, the history and the made labels of every mailbox. */
export function openMail(database: DatabaseSync) {
  const history = openHistory(database);
  const { insert, update, remove, countGet } = writesOf(database);
  const reads = readsOf(database);

  const record = (message: StoredMessage, type: HistoryType, entry: RecordOf): number =>
    history.append(message.address, {
      type,
      at: entry.at,
      messageId: message.id,
      threadId: message.threadId,
      labelIds: entry.labelIds,
      changedLabelIds: entry.changed,
    });

  return {
    ...reads,
    history,
    add(mail: NewMessage): StoredMessage {
      const headers = mailHeaders(mail.raw);
      const id = nextMessageId(reads.lastId(), mail.addedAt);
      const subject = baseSubject(decodedHeader(headerOf(headers, 'Subject')));
      const named = ['References', 'In-Reply-To'].flatMap((name) =>
        messageIdsIn(headerOf(headers, name)),
      );
      const threadId =
        (mail.threadId === undefined
          ? reads.threadOf(mail.address, named, subject)
          : mail.threadId) ?? id;
      const [messageId = null] = messageIdsIn(headerOf(headers, 'Message-ID'));
      const { address, internalDate, addedAt, raw } = mail;
      const labelIds = [...new Set(mail.labelIds)];
      const message = { address, id, threadId, labelIds, internalDate, addedAt };
      const stored = { ...message, historyId: 0, messageId, size: raw.length };
      const historyId = mail.isRecorded
        ? record(stored, 'messagesAdded', { at: addedAt, labelIds, changed: [] })
        : history.skip(address);
      insert.run(
        address,
        id,
        threadId,
        JSON.stringify(labelIds),
        internalDate,
        addedAt,
        historyId,
        messageId,
        subject,
        raw,
      );
      return { ...stored, historyId };
    },
    /** The thread of the newest of these Message-IDs that has this subject. */
    threadFor: (address: string, messageIds: readonly string[], subject: string) =>
      reads.threadOf(address, messageIds, baseSubject(subject)),
    /** Adds labels, then removes labels. Answers the message as it then is; it has no record if nothing changed. */
    changeLabels({ message, add, remove: removed, at }: LabelChange): StoredMessage {
      const added = add.filter((label) => !message.labelIds.includes(label));
      const taken = removed.filter((label) => message.labelIds.includes(label));
      const grown = [...message.labelIds, ...added];
      const labelIds = grown.filter((label) => !taken.includes(label));
      let { historyId } = message;
      if (added.length > 0) {
        historyId = record(message, 'labelsAdded', { at, labelIds: grown, changed: added });
      }
      if (taken.length > 0) {
        historyId = record(message, 'labelsRemoved', { at, labelIds, changed: taken });
      }
      update.run(JSON.stringify(labelIds), historyId, message.address, message.id);
      return { ...message, labelIds, historyId };
    },
    /** Deletes a message for ever. Answers the id of the record. */
    remove(message: StoredMessage, at: number): number {
      remove.run(message.address, message.id);
      return record(message, 'messagesDeleted', { at, labelIds: message.labelIds, changed: [] });
    },
    /** Counts a get of a message, and answers the count with it. */
    countGet: (message: StoredMessage) =>
      Number(countGet.get(message.address, message.id)?.['gets']),
  };
}

type RecordOf = Pick<HistoryRecord, 'at' | 'labelIds'> & { changed: string[] };

function writesOf(database: DatabaseSync) {
  return {
    insert: database.prepare('INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)'),
    update: database.prepare(
      'UPDATE messages SET label_ids = ?, history_id = ? WHERE address = ? AND id = ?',
    ),
    remove: database.prepare('DELETE FROM messages WHERE address = ? AND id = ?'),
    countGet: database.prepare(
      'UPDATE messages SET gets = gets + 1 WHERE address = ? AND id = ? RETURNING gets',
    ),
  };
}

const COLUMNS =
  'address, id, thread_id, label_ids, internal_date, added_at, history_id, message_id, length(raw) AS size';

function readsOf(database: DatabaseSync) {
  const select = database.prepare(`SELECT ${COLUMNS} FROM messages WHERE address = ? AND id = ?`);
  const selectRaw = database.prepare('SELECT raw FROM messages WHERE address = ? AND id = ?');
  const selectAll = database.prepare(
    `SELECT ${COLUMNS} FROM messages WHERE address = ? ORDER BY id DESC`,
  );
  const selectLast = database.prepare('SELECT MAX(id) AS id FROM messages');
  const selectThread = database.prepare(
    'SELECT thread_id FROM messages WHERE address = ? AND message_id = ? AND subject = ?',
  );
  const selectTotals = database.prepare(
    'SELECT COUNT(*) AS messages, COUNT(DISTINCT thread_id) AS threads FROM messages WHERE address = ?',
  );
  const list = (address: string) => selectAll.all(address).map(toMessage);
  return {
    list,
    search: (listing: MessageListing) =>
      list(listing.address).filter((message) => isListed(message, listing)),
    find(address: string, id: string): StoredMessage | undefined {
      const row = select.get(address, id);
      return row && toMessage(row);
    },
    rawOf({ address, id }: StoredMessage): Buffer {
      const raw = selectRaw.get(address, id)?.['raw'];
      return Buffer.from(raw instanceof Uint8Array ? raw : []);
    },
    lastId: () => String(selectLast.get()?.['id'] ?? ''),
    threadOf: (address: string, named: readonly string[], subject: string) =>
      named
        .toReversed()
        .map((messageId) => selectThread.get(address, messageId, subject)?.['thread_id'])
        .find((threadId) => typeof threadId === 'string'),
    totals(address: string) {
      const row = selectTotals.get(address);
      return { messages: Number(row?.['messages']), threads: Number(row?.['threads']) };
    },
  };
}

function isListed(message: StoredMessage, listing: MessageListing): boolean {
  const { labelIds } = message;
  const isHidden = labelIds.includes('SPAM') || labelIds.includes('TRASH');
  return (
    message.addedAt <= listing.addedBefore &&
    message.internalDate >= listing.after &&
    message.internalDate < listing.before &&
    (listing.withDrafts || !labelIds.includes('DRAFT')) &&
    (listing.messageId === null || message.messageId === listing.messageId) &&
    listing.labelIds.every((label) => labelIds.includes(label)) &&
    (listing.withSpamAndTrash || !isHidden)
  );
}

/** Like Gmail's: the milliseconds in the upper bits, so that ids rise with time; never an id twice. */
function nextMessageId(last: string, at: number): string {
  const byTime = BigInt(at) << 20n;
  const after = last === '' ? 0n : BigInt(`0x${last}`) + 1n;
  return (byTime > after ? byTime : after).toString(16).padStart(16, '0');
}

/** The subject that a whole thread shares. */
function baseSubject(subject: string): string {
  const base = subject.replace(/^(\s*(re|fwd?|aw|返信)(\[\d+\])?\s*[:：])+/i, '');
  return base.replaceAll(/\s+/g, ' ').trim().toLowerCase();
}

function toMessage(row: Record<string, unknown>): StoredMessage {
  return {
    address: String(row['address']),
    id: String(row['id']),
    threadId: String(row['thread_id']),
    labelIds: JSON.parse(String(row['label_ids'])),
    internalDate: Number(row['internal_date']),
    addedAt: Number(row['added_at']),
    historyId: Number(row['history_id']),
    messageId: row['message_id'] === null ? null : String(row['message_id']),
    size: Number(row['size']),
  };
}
