import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeInBrowser } from '../support/chromium.ts';
import { type Inspection, startInspection, type View } from './inspection.ts';
import { STATES } from './states.ts';

/** Four inspections of each state in each language: two minutes of two cores. */
const VIEWS: readonly View[] = [
  { device: 'phone', scheme: 'light' },
  { device: 'phone', scheme: 'dark' },
  { device: 'desktop', scheme: 'light' },
  { device: 'desktop', scheme: 'dark' },
];

describeInBrowser('how the pages look in every size and colour scheme', () => {
  let inspection: Inspection;

  beforeAll(async () => {
    inspection = await startInspection();
  }, 30_000);
  afterAll(() => inspection?.stop());

  test.each(['en', 'ja'] as const)(
    'no page has an accessibility violation, a script error or an overflow: %s',
    async (language) => {
      expect(
        await inspection.inspectAll({ states: Object.keys(STATES), language, views: VIEWS }),
      ).toEqual([]);
    },
    240_000,
  );
});
