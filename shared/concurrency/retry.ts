import { asAppError, errorEntry } from '../errors.ts';

/** The number of attempts, the pause after the nth failure, and an observer that is called before each pause. */
export type RetryPolicy = {
  readonly attempts: number;
  pauseMs(attempt: number): number;
  readonly onWait?: (attempt: number) => void;
};

type Sleeper = { sleep(milliseconds: number): Promise<void> };

/** For work that a caller waits for: at most one second of pauses in all. */
const BRIEF_RETRY: RetryPolicy = { attempts: 5, pauseMs: (attempt) => 100 * attempt };

/**
 * Retries work that stores something, while it fails with a transient error. It is for what Google sends
 * only once, such as the tokens for a code or a rotated refresh token. The work must be safe to run twice.
 *
 * @throws what the last attempt threw
 */
export async function withRetry<T>(
  { clock, policy = BRIEF_RETRY }: { readonly clock: Sleeper; readonly policy?: RetryPolicy },
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (thrown) {
      const retryable = errorEntry(asAppError(thrown).code).again;
      if (attempt === policy.attempts || !retryable) throw thrown;
      policy.onWait?.(attempt);
      await clock.sleep(policy.pauseMs(attempt));
    }
  }
}
