import { expect, test } from '@jest/globals';
import { createBusyRetry } from '../../commands/busy-retry.ts';
import { createRateLimit } from '../../commands/rate-limit.ts';
import { AppError } from '../../shared/errors.ts';
import type { Clock } from '../../shared/tokens/index.ts';
import { codeOf } from '../tokens/harness.ts';

/** A clock that moves only while code sleeps. */
function createStillClock(): Clock {
  let now = 0;
  return {
    now: () => new Date(now),
    sleep: async (milliseconds) => {
      now += milliseconds;
    },
  };
}

test('starts a number of steps at once, then a number each minute', async () => {
  const clock = createStillClock();
  const waitForTurn = createRateLimit(clock, { burst: 50, perMinute: 150 });
  for (let n = 0; n < 50; n++) await waitForTurn();
  expect(clock.now().getTime()).toBe(0);
  for (let n = 0; n < 300; n++) await waitForTurn();
  expect(clock.now().getTime()).toBe(120_000);
  // Unused steps are saved up to the number that may start at once.
  await clock.sleep(3_600_000);
  const before = clock.now().getTime();
  for (let n = 0; n < 50; n++) await waitForTurn();
  expect(clock.now().getTime()).toBe(before);
});

test('waits more than a minute for a transient failure and reports the wait, and throws other failures', async () => {
  const clock = createStillClock();
  const printed: string[] = [];
  const withBusyRetry = createBusyRetry(clock, (line) => printed.push(line));
  const failing = (code: 'store_unavailable' | 'permission_missing') =>
    codeOf(withBusyRetry(async () => Promise.reject(new AppError(code))));
  expect(await failing('permission_missing')).toBe('permission_missing');
  expect(printed).toEqual([]);
  expect(await failing('store_unavailable')).toBe('store_unavailable');
  expect(printed).toHaveLength(5);
  expect(clock.now().getTime()).toBeGreaterThan(60_000);
});
