import type { Clock } from '../ports.ts';

/**
 * So many mails a minute are read, which are 4,000 of the 6,000 units that Gmail gives a user: the rest is left to the
 * mail that comes in the same minute.
 */
export const MAILS_A_MINUTE = 200;
const MINUTE_MS = 60_000;

/** Waits until the next mail may be read; answers false when that is not before a moment. */
export function createPace(clock: Clock, until: Date): () => Promise<boolean> {
  let begun = clock.now().getTime();
  let read = 0;
  return async () => {
    if (read >= MAILS_A_MINUTE) {
      const next = begun + MINUTE_MS;
      if (next >= until.getTime()) return false;
      await clock.sleep(Math.max(0, next - clock.now().getTime()));
      begun = clock.now().getTime();
      read = 0;
    }
    read += 1;
    return clock.now() < until;
  };
}
