import type { Versioned } from '../../../shared/tokens/index.ts';

/** Values under revisions, each written only over the revision that its writer names. */
export type Table<T> = {
  values(): T[];
  read(key: string): Versioned<T> | null;
  write(key: string, value: T, revision: string | null): string | null;
  remove(isOver: (value: T) => boolean): number;
};

export function createTable<T>(): Table<T> {
  const rows = new Map<string, Versioned<T>>();
  let writes = 0;
  return {
    values: () => [...rows.values()].map(({ value }) => value),
    read: (key) => rows.get(key) ?? null,
    write: (key, value, revision) => {
      if ((rows.get(key)?.revision ?? null) !== revision) return null;
      const next = String(++writes);
      rows.set(key, { value, revision: next });
      return next;
    },
    remove: (isOver) => {
      const over = [...rows].filter(([, { value }]) => isOver(value));
      for (const [key] of over) rows.delete(key);
      return over.length;
    },
  };
}
