import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits for work that has no time limit of its own, and returns what it returns.
 *
 * @throws Error with what is known when the time is over; what the work throws
 */
export async function within<Result>(
  ms: number,
  work: Promise<Result>,
  known: () => string,
): Promise<Result> {
  const stop = new AbortController();
  const timeOver = pause(ms, undefined, { signal: stop.signal }).then(() => {
    throw new Error(`not ended within ${ms} ms: ${known()}`);
  });
  try {
    return await Promise.race([work, timeOver]);
  } finally {
    stop.abort();
    timeOver.catch(() => {});
  }
}
