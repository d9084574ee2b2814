import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeInBrowser } from '../support/chromium.ts';
import { type Inspection, startInspection, type View } from './inspection.ts';
import { KINDS } from './states.ts';

/** A language changes no colour and no structure: of the second one axe-core looks at each page once. */
const VIEWS: Readonly<Record<'en' | 'ja', readonly View[]>> = {
  en: [
    { device: 'phone', scheme: 'light' },
    { device: 'phone', scheme: 'dark' },
    { device: 'tablet', scheme: 'light' },
    { device: 'desktop', scheme: 'light' },
    { device: 'desktop', scheme: 'dark' },
  ],
  ja: [{ device: 'phone', scheme: 'light' }],
};

const ROUNDS = [...KINDS].flatMap(([kind, states]) =>
  (['en', 'ja'] as const).map((language) => ({ kind, language, states })),
);

describeInBrowser('how the pages look in every size and colour scheme', () => {
  let inspection: Inspection;

  beforeAll(async () => {
    inspection = await startInspection();
  }, 30_000);
  afterAll(() => inspection?.stop());

  test.each(ROUNDS)(
    'no page has an accessibility violation, a script error or an overflow: $kind, $language',
    async ({ language, states }) => {
      expect(await inspection.inspectAll({ states, language, views: VIEWS[language] })).toEqual([]);
    },
    240_000,
  );
});
