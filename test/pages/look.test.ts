import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumOptions, describeInBrowser } from '../support/chromium.ts';
import { startPageServer } from './page-server.ts';
import { STATES } from './states.ts';

const VIEWPORTS = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 860 } };
const SCHEMES = ['light', 'dark'] as const;
/** The number of concurrent pages that keeps two cores busy. */
const LANES = 3;
const SCREENSHOTS = process.env['SCREENSHOTS'];

type Loaded = { readonly page: Page; readonly name: string; readonly found: string[] };

/** Passed as text, because our types have no DOM. The page's policy does not apply to evaluated scripts. */
const axeRun = (runOnly: string): string =>
  `axe.run({ runOnly: ${runOnly}, resultTypes: ['violations'], preload: false }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
      id + ' ' + html.slice(0, 200) + ' ' + failureSummary)))`;

const EVERYTHING = axeRun(
  "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']",
);
/** The rules that a change of the colour scheme can break. */
const CONTRAST = axeRun("{ type: 'rule', values: ['color-contrast'] }");

const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

const folded = (open: boolean): string =>
  `for (const details of document.querySelectorAll('details')) details.open = ${open}`;

/** Checks one state in one language in all sizes and colour schemes, loading the page once. */
async function inspect({ page, name, found }: Loaded): Promise<void> {
  for (const [device, viewport] of Object.entries(VIEWPORTS)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await photograph(page, `${name}-${device}-${colorScheme}`);
      await page.evaluate(folded(true));
      const script = colorScheme === 'light' ? EVERYTHING : CONTRAST;
      const violations = await page.evaluate<string[]>(script);
      found.push(...violations.map((line) => `${name} ${device} ${colorScheme}: ${line}`));
      await page.evaluate(folded(false));
    }
  }
  await page.evaluate(folded(true));
  await page.setViewportSize({ width: 320, height: 640 });
  const overflow = await page.evaluate<number>(OVERFLOW);
  if (overflow > 0) found.push(`${name}: ${overflow} px too wide at 320 px`);
}

/** SCREENSHOTS=directory saves a picture of everything, for a person to look at. */
async function photograph(page: Page, name: string): Promise<void> {
  if (!SCREENSHOTS) return;
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
}

/** The browser's errors, above all refusals by the content security policy. */
function listen(page: Page, found: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') found.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => found.push(`${page.url()}: ${error.message}`));
}

describeInBrowser('how the pages look', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof startPageServer>>;

  beforeAll(async () => {
    browser = await chromium.launch(chromiumOptions());
    server = await startPageServer();
    if (SCREENSHOTS) mkdirSync(SCREENSHOTS, { recursive: true });
  }, 30_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function lane(waiting: string[], language: 'en' | 'ja', found: string[]): Promise<void> {
    const context = await browser.newContext({ locale: language });
    const page = await context.newPage();
    listen(page, found);
    for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
      await page.goto(`${server.url}/${state}?language=${language}`);
      await page.evaluate(axe.source);
      await inspect({ page, name: `${state}-${language}`, found });
    }
    await context.close();
  }

  test('the inspection finds violations, errors and overflows', async () => {
    const page = await browser.newPage();
    await page.setContent('<p style="color:#aaa">Faint</p><img src="data:,">');
    await page.evaluate(axe.source);
    expect((await page.evaluate<string[]>(EVERYTHING)).join()).toMatch(/image-alt/);
    expect((await page.evaluate<string[]>(CONTRAST)).join()).toMatch(/color-contrast/);
    await page.close();
  });

  test.each(['en', 'ja'] as const)(
    'no page has an accessibility violation, a script error or an overflow: %s',
    async (language) => {
      const found: string[] = [];
      const waiting = Object.keys(STATES);
      await Promise.all(Array.from({ length: LANES }, () => lane(waiting, language, found)));
      expect(found).toEqual([]);
    },
    240_000,
  );
});
