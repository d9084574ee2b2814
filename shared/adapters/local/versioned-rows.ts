import type { DatabaseSync, StatementResultingChanges } from 'node:sqlite';
import type { Versioned } from '../../tokens/index.ts';
import { patiently } from './sqlite-errors.ts';

export type Row = Record<string, unknown>;
type Value = string | number | null;

/** The rows of one table that are written by compare-and-set. */
export type VersionedRows = {
  /** The document of a row; null when there is none. */
  read<T>(
    key: readonly string[],
    valueIn: (document: string) => T | Promise<T>,
  ): Promise<Versioned<T> | null>;
  /** The new revision, or null when somebody else wrote first. Only within `write`. */
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
 * @param columns the others, but for the revision
 */
export function createVersionedRows(
  database: DatabaseSync,
  table: string,
  { key, columns }: { readonly key: readonly string[]; readonly columns: readonly string[] },
): VersionedRows {
  const all = [...key, ...columns];
  const isIt = key.map((column) => `${column} = ?`).join(' AND ');
  const select = database.prepare(`SELECT revision, document FROM ${table} WHERE ${isIt}`);
  const insert = database.prepare(
    `INSERT INTO ${table} (revision, ${all}) VALUES (1, ${all.map(() => '?')}) ON CONFLICT DO NOTHING`,
  );
  const searched = columns.filter((column) => column !== 'document');
  // A lease changes nothing that is searched for: its write need not make every index anew.
  const updateDocument = database.prepare(
    `UPDATE ${table} SET revision = revision + 1, document = ? WHERE ${isIt} AND revision = ?
     ${searched.map((column) => `AND ${column} IS ?`).join(' ')}`,
  );
  const update = database.prepare(
    `UPDATE ${table} SET revision = revision + 1, ${columns.map((column) => `${column} = ?`)}
     WHERE ${isIt} AND revision = ?`,
  );
  const replace: Replace = (id, values, revision) => {
    const same = searched.map((column) => values[column] ?? null);
    const document = values['document'] ?? null;
    const only = updateDocument.run(document, ...id, revision, ...same);
    if (Number(only.changes) === 1) return only;
    return update.run(...columns.map((column) => values[column] ?? null), ...id, revision);
  };
  return {
    read: async (id, valueIn) => {
      const row = await patiently(() => select.get(...id));
      if (!row) return null;
      return { value: await valueIn(documentIn(row)), revision: String(row['revision']) };
    },
    put: (id, values, revision) => {
      // Never RETURNING: `get` hands out the row before the commit, and hides it when that fails.
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
