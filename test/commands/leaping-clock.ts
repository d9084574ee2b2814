import type { Clock } from '../../shared/tokens/index.ts';

export type LeapingClock = Clock & { leap(milliseconds: number): void };

/** A clock whose sleeps take a millisecond. It is ahead by what it slept and by what a test adds. */
export function createLeapingClock(
  onSleep: (milliseconds: number) => unknown = () => {},
): LeapingClock {
  let ahead = 0;
  return {
    leap: (milliseconds) => {
      ahead += milliseconds;
    },
    now: () => new Date(Date.now() + ahead),
    sleep: async (milliseconds) => {
      await onSleep(milliseconds);
      ahead += milliseconds;
      await new Promise((wake) => setTimeout(wake, 1));
    },
  };
}
