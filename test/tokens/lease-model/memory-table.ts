import type { Versioned } from '../../../shared/tokens/index.ts';

/** Values with revisions. A write succeeds only if it names the current revision. */
export type Table<T> = {
  values(): T[];
  read(key: string): Versioned<T> | null;
  write(key: string, value: T, revision: string | null): string | null;
  /** Returns how many it removed. */
  remove(isExpired: (value: T) => boolean): number;
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
    remove: (isExpired) => {
      const expired = [...rows].filter(([, { value }]) => isExpired(value));
      for (const [key] of expired) rows.delete(key);
      return expired.length;
    },
  };
}
