/** How many pieces of work at a time, and the moment after which none is begun any more. */
export type Pace = { readonly concurrency: number; readonly until: Date };

type Paced = Pace & {
  readonly clock: { now(): Date };
  /** Ends the work before its time. */
  readonly stopped?: () => boolean;
};

/**
 * Works through a list in its order, a few at a time, until time is up.
 *
 * @returns how many were left when it was
 */
export async function inParallel<T>(
  items: readonly T[],
  { clock, concurrency, until, stopped = () => false }: Paced,
  work: (item: T) => Promise<void>,
): Promise<number> {
  let begun = 0;
  const worker = async (): Promise<void> => {
    while (begun < items.length && clock.now() < until && !stopped()) {
      const item = items[begun++] as T;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
  return items.length - begun;
}
