import type { PageAsked } from '../tokens/index.ts';

/** The rows of a page in their order, and the rows from which the pages before and after it continue. */
type PageWindow<Row> = {
  readonly shown: readonly Row[];
  readonly first: Row | undefined;
  readonly last: Row | undefined;
};

/**
 * @param rows in the order in which they were read, which is backwards where `isBackwards`: up to one more than the
 *   page holds, which shows that the list goes on
 * @param asked `after`: null where the page begins at the beginning
 */
export function pageWindow<Row>(
  rows: readonly Row[],
  { after, limit }: Pick<PageAsked, 'limit'> & { readonly after: unknown },
  isBackwards: boolean,
): PageWindow<Row> {
  const goesOn = rows.length > limit;
  const read = rows.slice(0, limit);
  const shown = isBackwards ? read.toReversed() : read;
  const hasPrevious = isBackwards ? goesOn : after !== null;
  const hasNext = isBackwards || goesOn;
  return {
    shown,
    first: hasPrevious ? shown.at(0) : undefined,
    last: hasNext ? shown.at(-1) : undefined,
  };
}
