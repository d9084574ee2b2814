import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { AppError, systemCodeOf } from '../../errors.ts';
import { belongsTo, installationOf, type KeySet } from '../../sealing/index.ts';
import { createKeyFile, readKeyFile, replaceKeyFile } from './key-file.ts';

/**
 * Confirms before the database is opened that its file and the key file are both there, and makes the keys
 * of a first start. SQLite would delete the log of an empty database, which may hold every record.
 *
 * @returns whether the database may be created: at a first start, also one that was interrupted
 * @throws AppError `store_missing`, `key_file_unusable`, `data_directory_unusable`
 */
export function prepareFiles(databasePath: string, keyPath: string): boolean {
  const missing = new AppError('store_missing', { detail: { path: databasePath } });
  const size = sizeOf(databasePath);
  const hasDatabase = size !== null && size > 0;
  if (!hasDatabase && sizeOf(`${databasePath}-wal`)) throw missing;
  if (size === null && sizeOf(keyPath) === null) createKeyFile(keyPath);
  // Read it now, so that an unusable key file fails the start.
  const mayCreate = readKeyFile(keyPath).installation === null;
  if (!hasDatabase && !mayCreate) throw missing;
  return mayCreate;
}

/**
 * Binds the database to one OAuth client: with another client, Google would refuse each grant and every
 * mailbox would be declared dead. An empty database belongs to nobody: a client ID that was wrong at the
 * first start can be corrected.
 *
 * @param mayClaim whether an empty database becomes that of this client
 * @throws AppError `store_of_another_client`
 */
export function claimForClient(
  database: DatabaseSync,
  { client, mayClaim }: { readonly client: string; readonly mayClaim: boolean },
): void {
  database
    .prepare('INSERT INTO owner (client) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM owner)')
    .run(client);
  if (database.prepare('SELECT client FROM owner').get()?.['client'] === client) return;
  const mailbox = database.prepare(`SELECT 1 FROM connections UNION ALL SELECT 1 FROM grants
    UNION ALL SELECT 1 FROM authorization_requests WHERE answered_at IS NOT NULL
    UNION ALL SELECT 1 FROM signing_keys LIMIT 1`);
  if (mailbox.get()) throw new AppError('store_of_another_client');
  if (mayClaim) database.prepare('UPDATE owner SET client = ?').run(client);
}

/**
 * Binds the database and the key file to each other: both name the installation, which survives every
 * rotation of keys. Where release 0.1 wrote one of them, the sealed records decide.
 *
 * @throws AppError `keys_of_another_store`, `key_file_unusable`
 */
export function claimForKeys(database: DatabaseSync, keyPath: string): void {
  const set = readKeyFile(keyPath);
  const owner = database.prepare('SELECT installation FROM owner').get()?.['installation'];
  const stored = typeof owner === 'string' ? owner : null;
  if (belongsTo(set, stored) === false || !knowsKeyOfRecords(database, set)) {
    throw new AppError('keys_of_another_store', { detail: { keys: keyPath } });
  }
  const installation = stored ?? installationOf(set);
  if (stored === null) database.prepare('UPDATE owner SET installation = ?').run(installation);
  if (set.installation !== installation) replaceKeyFile(keyPath, { ...set, installation });
}

/** Whether one of the keys sealed a record, or no record is sealed. A sealed text begins with its key's id. */
function knowsKeyOfRecords(database: DatabaseSync, { keys }: KeySet): boolean {
  const sealed = `SELECT sealed FROM grants UNION ALL SELECT sealed FROM signing_keys
    UNION ALL SELECT sealed FROM org_secrets UNION ALL SELECT sealed FROM caller_secrets
    UNION ALL SELECT document FROM authorization_requests`;
  const some = database.prepare(`SELECT 1 FROM (${sealed}) LIMIT 1`);
  const sealedWith = database.prepare(`SELECT 1 FROM (${sealed}) WHERE sealed LIKE ? LIMIT 1`);
  return !some.get() || Object.keys(keys).some((id) => sealedWith.get(`v1.${id}.%`));
}

/** The size of a file in bytes; null when there is none. */
function sizeOf(path: string): number | null {
  try {
    return statSync(path, { throwIfNoEntry: false })?.size ?? null;
  } catch (thrown) {
    const reason = systemCodeOf(thrown) ?? 'unreadable';
    throw new AppError('data_directory_unusable', { detail: { path, reason } });
  }
}
