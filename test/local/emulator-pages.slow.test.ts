import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { EVERYTHING } from '../pages/inspection.ts';
import { chromiumOptions, describeInBrowser, leave } from '../support/chromium.ts';
import { startEmulators } from './emulator-sample.ts';

const VIEWS: readonly (BrowserContextOptions & { readonly name: string })[] = [
  { name: 'en-desktop', locale: 'en', viewport: { width: 1440, height: 900 } },
  { name: 'en-tablet', locale: 'en', viewport: { width: 768, height: 900 }, colorScheme: 'dark' },
  { name: 'ja-desktop', locale: 'ja', viewport: { width: 1440, height: 900 } },
  { name: 'ja-phone', locale: 'ja', viewport: { width: 390, height: 800 }, colorScheme: 'dark' },
];
const SCREENSHOTS = process.env['SCREENSHOTS'];
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const UNFOLD = `for (const details of document.querySelectorAll('details')) details.open = true`;

describeInBrowser('the pages of both emulators', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch(chromiumOptions());
  });
  afterAll(() => browser?.close());

  async function inspect(page: Page, name: string): Promise<string[]> {
    if (SCREENSHOTS) {
      mkdirSync(SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
    }
    await page.evaluate(UNFOLD);
    const violations = await page.evaluate<string[]>(EVERYTHING);
    const overflow = await page.evaluate<number>(OVERFLOW);
    return [...violations, ...(overflow > 0 ? [`${overflow} px too wide`] : [])].map(
      (line) => `${name}: ${line}`,
    );
  }

  test.each(VIEWS)(
    'have no accessibility violation and no overflow: $name',
    async ({ name, ...options }) => {
      const { pages } = await startEmulators();
      const context = await browser.newContext(options);
      await context.addInitScript({ content: axe.source });
      const page = await context.newPage();
      const found: string[] = [];
      for (const [kind, url] of Object.entries(pages)) {
        await page.goto(url);
        found.push(...(await inspect(page, `${kind}-${name}`)));
        if (kind !== 'chooser') continue;
        await page.locator('button.account').first().click();
        found.push(...(await inspect(page, `consent-${name}`)));
      }
      await leave(context);
      expect(found).toEqual([]);
    },
    120_000,
  );
});
