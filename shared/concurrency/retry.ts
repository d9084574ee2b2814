import { asAppError, errorEntry } from '../errors.ts';

/** How often something is tried, how long after the nth failure, and who is told of a wait. */
export type RetryPolicy = {
  readonly attempts: number;
  pauseMs(attempt: number): number;
  readonly onWait?: (attempt: number) => void;
};

type Sleeper = { sleep(milliseconds: number): Promise<void> };

/** For somebody who waits: a second and a half in all. */
const BRIEF: RetryPolicy = { attempts: 5, pauseMs: (attempt) => 100 * attempt };

/**
 * Does a piece of storing again while it fails for a passing reason: for what Google says only once,
 * such as the answer to a code or a rotated refresh token. The work must bear being done twice.
 *
 * @throws what the last attempt threw
 */
export async function withRetry<T>(
  { clock, policy = BRIEF }: { readonly clock: Sleeper; readonly policy?: RetryPolicy },
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (thrown) {
      const again = errorEntry(asAppError(thrown).code).again;
      if (attempt === policy.attempts || !again) throw thrown;
      policy.onWait?.(attempt);
      await clock.sleep(policy.pauseMs(attempt));
    }
  }
}
