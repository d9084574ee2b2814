import type { DamagedConnection, ListedConnection, Page } from '../tokens/index.ts';
import { readable } from './documents/parse-document.ts';

/** Reads a store's row: the connection in it, and the cursor that continues the list after it. */
type RowReader<Row> = {
  readonly listedIn: (row: Row) => ListedConnection;
  readonly cursorOf: (row: Row) => string;
  /** What the store knows of a row whose document cannot be read. */
  readonly damagedIn: (row: Row) => DamagedConnection;
};

/**
 * One page of a list. Damaged records are left out, counted and named.
 *
 * @param rows up to one row more than the page holds; the extra row shows that the list continues
 */
export function connectionPage<Row>(
  rows: readonly Row[],
  limit: number,
  { listedIn, cursorOf, damagedIn }: RowReader<Row>,
): Page<ListedConnection> & { readonly damaged: readonly DamagedConnection[] } {
  const page = rows.slice(0, limit);
  const items: ListedConnection[] = [];
  const damaged: DamagedConnection[] = [];
  for (const row of page) {
    const [item] = readable(() => listedIn(row));
    if (item) items.push(item);
    else damaged.push(damagedIn(row));
  }
  const last = page.at(-1);
  const next = rows.length > limit && last ? cursorOf(last) : null;
  return { items, next, unreadable: damaged.length, damaged };
}
