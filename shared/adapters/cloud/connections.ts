import type { CollectionReference, DocumentSnapshot } from '@google-cloud/firestore';
import type { Keyring } from '../../sealing/index.ts';
import type {
  Connection,
  ConnectionStore,
  DamagedConnection,
  Ids,
  ListedConnection,
  Versioned,
} from '../../tokens/index.ts';
import { connectionPage } from '../connection-page.ts';
import {
  readConnectionDocument,
  readListedConnection,
  writeConnectionDocument,
} from '../documents/documents.ts';
import { salvageDocument } from '../documents/salvage-document.ts';
import { connectionDueFields, indexFieldsOf } from '../index-fields.ts';
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

type Searches = Pick<ConnectionStore, 'countConnections' | 'findByAddress' | 'findByGrantDigest'>;

function createSearches(open: OpenDatabase): Searches {
  return {
    countConnections: async (filter) => {
      const database = await open();
      const count = narrow(connectionsIn(database), filter).count();
      return (await call(database.readRole, () => count.get())).data().count;
    },

    findByAddress: async (address) => {
      const database = await open();
      const query = listed(connectionsIn(database)).where('address', '==', address.toLowerCase());
      const { docs } = await call(database.readRole, () => query.get());
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

function createListing(open: OpenDatabase): ConnectionStore['listConnections'] {
  return async ({ after, limit, filter }) => {
    const database = await open();
    const start = cursorIn(after);
    const ordered = narrow(connectionsIn(database), filter)
      .orderBy('address')
      .orderBy(database.library.FieldPath.documentId());
    const query = (start ? ordered.startAfter(...start) : ordered).limit(limit + 1);
    const { docs } = await call(database.readRole, () => query.get());
    const cursorOf = (snapshot: DocumentSnapshot): string =>
      `${snapshot.get('address')}\n${snapshot.id}`;
    return connectionPage(docs, limit, { listedIn, cursorOf, damagedIn });
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
