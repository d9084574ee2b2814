import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const ID = 'connection-0';

/** What a store can cost at the least: one row, nothing done with it. */
export type BareRow = {
  read(): unknown;
  /** One commit, flushed to the disk as the product's own are. */
  write(): unknown;
  close(): void;
};

/** One row of so many bytes in a SQLite file, found by its primary key. */
export function openBareRow(directory: string, bytes: number): BareRow {
  const database = new DatabaseSync(join(directory, 'bare-row.sqlite'));
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE rows (id TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT;`);
  database.prepare('INSERT INTO rows VALUES (?, ?)').run(ID, 'd'.repeat(bytes));
  const select = database.prepare('SELECT document FROM rows WHERE id = ?');
  const update = database.prepare('UPDATE rows SET document = ? WHERE id = ?');
  // Each unlike the one before: SQLite writes nothing for a row that stays the same.
  const documents = ['e'.repeat(bytes), 'd'.repeat(bytes)] as const;
  let writes = 0;
  return {
    read: () => select.get(ID),
    write: () => update.run(documents[writes++ % 2 === 0 ? 0 : 1], ID),
    close: () => database.close(),
  };
}
