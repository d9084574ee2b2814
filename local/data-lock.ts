import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../shared/errors.ts';

/**
 * Locks a data directory for this server. The kernel holds the lock on an open file, so the lock ends
 * with the process, even when that crashes.
 *
 * @returns a function that releases the lock
 * @throws AppError `data_in_use`, `store_corrupt` when the lock file is not a database,
 *   `store_unavailable` when the directory cannot be written
 */
export function lockData(directory: string): () => void {
  const path = join(directory, 'server.lock');
  let database: DatabaseSync;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    database = new DatabaseSync(path, { timeout: 0 });
  } catch {
    throw new AppError('store_unavailable', { detail: { directory } });
  }
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (thrown) {
    database.close();
    const busy =
      typeof thrown === 'object' && thrown !== null && Reflect.get(thrown, 'errcode') === 5;
    throw new AppError(busy ? 'data_in_use' : 'store_corrupt', { detail: { path } });
  }
  return () => database.close();
}
