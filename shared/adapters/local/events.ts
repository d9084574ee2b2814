import { AppError } from '../../errors.ts';
import type { AuditEvent, AuditTrail, EventFilter } from '../../tokens/index.ts';
import { readEventDocument, writeEventDocument } from '../documents/event-documents.ts';
import { readable } from '../documents/parse-document.ts';
import { type EventRow, pageOf, placeIn } from '../event-cursor.ts';
import { EVENT_DUES, eventDueFields, eventIndexFields } from '../index-fields.ts';
import { pageWindow } from '../page-window.ts';
import { columnOf, dueColumnsOf } from './due.ts';
import type { LocalDatabase } from './group-commit.ts';
import { withBusyRetry } from './sqlite-errors.ts';
import { createVersionedRows, documentIn, idOf } from './versioned-rows.ts';

const COLUMNS = [
  'connection_id',
  'at',
  'kind',
  'by',
  'address',
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
  return {
    pageEvents: async ({ connectionId, after, before = null, limit, filter = {} }) => {
      const [end, start] = [placeIn(before), placeIn(after)];
      const place = end ?? start;
      const { sql, values } = conditionOf(connectionId, filter);
      const [comparison, order] = end ? ['>', 'at, id'] : ['<', 'at DESC, id DESC'];
      const from = place ? ([place.at.getTime(), place.id] as const) : BEYOND_ALL;
      const statement = `SELECT id, at, document FROM events
        WHERE ${sql} (at, id) ${comparison} (?, ?) ORDER BY ${order} LIMIT ?`;
      const found = await withBusyRetry(() =>
        database.prepare(statement).all(...values, ...from, limit + 1),
      );
      return pageOf(pageWindow(found.map(eventRowIn), { after: start, limit }, end !== null));
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

/** The conditions of a filter, each followed by AND, and the values of their parameters. */
function conditionOf(
  connectionId: string | null,
  { kinds, by, address, from, until }: EventFilter,
) {
  const conditions: readonly (readonly [string, readonly (string | number)[]])[] = [
    connectionId === null ? null : (['connection_id = ?', [connectionId]] as const),
    kinds ? ([`kind IN (${kinds.map(() => '?')})`, kinds] as const) : null,
    by === undefined ? null : (['by = ?', [by]] as const),
    address === undefined ? null : (['address = ?', [address]] as const),
    from ? (['at >= ?', [from.getTime()]] as const) : null,
    until ? (['at < ?', [until.getTime()]] as const) : null,
  ].filter((condition) => condition !== null);
  return {
    sql: conditions.map(([sql]) => `${sql} AND`).join(' '),
    values: conditions.flatMap(([, values]) => values),
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
    ...eventIndexFields(event),
    ...dueColumnsOf(eventDueFields(event)),
    delete_at: deleteAt.getTime(),
    document,
  };
}
