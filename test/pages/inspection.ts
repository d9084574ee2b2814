import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumOptions, leave } from '../support/chromium.ts';
import { startPageServer } from './page-server.ts';

const VIEWPORTS = {
  phone: { width: 360, height: 740 },
  tablet: { width: 768, height: 1024 },
  desktop: { width: 1280, height: 860 },
};
/** Where a page may be too wide: the narrowest phone, and a tablet, whose layout is the desktop's with less room. */
const NARROW = [320, 768];
/** The number of concurrent pages that keeps two cores busy. */
const LANES = 2;
const SCREENSHOTS = process.env['SCREENSHOTS'];

export type Device = keyof typeof VIEWPORTS;
export type Scheme = 'light' | 'dark';
export type View = { readonly device: Device; readonly scheme: Scheme };
/** States in one language, and the views in which axe-core runs on each; errors and overflows are found in any case. */
export type Round = {
  readonly states: readonly string[];
  readonly language: 'en' | 'ja';
  readonly views: readonly View[];
};

type Loaded = { readonly page: Page; readonly name: string; readonly found: string[] };

/** Passed as text, because our types have no DOM. The page's policy does not apply to evaluated scripts. */
const axeRun = (runOnly: string): string =>
  `axe.run({ runOnly: ${runOnly}, resultTypes: ['violations'], preload: false }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
      id + ' ' + html.slice(0, 200) + ' ' + failureSummary)))`;

export const EVERYTHING = axeRun(
  "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']",
);
/** The rules that a change of the colour scheme can break. */
export const CONTRAST = axeRun("{ type: 'rule', values: ['color-contrast'] }");

const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

const folded = (open: boolean): string =>
  `for (const details of document.querySelectorAll('details')) details.open = ${open}`;

/** Checks one state in one language in the given views, loading the page once. */
async function inspect({ page, name, found }: Loaded, views: readonly View[]): Promise<void> {
  const sized = new Set<Device>();
  for (const { device, scheme } of views) {
    await page.setViewportSize(VIEWPORTS[device]);
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await photograph(page, `${name}-${device}-${scheme}`);
    await page.evaluate(folded(true));
    // The second colour scheme of a size can break no other rule.
    const violations = await page.evaluate<string[]>(sized.has(device) ? CONTRAST : EVERYTHING);
    sized.add(device);
    found.push(...violations.map((line) => `${name} ${device} ${scheme}: ${line}`));
    await page.evaluate(folded(false));
  }
  await page.evaluate(folded(true));
  for (const width of NARROW) {
    await page.setViewportSize({ width, height: 640 });
    const overflow = await page.evaluate<number>(OVERFLOW);
    if (overflow > 0) found.push(`${name}: ${overflow} px too wide at ${width} px`);
  }
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

export type Inspection = {
  /** A new page that has axe-core. */
  newPage(): Promise<Page>;
  /** Returns a line for each accessibility violation, script error and overflow. */
  inspectAll(round: Round): Promise<string[]>;
  stop(): Promise<void>;
};

/** Starts the browser and the server of the states. */
export async function startInspection(): Promise<Inspection> {
  const browser: Browser = await chromium.launch(chromiumOptions());
  const server = await startPageServer();
  if (SCREENSHOTS) mkdirSync(SCREENSHOTS, { recursive: true });
  const newPage = async (locale: 'en' | 'ja', withAxe: boolean): Promise<Page> => {
    const context = await browser.newContext({ locale });
    // Chromium compiles an init script once for all pages of a process; half a megabyte takes long.
    if (withAxe) await context.addInitScript({ content: axe.source });
    return context.newPage();
  };
  async function lane(waiting: string[], { language, views }: Round, found: string[]) {
    const page = await newPage(language, views.length > 0);
    listen(page, found);
    for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
      await page.goto(`${server.url}/${state}?language=${language}`);
      await inspect({ page, name: `${state}-${language}`, found }, views);
    }
    await leave(page.context());
  }
  return {
    newPage: () => newPage('en', true),
    inspectAll: async (round) => {
      const found: string[] = [];
      const waiting = [...round.states];
      await Promise.all(Array.from({ length: LANES }, () => lane(waiting, round, found)));
      return found;
    },
    stop: async () => {
      await browser.close();
      await server.stop();
    },
  };
}
