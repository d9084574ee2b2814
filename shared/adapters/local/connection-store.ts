import type { DatabaseSync, StatementResultingChanges } from 'node:sqlite';
import type { Keyring } from '../../sealing/index.ts';
import {
  type AuthorizationRequest,
  type ConnectionStore,
  type ListedConnection,
  shardOf,
  type Versioned,
} from '../../tokens/index.ts';
import {
  readConnectionDocument,
  readListedConnection,
  readRequestDocument,
  writeConnectionDocument,
  writeRequestDocument,
} from '../documents.ts';
import { readable } from '../readable.ts';
import type { GroupCommit } from './group-commit.ts';
import { patiently } from './sqlite-errors.ts';

type Row = Record<string, unknown>;

/** The ConnectionStore port over SQLite: each write one statement, so that it is atomic by itself. */
export function createLocalConnectionStore(
  database: DatabaseSync,
  keyring: Keyring,
  { write }: GroupCommit,
): ConnectionStore {
  const sql = prepare(database);
  return {
    readConnection: async (id) =>
      versioned(await patiently(() => sql.readConnection.get(id)), (row) =>
        readConnectionDocument(keyring, id, documentIn(row)),
      ),

    writeConnection: async (connection, revision) => {
      const { id, mailbox, status, refreshDueAt } = connection;
      const { document } = await writeConnectionDocument(keyring, connection);
      const due = milliseconds(refreshDueAt);
      const values = [mailbox.address.toLowerCase(), status, shardOf(id), due, document];
      return write(() =>
        revision === null
          ? written(sql.insertConnection.run(id, ...values), 1)
          : written(
              sql.updateConnection.run(...values, id, Number(revision)),
              Number(revision) + 1,
            ),
      );
    },

    listConnections: async ({ after, limit }) => {
      const [address = '', id = ''] = after?.split('\n') ?? [];
      const rows = await patiently(() => sql.listConnections.all(address, id, limit + 1));
      const page = rows.slice(0, limit);
      const items = page.flatMap((row) => readable(() => listedIn(row)));
      const last = page.at(-1);
      const next = rows.length > limit && last ? `${last['address']}\n${last['id']}` : null;
      return { items, next, unreadable: page.length - items.length };
    },

    findByAddress: async (address) => {
      const row = await patiently(() => sql.findByAddress.get(address.toLowerCase()));
      return row ? listedIn(row) : null;
    },

    dueConnections: async ({ before, limit, shards }) => {
      const list = JSON.stringify(shards);
      return (await patiently(() => sql.dueConnections.all(before.getTime(), list, limit))).map(
        idOf,
      );
    },

    readRequest: async (id) =>
      versioned(await patiently(() => sql.readRequest.get(id)), (row) =>
        readRequestDocument(keyring, id, String(row['document'])),
      ),

    writeRequest: async (request, revision) => {
      const { id, expiresAt } = request;
      const document = await writeRequestDocument(keyring, request);
      const values = [expiresAt.getTime(), milliseconds(answeredAt(request)), document];
      return write(() =>
        revision === null
          ? written(sql.insertRequest.run(id, ...values), 1)
          : written(sql.updateRequest.run(...values, id, Number(revision)), Number(revision) + 1),
      );
    },

    parkedRequests: async ({ before, limit }) =>
      (await patiently(() => sql.parkedRequests.all(before.getTime(), limit))).map(idOf),

    forgetRequests: async ({ before, parkedBefore }) =>
      write(() => {
        const { changes } = sql.forgetRequests.run(before.getTime(), parkedBefore.getTime());
        return Number(changes);
      }),
  };
}

const milliseconds = (date: Date | null): number | null => date?.getTime() ?? null;

const answeredAt = (request: AuthorizationRequest): Date | null =>
  request.stage === 'answered' ? request.answeredAt : null;

const documentIn = (row: Row): string => String(row['document']);

const listedIn = (row: Row): ListedConnection => readListedConnection(idOf(row), documentIn(row));

const idOf = (row: Row): string => String(row['id']);

/**
 * The new revision, if a row was written. Never RETURNING: `get` hands out the row before the commit,
 * and hides it when that fails.
 */
const written = ({ changes }: StatementResultingChanges, revision: number): string | null =>
  Number(changes) === 1 ? String(revision) : null;

async function versioned<T>(
  row: Row | undefined,
  valueIn: (row: Row) => Promise<T>,
): Promise<Versioned<T> | null> {
  return row ? { value: await valueIn(row), revision: String(row['revision']) } : null;
}

function prepare(database: DatabaseSync) {
  const insert = (table: string, columns: string): string =>
    `INSERT INTO ${table} (id, revision, ${columns}) VALUES (?, 1, ${columns.replace(/\w+/g, '?')})
     ON CONFLICT DO NOTHING`;
  const update = (table: string, columns: string): string =>
    `UPDATE ${table} SET revision = revision + 1, ${columns.replace(/\w+/g, '$& = ?')}
     WHERE id = ? AND revision = ?`;
  const connection = 'address, status, shard, refresh_due_at, document';
  const request = 'expires_at, answered_at, document';
  const statements = {
    readConnection: 'SELECT revision, document FROM connections WHERE id = ?',
    insertConnection: insert('connections', connection),
    updateConnection: update('connections', connection),
    listConnections: `SELECT id, address, document FROM connections
      WHERE status <> 'disconnected' AND (address, id) > (?, ?) ORDER BY address, id LIMIT ?`,
    findByAddress: `SELECT id, document FROM connections
      WHERE status <> 'disconnected' AND address = ? ORDER BY status <> 'active', id LIMIT 1`,
    dueConnections: `SELECT id FROM connections
      WHERE refresh_due_at <= ? AND shard IN (SELECT value FROM json_each(?)) ORDER BY refresh_due_at LIMIT ?`,
    readRequest: 'SELECT revision, document FROM authorization_requests WHERE id = ?',
    insertRequest: insert('authorization_requests', request),
    updateRequest: update('authorization_requests', request),
    parkedRequests: `SELECT id FROM authorization_requests
      WHERE answered_at < ? ORDER BY answered_at LIMIT ?`,
    forgetRequests: `DELETE FROM authorization_requests
      WHERE (expires_at < ? AND answered_at IS NULL) OR answered_at < ?`,
  };
  type Name = keyof typeof statements;
  const entries = Object.entries(statements).map(([name, text]) => [name, database.prepare(text)]);
  return Object.fromEntries(entries) as Record<Name, ReturnType<DatabaseSync['prepare']>>;
}
