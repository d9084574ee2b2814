import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeInBrowser } from '../support/chromium.ts';
import { CONTRAST, EVERYTHING, type Inspection, startInspection } from './inspection.ts';
import { STATES } from './states.ts';

/**
 * Each state is loaded in both languages, for errors and overflows; axe-core runs on it once, in one of four
 * ways that have both languages, sizes and colour schemes. look.slow.test.ts runs axe-core in every language,
 * size and colour scheme, which takes minutes.
 */
const WAYS = [
  { language: 'en', view: { device: 'phone', scheme: 'light' } },
  { language: 'ja', view: { device: 'desktop', scheme: 'dark' } },
  { language: 'ja', view: { device: 'phone', scheme: 'light' } },
  { language: 'en', view: { device: 'desktop', scheme: 'dark' } },
] as const;

const statesOf = (way: number): string[] =>
  Object.keys(STATES).filter((_, place) => place % WAYS.length === way);

describeInBrowser('how the pages look', () => {
  let inspection: Inspection;

  beforeAll(async () => {
    inspection = await startInspection();
  }, 30_000);
  afterAll(() => inspection?.stop());

  test('the inspection finds violations, errors and overflows', async () => {
    const page = await inspection.newPage();
    await page.goto('data:text/html,<p style="color:%23aaa">Faint</p><img src="data:,">');
    expect((await page.evaluate<string[]>(EVERYTHING)).join()).toMatch(/image-alt/);
    expect((await page.evaluate<string[]>(CONTRAST)).join()).toMatch(/color-contrast/);
    await page.context().close();
  });

  test.each([...WAYS.entries()])(
    'no page has an accessibility violation, a script error or an overflow: every fourth from %i',
    async (number, { language, view }) => {
      const states = statesOf(number);
      const found = await inspection.inspectAll({ states, language, views: [view] });
      const other = language === 'en' ? 'ja' : 'en';
      found.push(...(await inspection.inspectAll({ states, language: other, views: [] })));
      expect(found).toEqual([]);
    },
    120_000,
  );
});
