import { type RetryPolicy, withRetry } from '../shared/concurrency/retry.ts';
import type { Clock } from '../shared/tokens/index.ts';

/** More than a minute in all: a quota that is used up is there again in the next one. */
const ATTEMPTS = 6;
const PAUSE_MS = 15_000;

/** Does something that bears being done twice again while it fails for a passing reason. */
export type Retry = <T>(work: () => Promise<T>) => Promise<T>;

/** Waits by the clock, and says each time that it does. */
export function createBusyRetry(clock: Clock, tell: (line: string) => void): Retry {
  const policy: RetryPolicy = {
    attempts: ATTEMPTS,
    pauseMs: () => PAUSE_MS,
    onWait: (attempt) =>
      tell(
        `Google Cloud does not answer, or a quota is used up: waiting ${PAUSE_MS / 1000} s (${attempt} of ${ATTEMPTS - 1})`,
      ),
  };
  return (work) => withRetry({ clock, policy }, work);
}
