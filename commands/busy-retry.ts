import { type RetryPolicy, withRetry } from '../shared/concurrency/retry.ts';
import type { Clock } from '../shared/tokens/index.ts';

/** Together longer than a minute, after which an exhausted quota is available again. */
const ATTEMPTS = 6;
const PAUSE_MS = 15_000;

/** Repeats idempotent work while it fails for a transient reason. */
export type Retry = <T>(work: () => Promise<T>) => Promise<T>;

/** Retries with fixed pauses, and prints a line before each pause. */
export function createBusyRetry(clock: Clock, print: (line: string) => void): Retry {
  const policy: RetryPolicy = {
    attempts: ATTEMPTS,
    pauseMs: () => PAUSE_MS,
    onWait: (attempt) =>
      print(
        `Google Cloud does not answer, or a quota is used up: waiting ${PAUSE_MS / 1000} s (${attempt} of ${ATTEMPTS - 1})`,
      ),
  };
  return (work) => withRetry({ clock, policy }, work);
}
