import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { prepareDataDirectory } from '../shared/config/data-directory.ts';
import { AppError } from '../shared/errors.ts';

const holderSchema = z.object({ pid: z.int(), url: z.url() });

/**
 * Locks a data directory for this server. The kernel holds the lock on an open file, so the lock ends
 * with the process, even when that crashes. Beside it, a file says who holds it.
 *
 * @param url where this server is reached, to tell the next one
 * @returns a function that releases the lock
 * @throws AppError `data_in_use`, `store_corrupt` when the lock file is not a database,
 *   `data_directory_unusable`
 */
export function lockData(directory: string, url: string): () => void {
  prepareDataDirectory(directory);
  const path = join(directory, 'server.lock');
  const holderPath = join(directory, 'server.json');
  const database = lock(path, holderPath);
  writeFileSync(holderPath, `${JSON.stringify({ pid: process.pid, url })}\n`, { mode: 0o600 });
  return () => {
    rmSync(holderPath, { force: true });
    database.close();
  };
}

function lock(path: string, holderPath: string): DatabaseSync {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { timeout: 0 });
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (thrown) {
    database?.close();
    if (!isBusy(thrown)) throw new AppError('store_corrupt', { detail: { path } });
    throw new AppError('data_in_use', { detail: { path, ...holderIn(holderPath) } });
  }
}

const isBusy = (thrown: unknown): boolean =>
  typeof thrown === 'object' && thrown !== null && Reflect.get(thrown, 'errcode') === 5;

/** Which process holds the lock, and where it answers; nothing when its file is missing or is not ours. */
function holderIn(path: string): Record<string, string> {
  try {
    const { pid, url } = holderSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return { pid: String(pid), url };
  } catch {
    return {};
  }
}
