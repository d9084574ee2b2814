import type { RecordStore } from '../../tokens/index.ts';
import { readable } from '../documents/parse-document.ts';
import { readRecordDocument, writeRecordDocument } from '../documents/record-documents.ts';
import type { RecordPages } from '../record-pages.ts';
import type { AddEvent } from './events.ts';
import { deletion, forgetInSlices } from './forget-in-slices.ts';
import type { LocalDatabase } from './group-commit.ts';
import { withBusyRetry } from './sqlite-errors.ts';
import { createVersionedRows, documentIn, idOf, milliseconds } from './versioned-rows.ts';

/** The RecordStore port over SQLite, and pages of its records. */
export function createRecords(
  { database, write }: LocalDatabase,
  addEvent: AddEvent,
): RecordStore & RecordPages {
  const rows = createVersionedRows(database, 'records', {
    key: ['kind', 'id'],
    columns: ['expires_at', 'document'],
  });
  const list = database.prepare('SELECT document FROM records WHERE kind = ? ORDER BY id');
  const page = database.prepare(
    'SELECT id, revision, document FROM records WHERE kind = ? AND id > ? ORDER BY id LIMIT ?',
  );
  const forgetRecords = forgetInSlices(
    write,
    database.prepare(deletion('records', 'expires_at < ?')),
  );
  const forgetEvents = forgetInSlices(write, database.prepare(deletion('events', 'delete_at < ?')));
  return {
    readRecord: (kind, id) =>
      rows.read([kind.name, id], (document) => readRecordDocument(kind, document)),

    writeRecord: ({ kind, id, value, expiresAt }, revision, event) => {
      const values = {
        expires_at: milliseconds(expiresAt),
        document: writeRecordDocument(kind, value),
      };
      return write(() => addEvent(rows.put([kind.name, id], values, revision), event));
    },

    listRecords: async (kind) =>
      (await withBusyRetry(() => list.all(kind.name))).flatMap((row) =>
        readable(() => readRecordDocument(kind, documentIn(row))),
      ),

    pageRecords: async (kind, { after, limit }) => {
      const found = await withBusyRetry(() => page.all(kind.name, after ?? '', limit + 1));
      const shown = found.slice(0, limit);
      const items = shown.flatMap((row) =>
        readable(() => ({
          value: readRecordDocument(kind, documentIn(row)),
          revision: String(row['revision']),
        })),
      );
      const last = shown.at(-1);
      const next = found.length > limit && last ? idOf(last) : null;
      return { items, next, unreadable: shown.length - items.length };
    },

    forgetExpired: async (before) =>
      (await forgetRecords(before.getTime())) + (await forgetEvents(before.getTime())),
  };
}
