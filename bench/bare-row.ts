import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const ID = 'connection-0';

/** The least that a store can cost: one row, read or written without any processing. */
export type BareRow = {
  read(): unknown;
  /** One commit, flushed to the disk like those of the product. */
  write(): unknown;
  close(): void;
};

/** Opens a SQLite file with one row of that size, read by its primary key. */
export function openBareRow(directory: string, bytes: number): BareRow {
  const database = new DatabaseSync(join(directory, 'bare-row.sqlite'));
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE rows (id TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT;`);
  database.prepare('INSERT INTO rows VALUES (?, ?)').run(ID, 'd'.repeat(bytes));
  const select = database.prepare('SELECT document FROM rows WHERE id = ?');
  const update = database.prepare('UPDATE rows SET document = ? WHERE id = ?');
  // Each write changes the row: SQLite writes nothing for an unchanged one.
  const documents = ['e'.repeat(bytes), 'd'.repeat(bytes)] as const;
  let writes = 0;
  return {
    read: () => select.get(ID),
    write: () => update.run(documents[writes++ % 2 === 0 ? 0 : 1], ID),
    close: () => database.close(),
  };
}
