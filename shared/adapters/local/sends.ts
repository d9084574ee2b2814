import type { MailStore } from '../../mail/ports.ts';
import { ALL_SHARDS } from '../../tokens/index.ts';
import { readSendDocument, writeSendDocument } from '../documents/mail-documents.ts';
import { auditEventOf } from '../mail-records.ts';
import type { StatePorts } from '../state.ts';
import type { AddEvent } from './events.ts';
import { deletion, forgetInSlices } from './forget-in-slices.ts';
import type { LocalDatabase } from './group-commit.ts';
import { withBusyRetry } from './sqlite-errors.ts';
import { createVersionedRows, idOf, milliseconds } from './versioned-rows.ts';

/** The sends of the MailStore, over SQLite. */
export function createSends(
  { database, write, addEvent }: LocalDatabase & { readonly addEvent: AddEvent },
  ports: StatePorts,
): Pick<MailStore, 'readSend' | 'writeSend' | 'dueSends' | 'forgetSends'> {
  const columns = ['shard', 'due_at', 'delete_at', 'document'];
  const rows = createVersionedRows(database, 'sends', { key: ['id'], columns });
  const due = database.prepare(`SELECT id FROM sends WHERE due_at <= ?
    AND shard IN (SELECT value FROM json_each(?)) ORDER BY due_at, id LIMIT ?`);
  const forget = forgetInSlices(write, database.prepare(deletion('sends', 'delete_at < ?')));
  return {
    readSend: (id) => rows.read([id], (document) => readSendDocument(id, document)),
    writeSend: (send, revision, event) => {
      const { document, shard, dueAt, deleteAt } = writeSendDocument(send);
      const times = { due_at: milliseconds(dueAt), delete_at: milliseconds(deleteAt) };
      const told = event && auditEventOf(ports, event);
      return write(() =>
        addEvent(rows.put([send.id], { document, shard, ...times }, revision), told),
      );
    },
    dueSends: async ({ before, limit, shards = ALL_SHARDS }) => {
      const found = await withBusyRetry(() =>
        due.all(before.getTime(), JSON.stringify(shards), limit),
      );
      return found.map(idOf);
    },
    forgetSends: (before) => forget(before.getTime()),
  };
}
