import { AppError } from '../../errors.ts';
import type { AuditEvent, AuditTrail } from '../../tokens/index.ts';
import { readEventDocument, writeEventDocument } from '../documents/event-documents.ts';
import { readable } from '../documents/parse-document.ts';
import { type EventRow, pageOf, placeIn } from '../event-cursor.ts';
import { EVENT_DUES, eventDueFields } from '../index-fields.ts';
import { columnOf, dueColumnsOf } from './due.ts';
import type { LocalDatabase } from './group-commit.ts';
import { withBusyRetry } from './sqlite-errors.ts';
import { createVersionedRows, documentIn, idOf } from './versioned-rows.ts';

const COLUMNS = [
  'connection_id',
  'at',
  'delete_at',
  ...EVENT_DUES.map(({ field }) => columnOf(field)),
  'document',
];

/**
 * Stores the event that belongs to another record's write, within the same `write`. Stores nothing when
 * there is no event, or when `revision` is null because the record was not written. Returns `revision`.
 *
 * @throws AppError `store_conflict` when an event with this id exists already
 */
export type AddEvent = (
  revision: string | null,
  event: AuditEvent | null | undefined,
) => string | null;

/** The AuditTrail port over SQLite, and `addTo`, with which another record's write stores its event. */
export function createEvents({
  database,
  write,
}: LocalDatabase): AuditTrail & { readonly addTo: AddEvent } {
  const rows = createVersionedRows(database, 'events', { key: ['id'], columns: COLUMNS });
  const newestFirst = 'ORDER BY at DESC, id DESC LIMIT ?';
  const listAll = database.prepare(`SELECT id, document FROM events ${newestFirst}`);
  const listOf = database.prepare(
    `SELECT id, document FROM events WHERE connection_id = ? ${newestFirst}`,
  );
  const pageAll = database.prepare(
    `SELECT id, at, document FROM events WHERE (at, id) < (?, ?) ${newestFirst}`,
  );
  const pageThoseOf = database.prepare(
    `SELECT id, at, document FROM events WHERE connection_id = ? AND (at, id) < (?, ?) ${newestFirst}`,
  );
  return {
    pageEvents: async ({ connectionId, after, limit }) => {
      const place = placeIn(after);
      const from = place ? ([place.at.getTime(), place.id] as const) : BEYOND_ALL;
      const found = await withBusyRetry(() =>
        connectionId === null
          ? pageAll.all(...from, limit + 1)
          : pageThoseOf.all(connectionId, ...from, limit + 1),
      );
      return pageOf(found.map(eventRowIn), limit);
    },
    listEvents: async ({ connectionId, limit }) => {
      const found = await withBusyRetry(() =>
        connectionId === null ? listAll.all(limit) : listOf.all(connectionId, limit),
      );
      return found.flatMap((row) => readable(() => readEventDocument(idOf(row), documentIn(row))));
    },
    readEvent: (id) => rows.read([id], (document) => readEventDocument(id, document)),
    writeEvent: (event, revision) => write(() => rows.put([event.id], valuesOf(event), revision)),
    addTo: (revision, event) => {
      const isAdded =
        revision === null || !event || rows.put([event.id], valuesOf(event), null) !== null;
      // An event's id must be new. Throwing within `write` also undoes the record's own write.
      if (!isAdded) throw new AppError('store_conflict');
      return revision;
    },
  };
}

/** A place after which every event comes. */
const BEYOND_ALL = [Number.MAX_SAFE_INTEGER, ''] as const;

const eventRowIn = (row: Record<string, unknown>): EventRow => ({
  place: { at: new Date(Number(row['at'])), id: idOf(row) },
  events: readable(() => readEventDocument(idOf(row), documentIn(row))),
});

function valuesOf(event: AuditEvent) {
  const { document, deleteAt } = writeEventDocument(event);
  return {
    connection_id: event.connectionId,
    at: event.at.getTime(),
    ...dueColumnsOf(eventDueFields(event)),
    delete_at: deleteAt.getTime(),
    document,
  };
}
