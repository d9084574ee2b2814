import { DatabaseSync } from 'node:sqlite';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS records (
    id TEXT PRIMARY KEY, object TEXT NOT NULL, fields TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS records_by_object ON records (object, id);
  CREATE TABLE IF NOT EXISTS lookups (
    object TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL COLLATE NOCASE, id TEXT NOT NULL,
    PRIMARY KEY (object, field, value, id)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS lookups_by_id ON lookups (id);
  CREATE TABLE IF NOT EXISTS contents (id TEXT PRIMARY KEY, bytes BLOB NOT NULL);
  CREATE TABLE IF NOT EXISTS sequences (name TEXT PRIMARY KEY, last INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS sessions (
    token TEXT PRIMARY KEY, expires_at INTEGER NOT NULL, revoked INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS thread_tokens (token TEXT PRIMARY KEY, case_id TEXT NOT NULL UNIQUE);
  CREATE TABLE IF NOT EXISTS faults (fault TEXT PRIMARY KEY, parameters TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS outbound_messages (
    id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, message TEXT NOT NULL
  );
`;

/**
 * Opens the one file that holds all state of the emulated org. As in the emulated Google, what was
 * answered survives a `kill -9` of the process, and no write waits for the disk.
 *
 * @param file path of the SQLite file, or `:memory:`
 */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = OFF');
  database.exec('PRAGMA busy_timeout = 5000');
  database.exec(SCHEMA);
  return database;
}

export type Transaction = <Result>(work: () => Result) => Result;

/** Runs synchronous work, all or none of it; within other such work it is undone alone. */
export function transactionsOf(database: DatabaseSync): Transaction {
  return (work) => {
    database.exec('SAVEPOINT work');
    try {
      const result = work();
      database.exec('RELEASE work');
      return result;
    } catch (thrown) {
      database.exec('ROLLBACK TO work');
      database.exec('RELEASE work');
      throw thrown;
    }
  };
}
