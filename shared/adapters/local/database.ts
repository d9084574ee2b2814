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
 * Opens the database, or creates it: with a write-ahead log, every commit flushed to the disk, and migrated
 * to the newest schema. Several processes may have it open.
 *
 * @param mayCreate whether an empty database may become ours
 * @param claim binds the database to its owner, in one transaction with everything that it reads
 * @throws AppError `store_corrupt`, `store_newer`, `store_unavailable`, `store_missing`,
 *   `data_directory_unusable`, and what `claim` throws
 */
export function openDatabase(
  path: string,
  mayCreate: boolean,
  claim: (database: DatabaseSync) => void,
): DatabaseSync {
  let database: DatabaseSync | null = null;
  try {
    const opened = new DatabaseSync(path, { timeout: OPENING_MS });
    database = opened;
    // Check this first, so that another program's file is left exactly as it was.
    checkOurs(database, mayCreate);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    database.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
    migrate(database);
    inTransaction(database, () => claim(opened));
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

function checkOurs(database: DatabaseSync, mayCreate: boolean): void {
  const applicationId = pragma(database, 'application_id');
  const version = pragma(database, 'user_version');
  const tables = database.prepare('SELECT count(*) AS n FROM sqlite_schema').get();
  const empty = tables?.['n'] === 0;
  if (applicationId !== APPLICATION_ID && !empty) throw new AppError('store_corrupt');
  if (empty && !mayCreate) throw new AppError('store_missing');
  if (version > MIGRATIONS.length) throw new AppError('store_newer');
}

/** Runs all missing migrations in one transaction: of two processes that start together, one migrates. */
function migrate(database: DatabaseSync): void {
  if (pragma(database, 'user_version') === MIGRATIONS.length) return;
  registerFunctions(database);
  inTransaction(database, () => {
    for (const migration of MIGRATIONS.slice(pragma(database, 'user_version'))) {
      database.exec(migration);
    }
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
  });
}

/** Runs work in a transaction that takes the lock at its beginning, so that it also detects a read-only file. */
function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (thrown) {
    // Errors such as a full disk have ended it already.
    if (database.isTransaction) database.exec('ROLLBACK');
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
