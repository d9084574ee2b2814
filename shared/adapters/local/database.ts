import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../errors.ts';
import { MIGRATIONS, registerFunctions } from './migrations.ts';
import { patiently, storeError } from './sqlite-errors.ts';

/** Marks the file as ours ("GSEC"), so that another program's database is never migrated. */
const APPLICATION_ID = 0x47534543;

/** How long another process that migrates or claims the database is waited for. */
const OPENING_MS = 10_000;

/**
 * How long the log grows before it is worked into the tables, which stops the process: 64 MB. At SQLite's
 * own 4 MB a busy minute would do so with every other commit.
 */
const CHECKPOINT_PAGES = 16_000;

/** Enough for what some thousands of mailboxes and their indexes take; SQLite's own is 2 MB. */
const CACHE_KIB = 32_000;

/**
 * Opens (or makes) the database: write-ahead log, every commit flushed to the disk, migrated to the
 * newest schema, and held to the OAuth client whose grants it keeps. Several processes may have it
 * open.
 *
 * @throws AppError `store_corrupt`, `store_newer`, `store_unavailable`, `store_of_another_client`
 */
export function openDatabase(path: string, client: string): DatabaseSync {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { timeout: OPENING_MS });
    // First of all: a file of somebody else's is left exactly as it was.
    checkOurs(database);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    database.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
    migrate(database);
    claimFor(database, client);
    // From here on waiting is done where it does not stop the process: see `patiently`.
    database.exec('PRAGMA busy_timeout = 0');
    return database;
  } catch (thrown) {
    database?.close();
    throw new AppError(storeError(thrown).code, { detail: { path } });
  }
}

/**
 * With another client each of its grants would be refused, and every mailbox declared dead. Being a
 * write, this also finds out a database that cannot be written.
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

/** One transaction for all that is missing: of two processes that start at once, one migrates. */
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

/** Runs work that must not run in two processes at once, and needs no statement of its own. */
export function exclusively(database: DatabaseSync, work: () => void): Promise<void> {
  return patiently(() => {
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
