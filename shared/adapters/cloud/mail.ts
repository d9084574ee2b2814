import type { CollectionReference, Query, QueryDocumentSnapshot } from '@google-cloud/firestore';
import type { EntryState, LedgerEntry } from '../../mail/model/ledger.ts';
import type { MailEvent } from '../../mail/model/mail-event.ts';
import type { EntryListing, MailStore, Versioned } from '../../mail/ports.ts';
import { ALL_SHARDS } from '../../tokens/index.ts';
import {
  quarterOf,
  readEntryDocument,
  readIntakeDocument,
  writeEntryDocument,
  writeIntakeDocument,
} from '../documents/mail-documents.ts';
import { readable } from '../documents/parse-document.ts';
import { type EntryPlace, entryCursorOf, entryPlaceIn } from '../entry-cursor.ts';
import { auditEventOf, createMailRecords, type MailRecordStore } from '../mail-records.ts';
import type { StatePorts } from '../state.ts';
import { addAbsent } from './add-absent.ts';
import { deleteFound } from './delete-found.ts';
import { additionOf } from './events.ts';
import { type Database, isId, type OpenDatabase, revisionOf } from './firestore.ts';
import { call } from './google-cloud.ts';
import { createSends } from './sends.ts';
import { compareAndSet, documentIn, readVersioned } from './versioned-documents.ts';

/** The MailStore port over Firestore. */
export const createMail = (
  open: OpenDatabase,
  records: MailRecordStore,
  ports: StatePorts,
): MailStore => ({
  ...createIntakes(open, ports),
  ...createLedger(open, ports),
  ...createLedgerSearches(open),
  ...createMailRecords(records, ports),
  ...createSends(open, ports),
});

type Intakes = Pick<
  MailStore,
  'readIntake' | 'findIntake' | 'writeIntake' | 'listIntakes' | 'dueIntakes'
>;

function createIntakes(open: OpenDatabase, ports: StatePorts): Intakes {
  return {
    readIntake: async (id) => {
      if (!isId(id)) return null;
      const database = await open();
      return readVersioned(database, intakesIn(database).doc(id), (document) =>
        readIntakeDocument(id, document),
      );
    },
    findIntake: async (address) => {
      const database = await open();
      const wanted = intakesIn(database).where('address', '==', address).where('isOn', '==', true);
      const { docs } = await call(database.readRole, () => wanted.limit(1).get());
      const [found] = docs;
      return found ? { value: intakeIn(found), revision: revisionOf(found.updateTime) } : null;
    },
    writeIntake: async (intake, revision, event) => {
      const database = await open();
      const reference = intakesIn(database).doc(intake.connectionId);
      const write = { reference, fields: writeIntakeDocument(intake), revision };
      const addition = eventIn(database, ports, event);
      return compareAndSet(database, { ...write, addition }, ports.ids.unique());
    },
    listIntakes: async () => {
      const database = await open();
      const { docs } = await call(database.readRole, () =>
        intakesIn(database).orderBy('address').get(),
      );
      return docs.flatMap((found) => readable(() => intakeIn(found)));
    },
    dueIntakes: async ({ limit, shards = ALL_SHARDS, ...moment }) => {
      if (shards.length === 0) return [];
      const database = await open();
      const all = intakesIn(database).where('shard', 'in', shards);
      const matching =
        'before' in moment
          ? all.where('dueAt', '<=', moment.before)
          : all.where('dueAt', '>', moment.after);
      const due = matching.orderBy('dueAt').limit(limit).select();
      const { docs } = await call(database.readRole, () => due.get());
      return docs.map(({ id }) => id);
    },
  };
}

type Ledger = Pick<MailStore, 'addEntries' | 'readEntry' | 'writeEntry' | 'forgetEntries'>;

function createLedger(open: OpenDatabase, ports: StatePorts): Ledger {
  return {
    addEntries: async (entries) => {
      const database = await open();
      const additions = entries.map((value) => ({
        reference: entriesIn(database).doc(entryIdOf(value)),
        fields: writeEntryDocument(value),
      }));
      const revisions = await addAbsent(database, additions, ports.ids.unique());
      return entries.flatMap((value, nth) => {
        const revision = revisions[nth];
        return revision ? [{ value, revision }] : [];
      });
    },
    readEntry: async (connectionId, messageId) => {
      if (!isId(connectionId) || !isId(messageId)) return null;
      const database = await open();
      const place = { connectionId, messageId };
      return readVersioned(database, entriesIn(database).doc(entryIdOf(place)), (document) =>
        readEntryDocument(place, document),
      );
    },
    writeEntry: async (entry, revision, event) => {
      const database = await open();
      const reference = entriesIn(database).doc(entryIdOf(entry));
      const write = { reference, fields: writeEntryDocument(entry), revision };
      const addition = eventIn(database, ports, event);
      return compareAndSet(database, { ...write, addition }, ports.ids.unique());
    },
    forgetEntries: async (before) => {
      const database = await open();
      return deleteFound(database, entriesIn(database).where('deleteAt', '<', before));
    },
  };
}

