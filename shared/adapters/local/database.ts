import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { AppError, asAppError } from '../../errors.ts';

/** Marks the file as ours ("GSEC"), so that another program's database is never migrated. */
const APPLICATION_ID = 0x47534543;

const [SQLITE_BUSY, SQLITE_CORRUPT, SQLITE_NOTADB] = [5, 11, 26];
const PATIENCE_MS = 10_000;
const PAUSE_MS = 20;

/** One entry a schema version, applied in order and never edited once released. */
const MIGRATIONS = [
  `CREATE TABLE owner (client TEXT NOT NULL) STRICT;
   CREATE TABLE connections (
     id TEXT PRIMARY KEY,
     revision INTEGER NOT NULL,
     address TEXT NOT NULL,
     status TEXT NOT NULL,
     refresh_due_at INTEGER,
     document TEXT NOT NULL
   ) STRICT;
   CREATE INDEX connections_by_address ON connections (address, id) WHERE status <> 'disconnected';
   CREATE INDEX connections_due ON connections (refresh_due_at) WHERE refresh_due_at IS NOT NULL;
   CREATE TABLE authorization_requests (
     id TEXT PRIMARY KEY,
     revision INTEGER NOT NULL,
     expires_at INTEGER NOT NULL,
     answered_at INTEGER,
     document TEXT NOT NULL
   ) STRICT;
   CREATE INDEX authorization_requests_expiring ON authorization_requests (expires_at);
   CREATE INDEX authorization_requests_parked ON authorization_requests (answered_at)
     WHERE answered_at IS NOT NULL;
   CREATE TABLE grants (
     name TEXT PRIMARY KEY,
     connection_id TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     sealed TEXT NOT NULL
   ) STRICT;
   CREATE INDEX grants_by_connection ON grants (connection_id, created_at);`,
];

/**
 * Opens (or makes) the database: write-ahead log, every commit flushed to the disk, migrated to the
 * newest schema. Several processes may have it open.
 *
 * @throws AppError `store_corrupt`, `store_newer`, `store_unavailable`
 */
export function openDatabase(path: string): DatabaseSync {
  let database: DatabaseSync | null = null;
  try {
    database = guarded(() => new DatabaseSync(path, { timeout: 10_000 }));
    return prepared(database);
  } catch (thrown) {
    database?.close();
    throw new AppError(asAppError(thrown).code, { detail: { path } });
  }
}

function prepared(database: DatabaseSync): DatabaseSync {
  return guarded(() => {
    // First of all: a file of somebody else's is left exactly as it was.
    checkOurs(database);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    migrate(database);
    // A database that cannot be written is found out now, and not by the first mailbox owner.
    database.exec('BEGIN IMMEDIATE; ROLLBACK; PRAGMA busy_timeout = 0;');
    return database;
  });
}

/**
 * Holds the database to the OAuth client whose grants it keeps: with another one each of them would
 * be refused, and every mailbox declared dead.
 *
 * @throws AppError `store_of_another_client`
 */
export function claimFor(database: DatabaseSync, client: string): void {
  guarded(() => {
    database
      .prepare('INSERT INTO owner SELECT ? WHERE NOT EXISTS (SELECT 1 FROM owner)')
      .run(client);
    const owner = database.prepare('SELECT client FROM owner').get();
    if (owner?.['client'] !== client) throw new AppError('store_of_another_client');
  });
}

/**
 * Runs one piece of database work, again while another process holds the lock. The waiting is done
 * here and not in SQLite, whose own would stop everything else that this process does.
 *
 * @throws AppError `store_unavailable`, `store_corrupt`
 */
export async function patiently<T>(work: () => T): Promise<T> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return work();
    } catch (thrown) {
      if (resultCode(thrown) !== SQLITE_BUSY || performance.now() >= giveUpAt)
        throw ourError(thrown);
    }
    await pause(PAUSE_MS * (0.5 + Math.random()));
  }
}

/** Runs one piece of database work and turns SQLite's errors into ours. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw ourError(thrown);
  }
}

function ourError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = resultCode(thrown);
  const damaged = code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
  return new AppError(damaged ? 'store_corrupt' : 'store_unavailable');
}

/** SQLite's primary result code, the low byte of the extended one; null when it is no error of its. */
function resultCode(thrown: unknown): number | null {
  if (typeof thrown !== 'object' || thrown === null || !('errcode' in thrown)) return null;
  return Number(thrown.errcode) & 0xff;
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

function pragma(database: DatabaseSync, name: 'application_id' | 'user_version'): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}
