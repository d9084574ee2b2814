import type { ListedConnection, Page } from '../tokens/index.ts';
import { readable } from './documents/parse-document.ts';

/** Reads a store's row: the connection in it, and the cursor that continues the list after it. */
type RowReader<Row> = {
  readonly listedIn: (row: Row) => ListedConnection;
  readonly cursorOf: (row: Row) => string;
};

/**
 * One page of a list. Damaged records are left out and counted.
 *
 * @param rows up to one row more than the page holds; the extra row shows that the list continues
 */
export function connectionPage<Row>(
  rows: readonly Row[],
  limit: number,
  { listedIn, cursorOf }: RowReader<Row>,
): Page<ListedConnection> {
  const page = rows.slice(0, limit);
  const items = page.flatMap((row) => readable(() => listedIn(row)));
  const last = page.at(-1);
  const next = rows.length > limit && last ? cursorOf(last) : null;
  return { items, next, unreadable: page.length - items.length };
}
