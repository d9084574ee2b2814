import { DatabaseSync } from 'node:sqlite';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS oauth_records (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    model TEXT NOT NULL,
    id TEXT NOT NULL,
    payload TEXT NOT NULL,
    grant_id TEXT,
    sub TEXT,
    client_id TEXT,
    expires_at INTEGER,
    consumed_at INTEGER,
    revoked_at INTEGER,
    UNIQUE (model, id)
  );
  CREATE INDEX IF NOT EXISTS oauth_records_by_grant ON oauth_records (grant_id);
  CREATE INDEX IF NOT EXISTS oauth_records_by_owner ON oauth_records (sub, client_id);
  CREATE TABLE IF NOT EXISTS accounts (
    sub TEXT PRIMARY KEY, address TEXT NOT NULL UNIQUE, name TEXT NOT NULL, hd TEXT
  );
  CREATE TABLE IF NOT EXISTS consents (
    sub TEXT NOT NULL, client_id TEXT NOT NULL, scope TEXT NOT NULL, PRIMARY KEY (sub, client_id)
  );
  CREATE TABLE IF NOT EXISTS grant_terms (
    grant_id TEXT PRIMARY KEY, offline INTEGER NOT NULL, testing INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS grant_limits (grant_id TEXT PRIMARY KEY, seconds INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS faults (
    fault TEXT NOT NULL, account TEXT NOT NULL, parameters TEXT NOT NULL, PRIMARY KEY (fault, account)
  );
  CREATE TABLE IF NOT EXISTS counts (
    endpoint TEXT NOT NULL, account TEXT NOT NULL, requests INTEGER NOT NULL,
    PRIMARY KEY (endpoint, account)
  );
  CREATE TABLE IF NOT EXISTS event_stream (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL, events TEXT NOT NULL, enabled INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS service_accounts (
    email TEXT PRIMARY KEY, client_id TEXT NOT NULL UNIQUE, disabled INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS service_account_keys (
    email TEXT NOT NULL, key_id TEXT NOT NULL, public_key TEXT NOT NULL, private_key TEXT,
    disabled INTEGER NOT NULL, created_at INTEGER NOT NULL, PRIMARY KEY (email, key_id)
  );
  CREATE TABLE IF NOT EXISTS token_creators (
    email TEXT NOT NULL, caller TEXT NOT NULL, PRIMARY KEY (email, caller)
  );
  CREATE TABLE IF NOT EXISTS delegations (
    workspace TEXT NOT NULL, client_id TEXT NOT NULL, scopes TEXT NOT NULL,
    PRIMARY KEY (workspace, client_id)
  );
  CREATE TABLE IF NOT EXISTS account_settings (
    address TEXT PRIMARY KEY, suspended INTEGER NOT NULL, gmail_off INTEGER NOT NULL, imap TEXT
  );
  CREATE TABLE IF NOT EXISTS aliases (address TEXT PRIMARY KEY, account TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS mail_groups (address TEXT PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS send_as (
    account TEXT NOT NULL, address TEXT NOT NULL, status TEXT NOT NULL, PRIMARY KEY (account, address)
  );
  CREATE TABLE IF NOT EXISTS mailboxes (
    address TEXT PRIMARY KEY, first_history_id INTEGER NOT NULL, history_id INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS messages (
    address TEXT NOT NULL, id TEXT NOT NULL, thread_id TEXT NOT NULL, label_ids TEXT NOT NULL,
    internal_date INTEGER NOT NULL, added_at INTEGER NOT NULL, history_id INTEGER NOT NULL,
    message_id TEXT, subject TEXT NOT NULL, gets INTEGER NOT NULL, raw BLOB NOT NULL,
    PRIMARY KEY (address, id)
  );
  CREATE INDEX IF NOT EXISTS messages_by_message_id ON messages (address, message_id);
  CREATE INDEX IF NOT EXISTS messages_by_date ON messages (address, internal_date);
  CREATE TABLE IF NOT EXISTS mail_history (
    address TEXT NOT NULL, id INTEGER NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL,
    message_id TEXT NOT NULL, thread_id TEXT NOT NULL, label_ids TEXT NOT NULL,
    changed_label_ids TEXT NOT NULL, PRIMARY KEY (address, id)
  );
  CREATE TABLE IF NOT EXISTS watches (
    address TEXT NOT NULL, project TEXT NOT NULL, topic TEXT NOT NULL, label_ids TEXT NOT NULL,
    excludes INTEGER NOT NULL, expires_at INTEGER NOT NULL, PRIMARY KEY (address, project)
  );
  CREATE TABLE IF NOT EXISTS mail_labels (
    address TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (address, id)
  );
  CREATE TABLE IF NOT EXISTS keys (name TEXT PRIMARY KEY, value TEXT NOT NULL);
`;

/**
 * Opens the one file that holds all state of the emulated Google.
 * Write-ahead logging: what was answered survives a `kill -9` of the process. No write waits for the
 * disk: a power cut could lose no real grant.
 *
 * @param file path of the SQLite file, or `:memory:`
 */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = OFF');
  database.exec('PRAGMA cache_size = -65536');
  database.exec('PRAGMA busy_timeout = 5000');
  database.exec(SCHEMA);
  return database;
}

/** Runs the work in one transaction, with one write to the disk. The work must be synchronous. */
export function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (thrown) {
    database.exec('ROLLBACK');
    throw thrown;
  }
}
