import type { DamagedConnection, ListedConnection, TwoWayPage } from '../tokens/index.ts';
import { readable } from './documents/parse-document.ts';
import type { pageWindow } from './page-window.ts';

/** Reads a store's row: the connection in it, and the cursor that names its place in the list. */
type RowReader<Row> = {
  readonly listedIn: (row: Row) => ListedConnection;
  readonly cursorOf: (row: Row) => string;
  /** What the store knows of a row whose document cannot be read. */
  readonly damagedIn: (row: Row) => DamagedConnection;
};

/** One page of a list. Damaged records are left out, counted and named. */
export function connectionPage<Row>(
  { shown, first, last }: ReturnType<typeof pageWindow<Row>>,
  { listedIn, cursorOf, damagedIn }: RowReader<Row>,
): TwoWayPage<ListedConnection> & { readonly damaged: readonly DamagedConnection[] } {
  const items: ListedConnection[] = [];
  const damaged: DamagedConnection[] = [];
  for (const row of shown) {
    const [item] = readable(() => listedIn(row));
    if (item) items.push(item);
    else damaged.push(damagedIn(row));
  }
  const previous = first === undefined ? null : cursorOf(first);
  const next = last === undefined ? null : cursorOf(last);
  return { items, previous, next, unreadable: damaged.length, damaged };
}
