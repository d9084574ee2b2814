import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { relativeTime } from '../../shared/pages/time-element.ts';
import { chromiumOptions, describeInBrowser } from '../support/chromium.ts';
import { startPageServer } from './page-server.ts';
import { NOW } from './sample-views.ts';

describeInBrowser('what the script adds', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof startPageServer>>;

  beforeAll(async () => {
    browser = await chromium.launch(chromiumOptions());
    server = await startPageServer();
  }, 30_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const open = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await browser.newPage(options);
    await page.goto(`${server.url}/${path}`);
    return page;
  };

  const posts = (): number => server.requests.filter((line) => line.startsWith('POST')).length;

  test('a button copies the owner’s link and says so', async () => {
    const page = await open('list-link', { permissions: ['clipboard-read', 'clipboard-write'] });
    const button = page.locator('.notice [data-copy]');
    await button.click();
    expect(await button.textContent()).toBe('Copied');
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toContain('/authorization-url?link=');
    await page.close();
  });

  test('a form is sent once, however often its button is pressed', async () => {
    const page = await open('list-healthy');
    const busy = await page.evaluate<string>(`(() => {
      const button = document.querySelector('form[action$="/probe"] button');
      button.click();
      button.click();
      return button.getAttribute('aria-busy');
    })()`);
    expect(busy).toBe('true');
    await page.waitForURL('**/probe');
    expect(posts()).toBe(1);
    await page.close();
  });

  test('times are relative to our clock, in the page’s language', async () => {
    const page = await open('list?language=ja', { timezoneId: 'Asia/Tokyo', locale: 'ja' });
    const time = page.locator('time').first();
    const at = new Date((await time.getAttribute('datetime')) ?? '');
    expect(await time.textContent()).toBe(relativeTime('ja', at, NOW));
    expect(await time.getAttribute('title')).toContain('JST');
    await page.close();
  });

  test('times stay current while the page is open', async () => {
    const page = await browser.newPage();
    await page.clock.install();
    await page.goto(`${server.url}/list-healthy`);
    const time = page.locator('.facts time').first();
    expect(await time.textContent()).toBe('3 minutes ago');
    await page.clock.fastForward(10 * 60_000);
    expect(await time.textContent()).toBe('13 minutes ago');
    await page.close();
  });

  test('the progress of a run, and nothing else, is fetched until the run ends', async () => {
    const page = await browser.newPage();
    await page.clock.install();
    await page.goto(`${server.url}/fleet-running`);
    await page.fill('#search', 'half a word');
    await page.clock.fastForward(5000);
    await page.getByText('37 refreshed').waitFor();
    expect(await page.locator('progress').count()).toBe(0);
    expect(await page.inputValue('#search')).toBe('half a word');
    const before = server.requests.length;
    await page.clock.fastForward(30_000);
    expect(server.requests).toHaveLength(before);
    await page.close();
  });

  test('the link to the other language opens it on a page that cannot be loaded again', async () => {
    const page = await open('error-link-used', { javaScriptEnabled: false });
    await page.locator('header a[lang="ja"]').click();
    await page.locator('#other-language').waitFor({ state: 'visible' });
    await page.close();
  });

  test('the actions of a mailbox in a long list open by a button, one at a time', async () => {
    const page = await open('fleet');
    await page.locator('#content summary').nth(0).click();
    await page.locator('.more[open] form[action$="/m1/probe"] button').waitFor();
    await page.locator('#content summary').nth(7).click();
    expect(await page.locator('.more[open]').count()).toBe(1);
    await page.close();
  });

  test('without script, only the buttons that need it are missing', async () => {
    const page = await open('list-link', { javaScriptEnabled: false });
    expect(await page.locator('.notice [data-copy]').isVisible()).toBe(false);
    expect(await page.locator('.notice input').isVisible()).toBe(true);
    expect(await page.locator('time').first().textContent()).toBe('in 2 days');
    await page.close();
  });

  test('the first tab stop links to the content', async () => {
    const page = await open('list');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
    await page.close();
  });

  test('the whole card of a profile is clickable', async () => {
    const page = await open('connect');
    const box = await page.getByText('Proves that the connection works').boundingBox();
    await page.mouse.click((box?.x ?? 0) + 40, (box?.y ?? 0) + 8);
    expect(await page.locator('#profile-probe').isChecked()).toBe(true);
    await page.close();
  });
});
