import { describe, expect, test } from '@jest/globals';
import { isAccepted, nextAttempt } from '../../shared/notifications/next-attempt.ts';

const now = new Date('2026-01-31T09:17:00Z');
const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

/** How long after the first attempt the next one is, for this answer. */
const delayAfter = (status: number | null, retryAfter: string | null = null, random = 0) => {
  const next = nextAttempt({ ids: { random: () => random }, now }, 1, { status, retryAfter });
  return next && next.getTime() - now.getTime();
};

test.each([200, 201, 202, 204, 299])('%d accepts a notification', (status) => {
  expect(isAccepted({ status, retryAfter: null })).toBe(true);
});

test.each([null, 100, 199, 300, 302, 304, 400, 410, 500])(
  '%s does not accept a notification',
  (status) => {
    expect(isAccepted({ status, retryAfter: null })).toBe(false);
  },
);

test('jitter adds up to a fifth and never shortens the delay', () => {
  expect(delayAfter(500, null, 0)).toBe(5 * SECOND);
  expect(delayAfter(500, null, 0.5)).toBe(5.5 * SECOND);
  expect(delayAfter(500, null, 0.999)).toBeLessThan(6 * SECOND);
});

describe('Retry-After', () => {
  test.each([
    ['seconds', '120', 120 * SECOND],
    ['a date', 'Sat, 31 Jan 2026 10:17:00 GMT', HOUR],
    ['sooner than the schedule', '1', 5 * SECOND],
    ['a date that has passed', 'Sat, 31 Jan 2026 08:17:00 GMT', 5 * SECOND],
    ['longer than a day', '864000', DAY],
    ['a date in years', 'Thu, 31 Jan 2030 10:17:00 GMT', DAY],
    ['an absurd number', '9'.repeat(400), DAY],
    ['nothing', '', 5 * SECOND],
    ['words', 'tomorrow', 5 * SECOND],
    ['words that end as a date does', 'tomorrow GMT', 5 * SECOND],
    ['a negative number', '-120', 5 * SECOND],
    ['a fraction', '0.5e9', 5 * SECOND],
    ['a date without a zone', '2026-01-31 10:17', 5 * SECOND],
  ])('%s', (_, text, delay) => {
    expect(delayAfter(503, text)).toBe(delay);
    expect(delayAfter(429, text)).toBe(delay);
  });

  test.each([400, 500, 502, 301])('is not read from a %d', (status) => {
    expect(delayAfter(status, '3600')).toBe(5 * SECOND);
  });
});

test('410 ends the attempts, whatever else the answer says', () => {
  expect(delayAfter(410, '3600')).toBeNull();
});
