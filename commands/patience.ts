import { asAppError, describe } from '../shared/errors.ts';
import type { Clock } from '../shared/tokens/index.ts';

/** More than a minute in all: a quota that is used up is there again in the next one. */
const ATTEMPTS = 6;
const PAUSE_MS = 15_000;

/** Does something that bears being done twice again while it fails for a passing reason. */
export type Patiently = <T>(work: () => Promise<T>) => Promise<T>;

/** Patience by a clock; says each time that it waits. */
export const createPatience =
  (clock: Clock, tell: (line: string) => void): Patiently =>
  async (work) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (thrown) {
        if (attempt === ATTEMPTS || !describe(asAppError(thrown).code).again) throw thrown;
        tell(
          `Google Cloud does not answer, or a quota is used up: waiting ${PAUSE_MS / 1000} s (${attempt} of ${ATTEMPTS - 1})`,
        );
        await clock.sleep(PAUSE_MS);
      }
    }
  };
