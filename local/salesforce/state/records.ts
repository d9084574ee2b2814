import type { DatabaseSync } from 'node:sqlite';
import type { Value } from '../objects/field.ts';
import { objectNamed } from '../objects/index.ts';
import type { Sequences } from './ids.ts';

/** A record with every field that has a value, `Id` and `IsDeleted` among them. */
export type Row = Readonly<Record<string, Value>> & { readonly Id: string };

export type Records = {
  /** Stores a record under a new id. */
  insert(object: string, fields: Readonly<Record<string, Value>>): Row;
  update(id: string, changes: Readonly<Record<string, Value>>): void;
  /** Deleted ones included. An id may have 15 or 18 characters. */
  find(object: string, id: string): Row | undefined;
  /** Every record, deleted ones included, in the order of creation. */
  list(object: string): readonly Row[];
  /** Those with one of the values, regardless of case, of a field that is indexed. */
  having(object: string, field: string, values: readonly string[]): readonly Row[];
};

export function openRecords(database: DatabaseSync, sequences: Sequences): Records {
  const write = database.prepare('INSERT OR REPLACE INTO records VALUES (?, ?, ?)');
  const read = database.prepare('SELECT fields FROM records WHERE id = ? AND object = ?');
  const readAny = database.prepare('SELECT object, fields FROM records WHERE id = ?');
  const readAll = database.prepare('SELECT fields FROM records WHERE object = ? ORDER BY id');
  const forget = database.prepare('DELETE FROM lookups WHERE id = ?');
  const index = database.prepare('INSERT INTO lookups VALUES (?, ?, ?, ?)');
  const seek = database.prepare(
    `SELECT fields FROM records WHERE id IN
       (SELECT id FROM lookups WHERE object = ? AND field = ? AND value = ?)`,
  );

  const store = (object: string, row: Row) => {
    const id = row.Id.slice(0, 15);
    write.run(id, object, JSON.stringify(row));
    forget.run(id);
    for (const { name } of objectNamed(object)?.fields.filter((field) => field.indexed) ?? []) {
      const value = row[name];
      if (value !== undefined && value !== null) index.run(object, name, String(value), id);
    }
  };
  return {
    insert(object, fields) {
      const Id = sequences.nextId(objectNamed(object)?.keyPrefix ?? '000');
      const row = { ...fields, Id, IsDeleted: false };
      store(object, row);
      return row;
    },
    update(id, changes) {
      const found = readAny.get(id.slice(0, 15));
      if (found) store(String(found['object']), { ...toRow(found), ...changes });
    },
    find: (object, id) => {
      const found = read.get(id.slice(0, 15), object);
      return found && toRow(found);
    },
    list: (object) => readAll.all(object).map(toRow),
    having: (object, field, values) =>
      values.flatMap((value) => seek.all(object, field, value).map(toRow)),
  };
}

const toRow = (found: Record<string, unknown>): Row => JSON.parse(String(found['fields']));
