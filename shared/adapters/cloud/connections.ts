import type { CollectionReference, DocumentSnapshot, Query } from '@google-cloud/firestore';
import type { Keyring } from '../../sealing/index.ts';
import {
  type Connection,
  type ConnectionStore,
  type Ids,
  type ListedConnection,
  shardOf,
} from '../../tokens/index.ts';
import {
  readConnectionDocument,
  readListedConnection,
  writeConnectionDocument,
} from '../documents.ts';
import { readable } from '../readable.ts';
import { compareAndSet } from './compare-and-set.ts';
import { type Database, isId, type OpenDatabase, revisionOf } from './firestore.ts';
import { call } from './google-cloud.ts';

export const CONNECTIONS = 'connections';

const LISTED = ['active', 'needs_reconnect'];

type Connections = Pick<
  ConnectionStore,
  'readConnection' | 'writeConnection' | 'listConnections' | 'findByAddress' | 'dueConnections'
>;

/** Connections in Firestore: one document each, with what is searched by beside it. */
export function createConnections(open: OpenDatabase, keyring: Keyring, ids: Ids): Connections {
  const find = async (narrow: (listed: Query, database: Database) => Query) => {
    const database = await open();
    const listed = collection(database).where('status', 'in', LISTED);
    const found = await call(database.reading, () => narrow(listed, database).get());
    return found.docs;
  };

  return {
    readConnection: async (id) => {
      if (!isId(id)) return null;
      const database = await open();
      const found = await call(database.reading, () => collection(database).doc(id).get());
      if (!found.updateTime) return null;
      const value = await readConnectionDocument(keyring, id, documentIn(found));
      return { value, revision: revisionOf(found.updateTime) };
    },

    writeConnection: async (connection, revision) => {
      const database = await open();
      const reference = collection(database).doc(connection.id);
      const written = await writeConnectionDocument(keyring, connection);
      const fields = { ...written, ...fieldsOf(connection) };
      return compareAndSet(database, { reference, fields, revision }, ids.unique());
    },

    listConnections: async ({ after, limit }) => {
      const start = cursorIn(after);
      const docs = await find((listed, { library }) => {
        const ordered = listed.orderBy('address').orderBy(library.FieldPath.documentId());
        return (start ? ordered.startAfter(...start) : ordered).limit(limit + 1);
      });
      const page = docs.slice(0, limit);
      const items = page.flatMap((snapshot) => readable(() => listedIn(snapshot)));
      const last = page.at(-1);
      const next = docs.length > limit && last ? `${last.get('address')}\n${last.id}` : null;
      return { items, next, unreadable: page.length - items.length };
    },

    findByAddress: async (address) => {
      const docs = await find((listed) => listed.where('address', '==', address.toLowerCase()));
      const active = docs.find((snapshot) => snapshot.get('status') === 'active');
      const found = active ?? docs[0];
      return found ? listedIn(found) : null;
    },

    dueConnections: async ({ before, limit, shards }) => {
      if (shards.length === 0) return [];
      const database = await open();
      const due = collection(database)
        .where('shard', 'in', shards)
        .where('refreshDueAt', '<=', before)
        .orderBy('refreshDueAt')
        .limit(limit)
        .select();
      const found = await call(database.reading, () => due.get());
      return found.docs.map(({ id }) => id);
    },
  };
}

const documentIn = (snapshot: DocumentSnapshot): string => String(snapshot.get('document'));

const listedIn = (snapshot: DocumentSnapshot): ListedConnection =>
  readListedConnection(snapshot.id, documentIn(snapshot));

const collection = ({ firestore }: Database): CollectionReference =>
  firestore.collection(CONNECTIONS);

/**
 * Where a page begins. Cursors come back by way of a browser's address: Firestore throws at an id that no
 * document can have, and we begin anew.
 */
function cursorIn(after: string | null): readonly [address: string, id: string] | null {
  const [address = '', id = '', ...more] = after?.split('\n') ?? [];
  const isOne = more.length === 0 && /^(?!\.\.?$|__.*__$)[^/]+$/.test(id);
  return isOne && after?.isWellFormed() ? [address, id] : null;
}

function fieldsOf({ id, mailbox, status, refreshDueAt }: Connection) {
  return {
    address: mailbox.address.toLowerCase(),
    status,
    shard: shardOf(id),
    refreshDueAt,
  };
}
