import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumOptions } from '../support/chromium.ts';

export type Visitor = {
  readonly page: Page;
  /** Everything the console complained of: refused scripts, failed loads, errors. */
  readonly complaints: string[];
  close(): Promise<void>;
};

export async function openChromium(): Promise<Browser> {
  return chromium.launch(chromiumOptions());
}

/** A new person at a real browser, with cookies of their own. */
export async function visit(browser: Browser, locale: 'en' | 'ja'): Promise<Visitor> {
  const context: BrowserContext = await browser.newContext({ locale });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // A 4xx page is what several walks are about; Chromium reports each as a failed resource.
    const expected = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !expected) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints, close: () => context.close() };
}

/** Signs in at our page, at Google, and is back. */
export async function signIn(page: Page, baseUrl: string, account: string): Promise<void> {
  await page.goto(`${baseUrl}/setup-page`);
  await page.locator('form[action$="/sign-in"] button').click();
  await chooseAccount(page, account);
}

/** Clicks an account of the chooser, and allows where Google asks. */
export async function chooseAccount(page: Page, account: string): Promise<void> {
  await page.locator(`[data-account="${account}"]`).click();
  const allow = page.locator('button[name="allow"]');
  if (await allow.isVisible()) await allow.click();
}

/** Chooses, ticks what is asked for, and answers the consent page. */
export async function consent(
  page: Page,
  account: string,
  { tick = true, press = 'allow' }: { tick?: boolean; press?: 'allow' | 'cancel' } = {},
): Promise<void> {
  await page.locator(`[data-account="${account}"]`).click();
  if (tick) for (const box of await page.locator('input[name="scope"]').all()) await box.check();
  await page.locator(`button[name="${press}"]`).click();
}

/** What axe-core finds wrong with the page as it is now: the rule and the element, one line each. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const script = `axe.run({ resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html.slice(0, 160))))`;
  return page.evaluate<string[]>(script);
}
