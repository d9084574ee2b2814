import { invalid, type Request } from './request.ts';

const LARGEST_PAGE = 25_000;

export type Page<Item> = {
  readonly items: Item[];
  readonly nextPageToken: string;
  /** 0 when there is a filter, as in production. */
  readonly totalSize: number;
};

/**
 * Returns a page of a list whose items have a key. The token names the last returned item, not a position,
 * so that items which are added later do not shift the pages.
 */
export function cutPage<Item>(
  list: readonly Item[],
  keyOf: (item: Item) => string,
  { pageSize, pageToken, filter }: Request,
): Page<Item> {
  if (pageSize < 0) throw invalid('Page size must not be negative.');
  const last = Buffer.from(pageToken, 'base64url').toString();
  const start = pageToken ? list.findIndex((item) => keyOf(item) === last) + 1 : 0;
  if (pageToken && start === 0) throw invalid('Invalid page token.');
  const items = list.slice(start, start + Math.min(pageSize || LARGEST_PAGE, LARGEST_PAGE));
  const end = items.at(-1);
  const isMore = end !== undefined && start + items.length < list.length;
  return {
    items,
    nextPageToken: isMore ? Buffer.from(keyOf(end)).toString('base64url') : '',
    totalSize: filter ? 0 : list.length,
  };
}
