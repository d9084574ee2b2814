import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumOptions, leave } from '../support/chromium.ts';

export type Visitor = {
  readonly page: Page;
  /** All errors in the console: refused scripts, failed loads, exceptions. */
  readonly complaints: string[];
  close(): Promise<void>;
};

export async function openChromium(): Promise<Browser> {
  return chromium.launch(chromiumOptions());
}

export type Cookies = Parameters<BrowserContext['addCookies']>[0];

/** A new person at a real browser, with their own cookies, or with those of an earlier visit. */
export async function visit(
  browser: Browser,
  locale: 'en' | 'ja',
  cookies: Cookies = [],
): Promise<Visitor> {
  const context: BrowserContext = await browser.newContext({ locale });
  await context.addCookies(cookies);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // Several tests are about 4xx pages, each of which Chromium reports as a failed resource.
    const expected = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !expected) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints, close: () => leave(context) };
}

/** Signs in from our page at Google, and returns to our page. */
export async function signIn(page: Page, baseUrl: string, account: string): Promise<void> {
  await page.goto(`${baseUrl}/setup-page`);
  await page.locator('form[action$="/sign-in"] button').click();
  await chooseAccount(page, account);
}

/** Clicks an account in the chooser, and allows access where Google asks for it. */
export async function chooseAccount(page: Page, account: string): Promise<void> {
  await page.locator(`[data-account="${account}"]`).click();
  const allow = page.locator('button[name="allow"]');
  if (await allow.isVisible()) await allow.click();
}

/** Chooses the account, ticks the scopes, and answers the consent page. */
export async function consent(
  page: Page,
  account: string,
  { tick = true, press = 'allow' }: { tick?: boolean; press?: 'allow' | 'cancel' } = {},
): Promise<void> {
  await page.locator(`[data-account="${account}"]`).click();
  if (tick) for (const box of await page.locator('input[name="scope"]').all()) await box.check();
  await page.locator(`button[name="${press}"]`).click();
}

/** What axe-core finds wrong with the current page: one line for each rule and element. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const script = `axe.run({ resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html.slice(0, 160))))`;
  return page.evaluate<string[]>(script);
}
