import { systemClock } from '../../shared/runtime/system-ports.ts';
import type { Clock } from '../../shared/tokens/index.ts';

/**
 * A clock that the processes of a test share without messages: the system's, sped up since a moment, and
 * moved ahead. Back-offs and leases expire without a wait.
 */
export type MovedClock = Clock & {
  readonly aheadMs: number;
  /** @param aheadMs how far it is ahead from now on, in addition to its speed */
  moveTo(aheadMs: number): void;
};

/** How many times as fast a clock runs, and since when (milliseconds since 1970). */
export type Pace = { readonly speed: number; readonly since: number };

export const REAL_TIME: Pace = { speed: 1, since: 0 };

export function createMovedClock({ speed, since }: Pace = REAL_TIME): MovedClock {
  let ahead = 0;
  return {
    now: () => new Date(since + (Date.now() - since) * speed + ahead),
    sleep: (milliseconds) => systemClock.sleep(milliseconds / speed),
    get aheadMs() {
      return ahead;
    },
    moveTo: (aheadMs) => {
      ahead = aheadMs;
    },
  };
}
