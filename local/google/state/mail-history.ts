import type { DatabaseSync } from 'node:sqlite';
import { subjectOf } from './accounts.ts';

export type HistoryType = 'messagesAdded' | 'messagesDeleted' | 'labelsAdded' | 'labelsRemoved';

/** One change of one message. The labels are those that it had after the change. */
export type HistoryRecord = {
  id: number;
  /** In milliseconds since 1970. */
  at: number;
  type: HistoryType;
  messageId: string;
  threadId: string;
  labelIds: string[];
  /** The labels that were added or removed. */
  changedLabelIds: string[];
};

/** Which records a page takes: those after an id, up to the id that the index already shows. */
export type HistoryRange = { address: string; after: number; upTo: number; limit: number };

/** Opens the history of every mailbox. Its ids rise, with gaps, as Gmail's do. */
export function openHistory(database: DatabaseSync) {
  const begin = database.prepare('INSERT OR IGNORE INTO mailboxes VALUES (?, ?, ?)');
  const select = database.prepare('SELECT * FROM mailboxes WHERE address = ?');
  const advance = database.prepare(
    'UPDATE mailboxes SET history_id = history_id + 3 WHERE address = ? RETURNING history_id',
  );
  const insert = database.prepare('INSERT INTO mail_history VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const selectRange = database.prepare(
    'SELECT * FROM mail_history WHERE address = ? AND id > ? AND id <= ? ORDER BY id LIMIT ?',
  );
  const selectLastBefore = database.prepare(
    'SELECT MAX(id) AS id FROM mail_history WHERE address = ? AND at <= ?',
  );

  const mailbox = (address: string) => {
    const first = firstHistoryId(address);
    begin.run(address, first, first);
    return select.get(address);
  };
  const skip = (address: string): number => {
    mailbox(address);
    return Number(advance.get(address)?.['history_id']);
  };
  return {
    /** The id of the mailbox after its last change. */
    current: (address: string) => Number(mailbox(address)?.['history_id']),
    /** The id of the last record that is not younger than a moment; the first id if there is none. */
    lastBefore: (address: string, at: number) =>
      Number(selectLastBefore.get(address, at)?.['id'] ?? firstHistoryId(address)),
    /** Takes an id without a record: the change is not in the history. */
    skip,
    append(address: string, record: Omit<HistoryRecord, 'id'>): number {
      const id = skip(address);
      const { at, type, messageId, threadId, labelIds, changedLabelIds } = record;
      const labels = [JSON.stringify(labelIds), JSON.stringify(changedLabelIds)] as const;
      insert.run(address, id, at, type, messageId, threadId, ...labels);
      return id;
    },
    range: ({ address, after, upTo, limit }: HistoryRange): HistoryRecord[] =>
      selectRange.all(address, after, upTo, limit).map(toRecord),
  };
}

/** Where the history of a mailbox begins: it depends only on the address. */
function firstHistoryId(address: string): number {
  return 100_000 + Number(subjectOf(address).slice(-4)) * 7;
}

function toRecord(row: Record<string, unknown>): HistoryRecord {
  return {
    id: Number(row['id']),
    at: Number(row['at']),
    type: String(row['type']) as HistoryType,
    messageId: String(row['message_id']),
    threadId: String(row['thread_id']),
    labelIds: JSON.parse(String(row['label_ids'])),
    changedLabelIds: JSON.parse(String(row['changed_label_ids'])),
  };
}
