import { asAppError, describe } from '../errors.ts';
import type { Clock } from './ports.ts';

const ATTEMPTS = 5;
const PAUSE_MS = 100;

/**
 * Does a piece of storing again while it fails for a passing reason: for what Google says only once,
 * such as the answer to a code or a rotated refresh token. The work must bear being done twice.
 *
 * @throws what the last attempt threw
 */
export async function persistently<T>(
  { clock }: { readonly clock: Clock },
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (thrown) {
      if (attempt === ATTEMPTS || !describe(asAppError(thrown).code).again) throw thrown;
      await clock.sleep(PAUSE_MS * attempt);
    }
  }
}
