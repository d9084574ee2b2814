import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sampleConnection } from '../build/warm-up/sample-connection.ts';
import type { Connection } from '../shared/tokens/index.ts';
import { openLibrary } from './library.ts';

/** How many connections a store has, and how many of them are due. */
export type Size = { readonly connections: number; readonly due: number };

const TEMPLATE = 'connection-template';

/** Beyond every run: whatever time a run says it is, these are not due. */
const NOT_DUE = new Date('2100-01-01T00:00:00Z');

/** What is due has been since the moment that every run begins with. */
const OVERDUE = new Date(0);

/** So many are written at a time: a turn's writes share a commit. */
const AT_A_TIME = 500;

/**
 * Fills a directory with the state of so many connections, the due ones spread evenly among the
 * others. Those that are due are whole, each with a grant of its own; the others are copies of one,
 * made by SQLite: they fill the tables and their indexes, and nobody opens them.
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
  for (let begun = 0; begun < due; begun += AT_A_TIME) {
    const howMany = Math.min(AT_A_TIME, due - begun);
    await Promise.all(
      Array.from({ length: howMany }, async (_, nth) => {
        const id = `connection-${(begun + nth) * every}`;
        const version = await vault.put(id, { refreshToken: id.padEnd(103, 'r'), scopes: [] });
        await store.writeConnection(sampleConnection(id, version, OVERDUE), '1');
      }),
    );
  }
  library.close();
}

/** With a token a little shorter than most: four rows fit a page, and a million a gigabyte. */
function template(): Connection {
  const connection = sampleConnection(TEMPLATE, `${TEMPLATE}.grant`, NOT_DUE);
  return { ...connection, accessToken: { value: 'a'.repeat(170), expiresAt: NOT_DUE } };
}

/** Copies whatever columns there are; only what names the connection or spreads it is made anew. */
function copyTemplate(path: string, howMany: number): void {
  const database = new DatabaseSync(path);
  const made: Readonly<Record<string, string>> = {
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
  // Without the log: it would be as large as the table, and nothing is lost with a bench's rows.
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
  database.exec(`INSERT INTO connections (${columns.join()})
    WITH RECURSIVE numbers (n) AS
      (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ${howMany})
    SELECT ${columns.map((name) => made[name] ?? name).join()}
    FROM numbers CROSS JOIN connections WHERE id = '${TEMPLATE}'`);
  database.exec(`DELETE FROM connections WHERE id = '${TEMPLATE}'`);
  database.exec('PRAGMA journal_mode = WAL');
  database.close();
}
