import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ALL_SHARDS, type DueIndex, type DueStore } from '../../tokens/index.ts';
import { withBusyRetry } from './sqlite-errors.ts';
import { idOf, milliseconds } from './versioned-rows.ts';

/** The column of a due time: `refresh_due_at` for the field `refreshDueAt`. */
export const columnOf = (field: string): string =>
  field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Due times by field, as values by column. */
export const dueColumnsOf = (fields: Readonly<Record<string, Date | null>>) =>
  Object.fromEntries(
    Object.entries(fields).map(([field, at]) => [columnOf(field), milliseconds(at)]),
  );

/** The DueStore port over SQLite. */
export function createDue(database: DatabaseSync): DueStore {
  const statements = new Map<string, StatementSync>();
  const statementOf = (index: DueIndex, comparison: '<=' | '>'): StatementSync => {
    const sql = sqlOf(index, comparison);
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    due: async (index, { limit, shards = ALL_SHARDS, ...moment }) => {
      const [comparison, at] =
        'before' in moment ? (['<=', moment.before] as const) : (['>', moment.after] as const);
      const inShards = index.of === 'connections' ? [JSON.stringify(shards)] : [];
      const values = [at.getTime(), ...inShards, limit];
      return (await withBusyRetry(() => statementOf(index, comparison).all(...values))).map(idOf);
    },
  };
}

function sqlOf({ of, field }: DueIndex, comparison: '<=' | '>'): string {
  const column = columnOf(field);
  return of === 'connections'
    ? `SELECT id FROM connections WHERE ${column} ${comparison} ?
       AND shard IN (SELECT value FROM json_each(?)) ORDER BY ${column} LIMIT ?`
    : `SELECT id FROM events WHERE ${column} ${comparison} ? ORDER BY ${column}, id LIMIT ?`;
}
