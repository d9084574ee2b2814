import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../errors.ts';
import { MIGRATIONS, registerFunctions } from './migrations.ts';
import { storeError, withBusyRetry } from './sqlite-errors.ts';

/** Marks the file as ours ("GSEC"), so that another program's database is never migrated. */
const APPLICATION_ID = 0x47534543;

/** How long to wait while another process migrates the database or claims it for a client. */
const OPENING_MS = 10_000;

/**
 * How far the write-ahead log grows before a checkpoint, which blocks the process: 64 MB. At SQLite's
 * default of 4 MB, a busy minute would run a checkpoint with every other commit.
 */
const CHECKPOINT_PAGES = 16_000;

/** Enough for the pages and indexes of some thousands of mailboxes. SQLite's default is 2 MB. */
const CACHE_KIB = 32_000;

/**
 * Opens the database, or creates it: with a write-ahead log, every commit flushed to the disk, migrated
 * to the newest schema, and bound to the OAuth client whose grants it keeps. Several processes may have
 * it open.
 *
 * @throws AppError `store_corrupt`, `store_newer`, `store_unavailable`, `store_of_another_client`,
 *   `data_directory_unusable`
 */
export function openDatabase(path: string, client: string): DatabaseSync {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { timeout: OPENING_MS });
    // Check this first, so that another program's file is left exactly as it was.
    checkOurs(database);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    database.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
    migrate(database);
    claimFor(database, client);
    // From here on, `withBusyRetry` waits for locks without blocking the process.
    database.exec('PRAGMA busy_timeout = 0');
    return database;
  } catch (thrown) {
    database?.close();
    throw openingError(storeError(thrown), path);
  }
}

/** Names the file. A disk that fails at the start is no failure that passes. */
function openingError({ code, detail }: AppError, path: string): AppError {
  const blamed = code === 'store_unavailable' && detail['reason'] !== undefined;
  return new AppError(blamed ? 'data_directory_unusable' : code, { detail: { path, ...detail } });
}

/**
 * Binds the database to one OAuth client: with another client, Google would refuse each grant and every
 * mailbox would be declared dead. This is a write, so it also detects a read-only database.
 */
function claimFor(database: DatabaseSync, client: string): void {
  database.prepare('INSERT INTO owner SELECT ? WHERE NOT EXISTS (SELECT 1 FROM owner)').run(client);
  const owner = database.prepare('SELECT client FROM owner').get();
  if (owner?.['client'] !== client) throw new AppError('store_of_another_client');
}

function checkOurs(database: DatabaseSync): void {
  const applicationId = pragma(database, 'application_id');
  const version = pragma(database, 'user_version');
  const tables = database.prepare('SELECT count(*) AS n FROM sqlite_schema').get();
  const empty = tables?.['n'] === 0;
  if (applicationId !== APPLICATION_ID && !empty) throw new AppError('store_corrupt');
  if (version > MIGRATIONS.length) throw new AppError('store_newer');
}

/** Runs all missing migrations in one transaction: of two processes that start together, one migrates. */
function migrate(database: DatabaseSync): void {
  if (pragma(database, 'user_version') === MIGRATIONS.length) return;
  registerFunctions(database);
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const migration of MIGRATIONS.slice(pragma(database, 'user_version'))) {
      database.exec(migration);
    }
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
    database.exec('COMMIT');
  } catch (thrown) {
    database.exec('ROLLBACK');
    throw thrown;
  }
}

/** Runs work that must not run in two processes at once and that writes nothing to the database. */
export function exclusively(database: DatabaseSync, work: () => void): Promise<void> {
  return withBusyRetry(() => {
    database.exec('BEGIN IMMEDIATE');
    try {
      work();
    } finally {
      database.exec('ROLLBACK');
    }
  });
}

function pragma(database: DatabaseSync, name: 'application_id' | 'user_version'): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}
