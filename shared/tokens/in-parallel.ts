import type { Clock } from './ports.ts';

/** How many pieces of work at a time, and the moment after which none is begun any more. */
export type Pace = { readonly concurrency: number; readonly until: Date };

/**
 * Works through a list in its order, a few at a time, until time is up.
 *
 * @returns how many were left when it was
 */
export async function inParallel<T>(
  items: readonly T[],
  { clock, concurrency, until }: Pace & { readonly clock: Clock },
  work: (item: T) => Promise<void>,
): Promise<number> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    while (clock.now() < until) {
      const item = queue.shift();
      if (item === undefined) return;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return queue.length;
}
