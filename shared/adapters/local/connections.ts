import type { DatabaseSync } from 'node:sqlite';
import type { Keyring } from '../../sealing/index.ts';
import {
  type Connection,
  type ConnectionStore,
  type DamagedConnection,
  type ListedConnection,
  mailboxKeyOf,
} from '../../tokens/index.ts';
import { connectionPage } from '../connection-page.ts';
import {
  readConnectionDocument,
  readListedConnection,
  writeConnectionDocument,
} from '../documents/documents.ts';
import { salvageDocument } from '../documents/salvage-document.ts';
import { CONNECTION_DUES, connectionDueFields, indexFieldsOf } from '../index-fields.ts';
import { pageWindow } from '../page-window.ts';
import { conditionOf } from './connection-filter.ts';
import { columnOf, dueColumnsOf } from './due.ts';
import type { AddEvent } from './events.ts';
import type { LocalDatabase } from './group-commit.ts';
import { withBusyRetry } from './sqlite-errors.ts';
import {
  createVersionedRows,
  documentIn,
  idOf,
  type Row,
  type VersionedRows,
} from './versioned-rows.ts';

const INDEX_COLUMNS = [
  'address',
  'domain',
  'mailbox_key',
  'status',
  'health',
  'trouble',
  'shard',
  'token_digest',
  'prefix_digest',
  ...CONNECTION_DUES.map(({ field }) => columnOf(field)),
];

/** The ConnectionStore port over SQLite. */
export function createConnections(
  { database, write }: LocalDatabase,
  keyring: Keyring,
  addEvent: AddEvent,
): ConnectionStore {
  const columns = [...INDEX_COLUMNS, 'document'];
  const rows = createVersionedRows(database, 'connections', { key: ['id'], columns });
  return {
    ...createSearches(database),
    readConnection: (id) =>
      rows.read([id], (document) => readConnectionDocument(keyring, id, document)),

    salvageConnection: createSalvage(database),

    writeConnection: async (connection, revision, event) => {
      const { document } = await writeConnectionDocument(keyring, connection);
      const values = { ...columnsOf(connection), document };
      return write(() => addEvent(rows.put([connection.id], values, revision), event));
    },
  };
}

/** Every write raises the revision, and not every one the generation: the revision is never below it. */
function createSalvage(database: DatabaseSync): ConnectionStore['salvageConnection'] {
  const select = database.prepare(
    'SELECT id, revision, address, document FROM connections WHERE id = ?',
  );
  return async (id) => {
    const row = await withBusyRetry(() => select.get(id));
    if (!row) return null;
    const revision = String(row['revision']);
    const about = { ...damagedIn(row), generation: Number(revision) };
    return { value: salvageDocument(documentIn(row), about), revision };
  };
}

function columnsOf(connection: Connection): Parameters<VersionedRows['put']>[1] {
  const { mailboxKey, tokenDigest, prefixDigest, ...same } = indexFieldsOf(connection);
  return {
    ...same,
    ...dueColumnsOf(connectionDueFields(connection)),
    mailbox_key: mailboxKey,
    token_digest: tokenDigest,
    prefix_digest: prefixDigest,
  };
}

type Searches = Omit<ConnectionStore, 'readConnection' | 'salvageConnection' | 'writeConnection'>;

function createSearches(database: DatabaseSync): Searches {
  const byAddress = database.prepare(`SELECT id, document FROM connections
    WHERE health <> 'disconnected' AND mailbox_key = ? AND id <> ?
    ORDER BY status <> 'active', id LIMIT 1`);
  const troubles = database.prepare(`SELECT trouble, count(*) AS n FROM connections
    WHERE trouble IS NOT NULL GROUP BY trouble ORDER BY trouble LIMIT ?`);
  const byDigest = {
    token: database.prepare('SELECT id FROM connections WHERE token_digest = ?'),
    prefix: database.prepare('SELECT id FROM connections WHERE prefix_digest = ?'),
  };
  return {
    listConnections: createListing(database),

    countConnections: async (filter) => {
      const { sql, values } = conditionOf(filter);
      const count = `SELECT count(*) AS n FROM connections WHERE ${sql}`;
      return Number((await withBusyRetry(() => database.prepare(count).get(...values)))?.['n']);
    },

    listTroubles: async (limit) =>
      (await withBusyRetry(() => troubles.all(limit))).map((row) => ({
        trouble: String(row['trouble']),
        count: Number(row['n']),
      })),

    findByAddress: async (address, except = '') => {
      const row = await withBusyRetry(() => byAddress.get(mailboxKeyOf(address), except));
      return row ? listedIn(row) : null;
    },

    findByGrantDigest: async (digest, value) => {
      const row = await withBusyRetry(() => byDigest[digest].get(value));
      return row ? idOf(row) : null;
    },
  };
}

function createListing(database: DatabaseSync): ConnectionStore['listConnections'] {
  return async ({ after, before = null, limit, filter }) => {
    const isBackwards = before !== null;
    const [address = '', id = ''] = (before ?? after)?.split('\n') ?? [];
    const { sql, values } = conditionOf(filter);
    const order = isBackwards ? 'address DESC, id DESC' : 'address, id';
    const list = `SELECT id, address, document FROM connections
      WHERE ${sql} AND (address, id) ${isBackwards ? '<' : '>'} (?, ?) ORDER BY ${order} LIMIT ?`;
    const rows = await withBusyRetry(() =>
      database.prepare(list).all(...values, address, id, limit + 1),
    );
    const cursorOf = (row: Row): string => `${row['address']}\n${row['id']}`;
    const page = pageWindow<Row>(rows, { after, limit }, isBackwards);
    return connectionPage(page, { listedIn, cursorOf, damagedIn });
  };
}

const damagedIn = (row: Row): DamagedConnection => ({
  id: idOf(row),
  address: String(row['address']),
});

const listedIn = (row: Row): ListedConnection => readListedConnection(idOf(row), documentIn(row));
