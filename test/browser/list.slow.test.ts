import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Connection } from '../../shared/tokens/index.ts';
import { describeInBrowser } from '../support/chromium.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import {
  checkNow,
  connectionIdOf,
  connectMailbox,
  type Person,
  signedIn,
} from '../support/person.ts';
import { sampleConnection } from '../support/samples.ts';
import { seedMailboxes } from '../support/seed-mailboxes.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import {
  type Cookies,
  openChromium,
  signIn,
  type Visitor,
  violationsOf,
  visit,
} from './visitor.ts';

const MAILBOXES = 10_000;
const AILING = 40;
const SUPPORT = 'support@example.com';
const since = new Date('2026-01-01T00:10:00Z');
const away = { code: 'google_unavailable', upstream: null, attempts: 3, since } as const;

/** Nothing of it is due, so that the scheduled runs leave it as it is. */
function mailboxAt(place: number): Connection {
  const address = `desk-${place}@fleet.example.com`;
  return sampleConnection({
    ...{ id: `seeded-${place}`, refreshDueAt: null, probeDueAt: null },
    mailbox: { subject: `seeded-${place}`, address, hostedDomain: 'fleet.example.com' },
    failure: place < AILING ? { ...away, wholeDomain: false } : null,
  });
}

describeInBrowser('the list of ten thousand mailboxes', () => {
  const directory = temporaryDirectory();
  let [browser, connector, admin]: [Browser?, Connector?, Person?] = [];
  let [cookies, visitor]: [Cookies, Visitor?] = [[]];
  let page: Page;
  const url = (path: string): string => `${connector?.baseUrl}/setup-page${path}`;

  beforeAll(async () => {
    browser = await openChromium();
    connector = await startConnector({ directory });
    admin = await signedIn(connector.baseUrl);
    await connectMailbox(admin, { account: SUPPORT });
    await seedMailboxes(
      directory,
      Array.from({ length: MAILBOXES }, (_, place) => mailboxAt(place)),
    );
    const first = await visit(browser, 'en');
    await signIn(first.page, connector.baseUrl, 'admin@example.com');
    cookies = await first.page.context().cookies();
    await first.close();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await connector?.end();
  });
  beforeEach(async () => {
    if (!browser) throw new Error('no browser');
    visitor = await visit(browser, 'en', cookies);
    page = visitor.page;
    await page.setViewportSize({ width: 1280, height: 900 });
  });
  afterEach(async () => {
    expect(visitor?.complaints).toEqual([]);
    await visitor?.close();
  });

  /** Presses Tab until the focus is on what is looked for, as somebody without a mouse does. */
  const tabTo = async (selector: string): Promise<void> => {
    for (let presses = 0; presses < 200; presses++) {
      const found = `document.activeElement.matches(${JSON.stringify(selector)})`;
      if (await page.evaluate<boolean>(found)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`no Tab leads to ${selector}`);
  };

  test('is light, says how many there are, tears no column, and has no accessibility violation', async () => {
    const answer = await page.goto(url(''));
    expect((await answer?.body())?.length).toBeLessThanOrEqual(60 * 1024);
    await page.getByText('1–50 of 10,001').waitFor();
    const heights = await page.evaluate<number[]>(
      "[...document.querySelectorAll('.dense > li')].map((row) => row.offsetHeight)",
    );
    expect(new Set(heights).size).toBe(1);
    expect(await violationsOf(page)).toEqual([]);
  }, 60_000);

  test('is walked with the keyboard alone: a group, its mailboxes, a menu, and on and back', async () => {
    await page.goto(url(''));
    await tabTo('summary.group-line');
    await page.keyboard.press('Enter');
    await page.getByText('Show these 40 mailboxes').waitFor();
    await tabTo('.group-body a.button');
    await page.keyboard.press('Enter');
    await page.waitForURL('**trouble=google_unavailable');
    await page.getByText('1–40 of 40').waitFor();
    await tabTo('[data-menu]');
    await page.keyboard.press('Enter');
    await page.locator('.more > .actions').waitFor();
    await page.waitForFunction("document.activeElement.closest('.actions') !== null");
    await page.keyboard.press('Escape');
    expect(await page.locator('.more > .actions').count()).toBe(0);
    expect(await page.evaluate("document.activeElement.matches('[data-menu]')")).toBe(true);
    await page.goto(url(''));
    await tabTo('a[rel="next"]');
    await page.keyboard.press('Enter');
    await page.getByText('51–100 of 10,001').waitFor();
    await tabTo('a[rel="prev"]');
    await page.keyboard.press('Enter');
    await page.getByText('1–50 of 10,001').waitFor();
  }, 60_000);

  test('keeps its place and the focus after an action far down', async () => {
    await page.goto(url(''));
    const row = page.locator('.dense > li').nth(44);
    const id = await row.getAttribute('id');
    await row.locator('[data-menu]').click();
    const before = await page.evaluate<number>('scrollY');
    expect(before).toBeGreaterThan(500);
    await row.getByRole('button', { name: 'Check now' }).click();
    await page.waitForURL('**notice=**');
    await page.locator('.notice.floating').waitFor();
    expect(Math.abs((await page.evaluate<number>('scrollY')) - before)).toBeLessThan(120);
    expect(await page.evaluate("document.activeElement.closest('li')?.id")).toBe(id);
    expect(await violationsOf(page)).toEqual([]);
  }, 60_000);

  test('shows that a mailbox broke, without being loaded anew', async () => {
    if (!connector || !admin) throw new Error('no connector');
    await page.goto(url('?search=support'));
    await page.evaluate('globalThis.opened = true');
    await page.locator('.dense .status', { hasText: 'Working' }).waitFor();
    await emulator(`${connector.baseUrl}/google`).provoke('gmail_disabled', SUPPORT);
    await page.evaluate('document.activeElement.blur()');
    const answer = await admin.get('/setup-page?search=support');
    const id = /\/connections\/([\w-]+)/.exec(answer.text)?.[1] ?? (await connectionIdOf(admin));
    await checkNow(admin, id);
    await page.locator('.dense .status', { hasText: 'Failing' }).waitFor({ timeout: 40_000 });
    expect(await page.evaluate('globalThis.opened')).toBe(true);
    expect(await page.locator('.tab', { hasText: 'Failing' }).textContent()).toMatch(/1$/);
  }, 60_000);

  test('the history is filtered and left with the keyboard alone', async () => {
    await page.goto(url('/events'));
    await tabTo('#history-subject');
    await page.keyboard.type('Sign');
    await tabTo('.history-filters button');
    await page.keyboard.press('Enter');
    await page.waitForURL('**subject=people**');
    await page.getByText('Signed in to the setup page').first().waitFor();
    expect(await page.getByText('Connected', { exact: true }).count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
  }, 60_000);
});
