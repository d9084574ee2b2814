import type { CollectionReference, DocumentSnapshot, Query } from '@google-cloud/firestore';
import type { Keyring } from '../../sealing/index.ts';
import {
  type Connection,
  type ConnectionStore,
  type CountedTrouble,
  type DamagedConnection,
  type Ids,
  isSameMailbox,
  type ListedConnection,
  mailboxKeyOf,
  spellingsOf,
  type Versioned,
} from '../../tokens/index.ts';
import { connectionPage } from '../connection-page.ts';
import {
  readConnectionDocument,
  readListedConnection,
  writeConnectionDocument,
} from '../documents/documents.ts';
import { readable } from '../documents/parse-document.ts';
import { salvageDocument } from '../documents/salvage-document.ts';
import { connectionDueFields, indexFieldsOf } from '../index-fields.ts';
import { pageWindow } from '../page-window.ts';
import { listed, narrow } from './connection-filter.ts';
import { additionOf } from './events.ts';
import { type Database, isId, type OpenDatabase, revisionOf } from './firestore.ts';
import { call } from './google-cloud.ts';
import { compareAndSet, documentIn, readVersioned } from './versioned-documents.ts';

export const CONNECTIONS = 'connections';

/** The ConnectionStore port over Firestore: one document per connection, with its index fields beside it. */
export function createConnections(open: OpenDatabase, keyring: Keyring, ids: Ids): ConnectionStore {
  return {
    ...createSearches(open),
    listConnections: createListing(open),

    readConnection: async (id) => {
      if (!isId(id)) return null;
      const database = await open();
      return readVersioned(database, connectionsIn(database).doc(id), (document) =>
        readConnectionDocument(keyring, id, document),
      );
    },

    salvageConnection: async (id) => {
      if (!isId(id)) return null;
      const database = await open();
      const reference = connectionsIn(database).doc(id);
      return salvageIn(await call(database.readRole, () => reference.get()));
    },

    writeConnection: async (connection, revision, event) => {
      const database = await open();
      const reference = connectionsIn(database).doc(connection.id);
      const written = await writeConnectionDocument(keyring, connection);
      const fields = {
        ...written,
        ...indexFieldsOf(connection),
        ...connectionDueFields(connection),
      };
      const addition = additionOf(database, event);
      return compareAndSet(database, { reference, fields, revision, addition }, ids.unique());
    },
  };
}

/** No generation rises once a second for decades: the time of the last write, in seconds, is above it. */
function salvageIn(snapshot: DocumentSnapshot): Versioned<Connection> | null {
  const { updateTime } = snapshot;
  if (!updateTime) return null;
  const about = { ...damagedIn(snapshot), generation: updateTime.seconds };
  return {
    value: salvageDocument(documentIn(snapshot), about),
    revision: revisionOf(updateTime),
  };
}

type Searches = Pick<
  ConnectionStore,
  'countConnections' | 'listTroubles' | 'findByAddress' | 'findByGrantDigest'
>;

function createSearches(open: OpenDatabase): Searches {
  return {
    countConnections: async (filter) => {
      const database = await open();
      const count = narrow(connectionsIn(database), filter).count();
      return (await call(database.readRole, () => count.get())).data().count;
    },

    listTroubles: async (limit) => {
      const database = await open();
      const found: string[] = [];
      while (found.length < limit) {
        const trouble = await troubleAfter(database, found.at(-1) ?? '');
        if (trouble === null) break;
        found.push(trouble);
      }
      return Promise.all(found.map((trouble) => countTrouble(database, trouble)));
    },

    findByAddress: async (address, except) => {
      const database = await open();
      const docs = (await snapshotsOf(database, address)).filter(({ id }) => id !== except);
      const active = docs.find((snapshot) => snapshot.get('status') === 'active');
      const found = active ?? docs[0];
      return found ? listedIn(found) : null;
    },

    findByGrantDigest: async (digest, value) => {
      const database = await open();
      const query = connectionsIn(database).where(`${digest}Digest`, '==', value);
      const { docs } = await call(database.readRole, () => query.limit(1).select().get());
      return docs[0]?.id ?? null;
    },
  };
}

/**
 * The first line after another in their order. Firestore cannot group, and a counter would be one hot document that
 * every mailbox writes in an outage: so one read finds each line, and a count of its index follows.
 */
async function troubleAfter(database: Database, trouble: string): Promise<string | null> {
  const later = connectionsIn(database).where('trouble', '>', trouble).orderBy('trouble').limit(1);
  const { docs } = await call(database.readRole, () => later.select('trouble').get());
  const found: unknown = docs[0]?.get('trouble');
  return typeof found === 'string' ? found : null;
}

async function countTrouble(database: Database, trouble: string): Promise<CountedTrouble> {
  const count = connectionsIn(database).where('trouble', '==', trouble).count();
  const found = await call(database.readRole, () => count.get());
  return { trouble, count: found.data().count };
}

/**
 * The connections of a mailbox that are not disconnected. A release before the field `mailboxKey` may have
 * written the document, so without a match by that field the spellings of the address are searched.
 */
async function snapshotsOf(database: Database, address: string): Promise<DocumentSnapshot[]> {
  const all = listed(connectionsIn(database));
  const ask = async (query: Query): Promise<DocumentSnapshot[]> =>
    (await call(database.readRole, () => query.get())).docs;
  const byKey = await ask(all.where('mailboxKey', '==', mailboxKeyOf(address)));
  if (byKey.length > 0) return byKey;
  const older = await ask(all.where('address', 'in', spellingsOf(address)));
  // The field is in lower case by Unicode, which makes some addresses equal that are not.
  return older.filter((snapshot) =>
    readable(() => listedIn(snapshot)).every(({ mailbox }) =>
      isSameMailbox(mailbox.address, address),
    ),
  );
}

function createListing(open: OpenDatabase): ConnectionStore['listConnections'] {
  return async ({ after, before = null, limit, filter }) => {
    const database = await open();
    const [end, start] = [cursorIn(before), cursorIn(after)];
    const direction = end ? 'desc' : 'asc';
    const ordered = narrow(connectionsIn(database), filter)
      .orderBy('address', direction)
      .orderBy(database.library.FieldPath.documentId(), direction);
    const place = end ?? start;
    const query = (place ? ordered.startAfter(...place) : ordered).limit(limit + 1);
    const { docs } = await call(database.readRole, () => query.get());
    const cursorOf = (snapshot: DocumentSnapshot): string =>
      `${snapshot.get('address')}\n${snapshot.id}`;
    const page = pageWindow<DocumentSnapshot>(docs, { after: start, limit }, end !== null);
    return connectionPage(page, { listedIn, cursorOf, damagedIn });
  };
}

const damagedIn = (snapshot: DocumentSnapshot): DamagedConnection => ({
  id: snapshot.id,
  address: String(snapshot.get('address') ?? ''),
});

const listedIn = (snapshot: DocumentSnapshot): ListedConnection =>
  readListedConnection(snapshot.id, documentIn(snapshot));

export const connectionsIn = ({ firestore }: Database): CollectionReference =>
  firestore.collection(CONNECTIONS);

/**
 * The start of a page; null starts from the beginning. Cursors pass through a browser's address, and
 * Firestore throws at an id that no document can have, so such a cursor counts as none.
 */
function cursorIn(after: string | null): readonly [address: string, id: string] | null {
  const [address = '', id = '', ...more] = after?.split('\n') ?? [];
  const isCursor = more.length === 0 && /^(?!\.\.?$|__.*__$)[^/]+$/.test(id);
  return isCursor && after?.isWellFormed() ? [address, id] : null;
}
