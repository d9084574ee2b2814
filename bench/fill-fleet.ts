import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sampleConnection } from '../build/warm-up/sample-connection.ts';
import type { Connection } from '../shared/tokens/index.ts';
import { openLibrary } from './library.ts';

/** The number of connections in a store, and how many of them are due. */
export type Size = { readonly connections: number; readonly due: number };

const TEMPLATE = 'connection-template';

/** Later than the clock of any run: these connections are never due. */
const NOT_DUE = new Date('2100-01-01T00:00:00Z');

/** Earlier than the clock of any run: these connections are always due. */
const OVERDUE = new Date(0);

/** Number of concurrent writes; those of one event-loop turn share a commit. */
const BATCH = 500;

/**
 * Fills a directory with the state of a fleet, in which the due connections are evenly distributed. The
 * due ones are complete, each with its own grant. The others are copies that SQLite makes of one: they
 * fill the tables and their indexes, and are never opened.
 */
export async function fillFleet(directory: string, { connections, due }: Size): Promise<void> {
  mkdirSync(directory);
  const library = await openLibrary(directory, 'http://127.0.0.1:9', {
    connections: 0,
    expiresAt: NOT_DUE,
  });
  const { store, vault } = library.ports;
  await store.writeConnection(template(), null);
  copyTemplate(join(directory, 'connector.sqlite'), connections);
  const every = Math.floor(connections / due);
  for (let written = 0; written < due; written += BATCH) {
    const howMany = Math.min(BATCH, due - written);
    await Promise.all(
      Array.from({ length: howMany }, async (_, nth) => {
        const id = `connection-${(written + nth) * every}`;
        const version = await vault.put(id, { refreshToken: id.padEnd(103, 'r'), scopes: [] });
        await store.writeConnection(sampleConnection(id, version, OVERDUE), '1');
      }),
    );
  }
  library.close();
}

/** Its token is slightly shorter than Google's, so that four rows fit in a page and a million in 1 GB. */
function template(): Connection {
  const connection = sampleConnection(TEMPLATE, `${TEMPLATE}.grant`, NOT_DUE);
  return { ...connection, accessToken: { value: 'a'.repeat(170), expiresAt: NOT_DUE } };
}

/** Copies every column; only those that hold the id, the shard or the due time differ between copies. */
function copyTemplate(path: string, howMany: number): void {
  const database = new DatabaseSync(path);
  const varying: Readonly<Record<string, string>> = {
    id: `replace(id, '${TEMPLATE}', 'connection-' || n)`,
    address: `replace(address, '${TEMPLATE}', 'connection-' || n)`,
    document: `replace(document, '${TEMPLATE}', 'connection-' || n)`,
    shard: 'n % 16',
    refresh_due_at: 'refresh_due_at + n',
  };
  const columns = database
    .prepare("SELECT name FROM pragma_table_info('connections')")
    .all()
    .map(({ name }) => String(name));
  // Without a journal, which would be as large as the table: a bench's rows need no crash safety.
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
  database.exec(`INSERT INTO connections (${columns.join()})
    WITH RECURSIVE numbers (n) AS
      (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ${howMany})
    SELECT ${columns.map((name) => varying[name] ?? name).join()}
    FROM numbers CROSS JOIN connections WHERE id = '${TEMPLATE}'`);
  database.exec(`DELETE FROM connections WHERE id = '${TEMPLATE}'`);
  database.exec('PRAGMA journal_mode = WAL');
  database.close();
}
