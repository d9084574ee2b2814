import type { Clock } from '../shared/tokens/index.ts';

/**
 * Lets `burst` steps begin at once, and then `perMinute`: a long command must not use up a quota that
 * requests of people need.
 *
 * @returns a function that waits until the next step may begin
 */
export function createRateLimit(
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
