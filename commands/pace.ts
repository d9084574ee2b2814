import type { Clock } from '../shared/tokens/index.ts';

/**
 * Lets so many pieces of work begin at once, and then so many a minute: a quota that a long command
 * uses up is missing where people wait.
 *
 * @returns what waits until the next one may begin
 */
export function createPace(
  clock: Clock,
  { burst, perMinute }: { readonly burst: number; readonly perMinute: number },
): () => Promise<void> {
  const interval = 60_000 / perMinute;
  let next = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = clock.now().getTime();
    next = Math.max(next, now - burst * interval) + interval;
    if (next > now) await clock.sleep(next - now);
  };
}
