import type { DatabaseSync, StatementResultingChanges } from 'node:sqlite';
import type { Versioned } from '../../tokens/index.ts';
import { withBusyRetry } from './sqlite-errors.ts';

export type Row = Record<string, unknown>;
type Value = string | number | null;

/** The rows of one table, written by compare-and-set. */
export type VersionedRows = {
  /** The value in a row's document, with its revision; null when there is no such row. */
  read<T>(
    key: readonly string[],
    valueIn: (document: string) => T | Promise<T>,
  ): Promise<Versioned<T> | null>;
  /** Returns the new revision; null when another write came first. Call it only within `write`. */
  put(
    key: readonly string[],
    values: Readonly<Record<string, Value>>,
    revision: string | null,
  ): string | null;
};

type Replace = (
  id: readonly string[],
  values: Readonly<Record<string, Value>>,
  revision: number,
) => StatementResultingChanges;

/**
 * @param key the columns of the primary key
 * @param columns all other columns except the revision
 */
export function createVersionedRows(
  database: DatabaseSync,
  table: string,
  { key, columns }: { readonly key: readonly string[]; readonly columns: readonly string[] },
): VersionedRows {
  const all = [...key, ...columns];
  const keyMatches = key.map((column) => `${column} = ?`).join(' AND ');
  const select = database.prepare(`SELECT revision, document FROM ${table} WHERE ${keyMatches}`);
  const insert = database.prepare(
    `INSERT INTO ${table} (revision, ${all}) VALUES (1, ${all.map(() => '?')}) ON CONFLICT DO NOTHING`,
  );
  const indexed = columns.filter((column) => column !== 'document');
  // Writing a lease changes no indexed column, so updating the document alone leaves the indexes alone.
  const updateDocument = database.prepare(
    `UPDATE ${table} SET revision = revision + 1, document = ? WHERE ${keyMatches} AND revision = ?
     ${indexed.map((column) => `AND ${column} IS ?`).join(' ')}`,
  );
  const update = database.prepare(
    `UPDATE ${table} SET revision = revision + 1, ${columns.map((column) => `${column} = ?`)}
     WHERE ${keyMatches} AND revision = ?`,
  );
  const replace: Replace = (id, values, revision) => {
    const unchanged = indexed.map((column) => values[column] ?? null);
    const document = values['document'] ?? null;
    const documentOnly = updateDocument.run(document, ...id, revision, ...unchanged);
    if (Number(documentOnly.changes) === 1) return documentOnly;
    return update.run(...columns.map((column) => values[column] ?? null), ...id, revision);
  };
  return {
    read: async (id, valueIn) => {
      const row = await withBusyRetry(() => select.get(...id));
      if (!row) return null;
      return { value: await valueIn(documentIn(row)), revision: String(row['revision']) };
    },
    put: (id, values, revision) => {
      // No RETURNING: `get` would return the row before the commit, and hide that the commit failed.
      const { changes } =
        revision === null
          ? insert.run(...id, ...columns.map((column) => values[column] ?? null))
          : replace(id, values, Number(revision));
      return Number(changes) === 1 ? String(Number(revision) + 1) : null;
    },
  };
}

export const milliseconds = (date: Date | null): number | null => date?.getTime() ?? null;

export const documentIn = (row: Row): string => String(row['document']);

export const idOf = (row: Row): string => String(row['id']);
