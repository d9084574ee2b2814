/** How many items to work on at the same time, and the time after which no new item is started. */
export type Pace = { readonly concurrency: number; readonly until: Date };

/** A pace, with the clock that it follows. */
export type Paced = Pace & {
  readonly clock: { now(): Date };
  /** Returns true to stop before `until`: no new item is started then. */
  readonly stopped?: () => boolean;
};

/**
 * Works through a list in order, several items at a time, until the time is up.
 *
 * @returns how many items were not started
 */
export async function inParallel<T>(
  items: readonly T[],
  { clock, concurrency, until, stopped = () => false }: Paced,
  work: (item: T) => Promise<void>,
): Promise<number> {
  let started = 0;
  const worker = async (): Promise<void> => {
    while (started < items.length && clock.now() < until && !stopped()) {
      const item = items[started++] as T;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
  return items.length - started;
}
