import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeInBrowser, leave } from '../support/chromium.ts';
import { CONTRAST, EVERYTHING, type Inspection, startInspection } from './inspection.ts';
import { KINDS } from './states.ts';

/** Of each kind of page one state. look.slow.test.ts looks at every state in every size and colour scheme. */
const ONE_OF_EACH = [...KINDS.values()].flatMap(([first]) => first ?? []);

/** Both languages, sizes and colour schemes in two views. */
const ROUNDS = [
  { language: 'en', views: [{ device: 'desktop', scheme: 'light' }] },
  { language: 'ja', views: [{ device: 'phone', scheme: 'dark' }] },
] as const;

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
    await leave(page.context());
  });

  test.each(ROUNDS)(
    'no kind of page has an accessibility violation, a script error or an overflow: $language',
    async ({ language, views }) => {
      expect(await inspection.inspectAll({ states: ONE_OF_EACH, language, views })).toEqual([]);
    },
    240_000,
  );
});
