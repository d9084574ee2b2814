import type { StatementSync } from 'node:sqlite';
import type { LocalDatabase } from './group-commit.ts';

/** Few enough that one slice holds the process, and the database's lock, for some milliseconds. */
const SLICE = 1000;

/** A statement that deletes one slice of the rows that meet the condition. */
export const deletion = (table: string, condition: string): string =>
  `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE ${condition} LIMIT ${SLICE})`;

/**
 * Makes the function that deletes slice by slice, and answers how many rows it deleted. Between two slices
 * other writes get their turn: hundreds of thousands of rows in one statement would stop the process.
 */
export const forgetInSlices =
  (write: LocalDatabase['write'], statement: StatementSync) =>
  async (...values: readonly number[]): Promise<number> => {
    let deleted = 0;
    for (;;) {
      const changes = await write(() => Number(statement.run(...values).changes));
      deleted += changes;
      if (changes < SLICE) return deleted;
    }
  };
