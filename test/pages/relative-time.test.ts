import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { relativeTime } from '../../shared/pages/time-element.ts';

const NOW = new Date('2026-03-10T09:30:00Z');
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const fromNow = (milliseconds: number): Date => new Date(NOW.getTime() + milliseconds);

describe('relative time', () => {
  test.each([
    [0, 'now', '今'],
    [-4 * SECOND, 'now', '今'],
    [4 * SECOND, 'now', '今'],
    [-20 * SECOND, '20 seconds ago', '20 秒前'],
    [-60 * SECOND, '1 minute ago', '1 分前'],
    [-89 * SECOND, '1 minute ago', '1 分前'],
    [3 * MINUTE, 'in 3 minutes', '3 分後'],
    [-59.4 * MINUTE, '59 minutes ago', '59 分前'],
    [-59.6 * MINUTE, '1 hour ago', '1 時間前'],
    [26 * HOUR, 'in 26 hours', '26 時間後'],
    [-35.6 * HOUR, '1 day ago', '1 日前'],
    [-13 * DAY, '13 days ago', '13 日前'],
    [15 * DAY, 'in 2 weeks', '2 週間後'],
    [-90 * DAY, '3 months ago', '3 か月前'],
    [-800 * DAY, '2 years ago', '2 年前'],
  ])('%d ms from now', (distance, en, ja) => {
    expect(relativeTime('en', fromNow(distance), NOW)).toBe(en);
    expect(relativeTime('ja', fromNow(distance), NOW)).toBe(ja);
  });

  test('never shows an infinite or a zero number of units', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), (at) => {
        expect(relativeTime('en', at, NOW)).toMatch(
          /^(now|in [1-9][\d,]* \w+|[1-9][\d,]* \w+ ago)$/,
        );
      }),
    );
  });
});
