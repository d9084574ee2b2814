import type { ListedConnection, Page } from '../tokens/index.ts';
import { readable } from './documents/parse-document.ts';

/** How a store's row is read: the connection in it, and its place in the order of the list. */
type Reading<Row> = {
  readonly listedIn: (row: Row) => ListedConnection;
  readonly placeOf: (row: Row) => string;
};

/**
 * One page of a list, the damaged records counted and left out.
 *
 * @param rows one more than the page holds, if there are so many: it tells that the list goes on
 */
export function connectionPage<Row>(
  rows: readonly Row[],
  limit: number,
  { listedIn, placeOf }: Reading<Row>,
): Page<ListedConnection> {
  const page = rows.slice(0, limit);
  const items = page.flatMap((row) => readable(() => listedIn(row)));
  const last = page.at(-1);
  const next = rows.length > limit && last ? placeOf(last) : null;
  return { items, next, unreadable: page.length - items.length };
}
