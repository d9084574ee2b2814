import { systemClock } from '../../shared/runtime/system-ports.ts';
import type { Clock } from '../../shared/tokens/index.ts';

/**
 * A clock that all processes of a test share without talking: the machine's, running so many times as
 * fast since a moment, and moved on besides. Back-offs and leases pass without anybody waiting for them.
 */
export type MovedClock = Clock & {
  readonly aheadMs: number;
  /** @param aheadMs how far it is moved on beside its speed, from now on */
  moveTo(aheadMs: number): void;
};

/** How fast a clock runs, and since when (milliseconds since 1970). */
export type Pace = { readonly speed: number; readonly since: number };

export const AS_IT_IS: Pace = { speed: 1, since: 0 };

export function createMovedClock({ speed, since }: Pace = AS_IT_IS): MovedClock {
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
