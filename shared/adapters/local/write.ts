import type { DatabaseSync } from 'node:sqlite';
import { patiently } from './sqlite-errors.ts';

/**
 * Every write goes through here: the work of one is a transaction, all of it or nothing. It is answered
 * after the commit, so that what was answered is on the disk.
 *
 * @throws AppError `store_unavailable`, `store_corrupt`
 */
export function write<T>(database: DatabaseSync, work: () => T): Promise<T> {
  return patiently(() => {
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      database.exec('COMMIT');
      return result;
    } catch (thrown) {
      // A full disk has rolled it back already.
      if (database.isTransaction) database.exec('ROLLBACK');
      throw thrown;
    }
  });
}
