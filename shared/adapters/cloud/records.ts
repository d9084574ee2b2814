import { createHash } from 'node:crypto';
import type { CollectionReference } from '@google-cloud/firestore';
import type { Ids, RecordKind, RecordStore } from '../../tokens/index.ts';
import { readable } from '../documents/parse-document.ts';
import { readRecordDocument, writeRecordDocument } from '../documents/record-documents.ts';
import { rangeOfPrefix } from '../prefix-range.ts';
import type { RecordPages } from '../record-pages.ts';
import { deleteFound } from './delete-found.ts';
import { additionOf, eventsIn } from './events.ts';
import { type Database, isId, type OpenDatabase, revisionOf } from './firestore.ts';
import { call } from './google-cloud.ts';
import { compareAndSet, documentIn, readVersioned } from './versioned-documents.ts';

/** The RecordStore port over Firestore, and pages of its records. */
export function createRecords(open: OpenDatabase, ids: Ids): RecordStore & RecordPages {
  return {
    readRecord: async (kind, id) => {
      const database = await open();
      const reference = recordsIn(database).doc(documentIdOf(kind, id));
      return readVersioned(database, reference, (document) => readRecordDocument(kind, document));
    },

    writeRecord: async ({ kind, id, value, expiresAt }, revision, event) => {
      const database = await open();
      const reference = recordsIn(database).doc(documentIdOf(kind, id));
      // Firestore's TTL deletes the document some time after this; never when it is null.
      const fields = {
        kind: kind.name,
        document: writeRecordDocument(kind, value),
        deleteAt: expiresAt,
      };
      const addition = additionOf(database, event);
      return compareAndSet(database, { reference, fields, revision, addition }, ids.unique());
    },

    listRecords: async (kind) => {
      const database = await open();
      const ofKind = recordsIn(database).where('kind', '==', kind.name);
      const found = await call(database.readRole, () => ofKind.get());
      return found.docs.flatMap((each) =>
        readable(() => readRecordDocument(kind, documentIn(each))),
      );
    },

    // By the ids of documents, which begin with the kind: that needs no index of its own.
    pageRecords: async (kind, { after, limit }) => {
      const database = await open();
      const { from, before } = rangeOfPrefix(`${kind.name}~`);
      const id = database.library.FieldPath.documentId();
      const all = recordsIn(database).orderBy(id).endBefore(before);
      const rest = after === null ? all.startAt(from) : all.startAfter(after);
      const { docs } = await call(database.readRole, () => rest.limit(limit + 1).get());
      const shown = docs.slice(0, limit);
      const items = shown.flatMap((found) =>
        readable(() => ({
          value: readRecordDocument(kind, documentIn(found)),
          revision: revisionOf(found.updateTime),
        })),
      );
      const next = docs.length > limit ? (shown.at(-1)?.id ?? null) : null;
      return { items, next, unreadable: shown.length - items.length };
    },

    forgetExpired: async (before) => {
      const database = await open();
      const expired = [recordsIn(database), eventsIn(database)].map((all) =>
        all.where('deleteAt', '<', before),
      );
      return deleteFound(database, ...expired);
    },
  };
}

const recordsIn = ({ firestore }: Database): CollectionReference => firestore.collection('records');

/**
 * Ids also come from outside. One that cannot be part of a document's id is hashed, after a second `~`
 * so that it never equals a valid one.
 */
function documentIdOf({ name }: RecordKind<unknown>, id: string): string {
  if (isId(id)) return `${name}~${id}`;
  return `${name}~~${createHash('sha256').update(id).digest('base64url')}`;
}