type Searches = Pick<
  MailStore,
  'listOpenEntries' | 'readEntries' | 'listEntries' | 'countHeld' | 'countArrived'
>;

function createLedgerSearches(open: OpenDatabase): Searches {
  return {
    listOpenEntries: async (connectionId, limit) => {
      const database = await open();
      const wanted = entriesIn(database)
        .where('connectionId', '==', connectionId)
        .where('isOpen', '==', true);
      const { docs } = await call(database.readRole, () =>
        wanted.orderBy('messageId').limit(limit).get(),
      );
      return docs.flatMap((found) => readable(() => versionedIn(found)));
    },
    readEntries: async (connectionId, messageIds) => {
      if (messageIds.length === 0) return [];
      const database = await open();
      const references = messageIds.map((messageId) =>
        entriesIn(database).doc(entryIdOf({ connectionId, messageId })),
      );
      const found = await call(database.readRole, () => database.firestore.getAll(...references));
      return found.flatMap((each) =>
        each.exists ? readable(() => versionedIn(each as QueryDocumentSnapshot)) : [],
      );
    },
    listEntries: async ({ connectionId, state, ...page }) => {
      const database = await open();
      const newestFirst =
        state === 'held'
          ? heldIn(database, connectionId)
          : ofMailbox(database, connectionId).orderBy('messageId', 'desc');
      return pageOf(database, newestFirst, page);
    },
    countHeld: async (connectionId) => {
      const database = await open();
      const count = heldIn(database, connectionId).count();
      return (await call(database.readRole, () => count.get())).data().count;
    },
    countArrived: async ({ connectionId, from, until }) => {
      const database = await open();
      const count = async (state: EntryState): Promise<number> => {
        const arrived = ofMailbox(database, connectionId)
          .where('state', '==', state)
          .where('arrived', '>=', quarterOf(from))
          .where('arrived', '<', quarterOf(until));
        return (await call(database.readRole, () => arrived.count().get())).data().count;
      };
      const [found, filed, skipped, held] = await Promise.all([
        count('found'),
        count('filed'),
        count('skipped'),
        count('held'),
      ]);
      return { found, filed, skipped, held };
    },
  };
}

const ofMailbox = (database: Database, connectionId: string | null): Query => {
  const all = entriesIn(database);
  return connectionId === null ? all : all.where('connectionId', '==', connectionId);
};

/**
 * The held ones, the newest first. They are searched by a field that is null in all others: an index over the state
 * and the rising ids of messages would take every new message of all mailboxes in one place.
 */
const heldIn = (database: Database, connectionId: string | null): Query =>
  ofMailbox(database, connectionId).where('heldId', '>', '').orderBy('heldId', 'desc');

/** Of the same message in several mailboxes they are sorted by the mailbox, as the ids of documents are. */
async function pageOf(
  database: Database,
  newestFirst: Query,
  { after, limit }: Pick<EntryListing, 'after' | 'limit'>,
) {
  const { FieldPath } = database.library;
  const sorted = newestFirst.orderBy(FieldPath.documentId(), 'desc');
  const place = entryPlaceIn(after);
  const rest = place ? sorted.startAfter(place.messageId, entryIdOf(place)) : sorted;
  const { docs } = await call(database.readRole, () => rest.limit(limit + 1).get());
  const shown = docs.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.flatMap((found) => readable(() => versionedIn(found).value)),
    next: docs.length > limit && last ? entryCursorOf(placeIn(last)) : null,
  };
}

const eventIn = (database: Database, ports: StatePorts, event: MailEvent | null | undefined) =>
  additionOf(database, event && auditEventOf(ports, event));

const INTAKES = 'intakes';
const ENTRIES = 'mailEntries';

const intakesIn = ({ firestore }: Database): CollectionReference => firestore.collection(INTAKES);
const entriesIn = ({ firestore }: Database): CollectionReference => firestore.collection(ENTRIES);

/** Neither a connection's id nor Gmail's id of a message has a `~`. */
const entryIdOf = ({ connectionId, messageId }: EntryPlace): string =>
  `${connectionId}~${messageId}`;

const placeIn = (found: QueryDocumentSnapshot): EntryPlace => {
  const [connectionId = '', messageId = ''] = found.id.split('~');
  return { connectionId, messageId };
};

const intakeIn = (found: QueryDocumentSnapshot) => readIntakeDocument(found.id, documentIn(found));

const versionedIn = (found: QueryDocumentSnapshot): Versioned<LedgerEntry> => ({
  value: readEntryDocument(placeIn(found), documentIn(found)),
  revision: revisionOf(found.updateTime),
});
