import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '../../errors.ts';

const [SQLITE_BUSY, SQLITE_CORRUPT, SQLITE_NOTADB] = [5, 11, 26];

/** What the directory or the disk is to blame for: SQLite's result codes, by number. */
const DISK_FAILURES: Readonly<Record<number, string>> = {
  3: 'SQLITE_PERM',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
};
const GIVE_UP_AFTER_MS = 10_000;

/** Most locks last for one commit, so the first pauses are short. For longer locks the pauses grow. */
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [1, 20];

/**
 * Runs one piece of database work, and repeats it while another process holds the lock. The wait is
 * asynchronous and here, because SQLite's own busy time-out blocks the whole process.
 *
 * @throws AppError `store_unavailable`, `store_corrupt`
 */
export async function withBusyRetry<T>(work: () => T): Promise<T> {
  const giveUpAt = performance.now() + GIVE_UP_AFTER_MS;
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(2 * wait, LONGEST_PAUSE_MS)) {
    try {
      return work();
    } catch (thrown) {
      if (resultCode(thrown) !== SQLITE_BUSY || performance.now() >= giveUpAt) {
        throw storeError(thrown);
      }
    }
    await pause(wait * (0.5 + Math.random()));
  }
}

/**
 * Turns what SQLite threw into an AppError: `store_corrupt` for damage, else `store_unavailable`, with SQLite's
 * code in its detail when the disk is to blame.
 */
export function storeError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = resultCode(thrown);
  const damaged = code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
  if (damaged) return new AppError('store_corrupt');
  const reason = DISK_FAILURES[code ?? 0];
  return new AppError('store_unavailable', reason ? { detail: { reason } } : {});
}

/** SQLite's primary result code, the low byte of the extended code; null when this is no SQLite error. */
function resultCode(thrown: unknown): number | null {
  if (typeof thrown !== 'object' || thrown === null || !('errcode' in thrown)) return null;
  return Number(thrown.errcode) & 0xff;
}
