import type { CollectionReference, Query, QueryDocumentSnapshot } from '@google-cloud/firestore';
import type { AuditEvent, AuditTrail, EventFilter, Ids } from '../../tokens/index.ts';
import { readEventDocument, writeEventDocument } from '../documents/event-documents.ts';
import { readable } from '../documents/parse-document.ts';
import { type EventRow, pageOf, placeIn } from '../event-cursor.ts';
import { eventDueFields, eventIndexFields } from '../index-fields.ts';
import { pageWindow } from '../page-window.ts';
import { type Database, isId, type OpenDatabase } from './firestore.ts';
import { call } from './google-cloud.ts';
import { type Addition, compareAndSet, documentIn, readVersioned } from './versioned-documents.ts';

/** The AuditTrail port over Firestore. */
export function createEvents(open: OpenDatabase, ids: Ids): AuditTrail {
  return {
    listEvents: async ({ connectionId, limit }) => {
      const database = await open();
      const all = eventsIn(database);
      const wanted = connectionId === null ? all : all.where('connectionId', '==', connectionId);
      const newest = wanted.orderBy('at', 'desc').limit(limit);
      const found = await call(database.readRole, () => newest.get());
      return found.docs.flatMap((each) =>
        readable(() => readEventDocument(each.id, documentIn(each))),
      );
    },

    pageEvents: async ({ connectionId, after, before = null, limit, filter = {} }) => {
      const database = await open();
      const [end, start] = [placeIn(before), placeIn(after)];
      const direction = end ? 'asc' : 'desc';
      const sorted = narrow(eventsIn(database), connectionId, filter)
        .orderBy('at', direction)
        .orderBy(database.library.FieldPath.documentId(), direction);
      const place = end ?? start;
      const rest = place ? sorted.startAfter(place.at, place.id) : sorted;
      const found = await call(database.readRole, () => rest.limit(limit + 1).get());
      const rows = found.docs.map((each) => eventRowIn(database, each));
      return pageOf(pageWindow(rows, { after: start, limit }, end !== null));
    },

    readEvent: async (id) => {
      if (!isId(id)) return null;
      const database = await open();
      return readVersioned(database, eventsIn(database).doc(id), (document) =>
        readEventDocument(id, document),
      );
    },

    writeEvent: async (event, revision) => {
      const database = await open();
      const write = {
        reference: eventsIn(database).doc(event.id),
        fields: fieldsOf(event),
        revision,
      };
      return compareAndSet(database, write, ids.unique());
    },
  };
}

function narrow(
  all: Query,
  connectionId: string | null,
  { kinds, by, address, from, until }: EventFilter,
): Query {
  const ofMailbox = connectionId === null ? all : all.where('connectionId', '==', connectionId);
  const ofKind = kinds ? ofMailbox.where('kind', 'in', kinds) : ofMailbox;
  const byPerson = by === undefined ? ofKind : ofKind.where('by', '==', by);
  const about = address === undefined ? byPerson : byPerson.where('address', '==', address);
  const since = from ? about.where('at', '>=', from) : about;
  return until ? since.where('at', '<', until) : since;
}

const eventRowIn = (database: Database, found: QueryDocumentSnapshot): EventRow => ({
  place: { at: momentIn(database, found.get('at')), id: found.id },
  events: readable(() => readEventDocument(found.id, documentIn(found))),
});

/** Edited by hand it may be no time: then the page after it begins at the oldest. */
const momentIn = ({ library }: Database, at: unknown): Date =>
  at instanceof library.Timestamp ? at.toDate() : new Date(0);

/** An event as an addition to the write of the record that it describes; null when there is none. */
export const additionOf = (
  database: Database,
  event: AuditEvent | null | undefined,
): Addition | null =>
  event ? { reference: eventsIn(database).doc(event.id), fields: fieldsOf(event) } : null;

export const eventsIn = ({ firestore }: Database): CollectionReference =>
  firestore.collection('events');

const fieldsOf = (event: AuditEvent) => ({
  ...writeEventDocument(event),
  connectionId: event.connectionId,
  at: event.at,
  ...eventIndexFields(event),
  ...eventDueFields(event),
});
