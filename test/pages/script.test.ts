import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { relativeTime } from '../../shared/pages/time-element.ts';
import { chromiumOptions, describeInBrowser, leave } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
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
    await button.filter({ hasText: /^Copied$/ }).waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toContain('/authorization-url?link=');
    await leave(page);
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
    await leave(page);
  });

  test('times are relative to our clock, in the page’s language', async () => {
    const page = await open('list?language=ja', { timezoneId: 'Asia/Tokyo', locale: 'ja' });
    const time = page.locator('time').first();
    const at = new Date((await time.getAttribute('datetime')) ?? '');
    expect(await time.textContent()).toBe(relativeTime('ja', at, NOW));
    expect(await time.getAttribute('title')).toContain('JST');
    await leave(page);
  });

  test('times stay current while the page is open', async () => {
    const page = await browser.newPage();
    await page.clock.install();
    await page.goto(`${server.url}/list-healthy`);
    const time = page.locator('.facts time').first();
    expect(await time.textContent()).toBe('3 minutes ago');
    await page.clock.fastForward(10 * 60_000);
    expect(await time.textContent()).toBe('13 minutes ago');
    await leave(page);
  });

  const lives = (): number => server.requests.filter((line) => line.includes('/live')).length;

  /** A page whose clock the test moves. */
  const openClocked = async (path: string): Promise<Page> => {
    const page = await browser.newPage();
    await page.clock.install();
    await page.goto(`${server.url}/${path}`);
    return page;
  };

  test('the list and its runs are fetched anew, and what the reader types stays', async () => {
    const page = await openClocked('fleet-running');
    await page.fill('#search', 'half a word');
    await page.clock.fastForward(5000);
    await page.getByText('37 refreshed').waitFor();
    expect(await page.locator('progress').count()).toBe(0);
    expect(await page.inputValue('#search')).toBe('half a word');
    const before = lives();
    await page.clock.fastForward(10_000);
    expect(lives()).toBe(before);
    await page.clock.fastForward(6000);
    await eventually(() => lives() === before + 1);
    await leave(page);
  });

  test('a row in which the reader is stays, and the others follow', async () => {
    const page = await openClocked('fleet-client-refused');
    const statusOf = (place: number) => page.locator('.dense > li').nth(place).locator('.status');
    const mark = "for (const each of document.querySelectorAll('.status')) each.append(' (old)')";
    await page.evaluate(mark);
    await page.locator('.dense > li').nth(3).locator('h2 a').focus();
    await page.clock.fastForward(16_000);
    await statusOf(4).getByText('(old)').waitFor({ state: 'detached' });
    expect(await statusOf(3).textContent()).toContain('(old)');
    expect(await page.evaluate("document.activeElement.closest('li').id")).toBe(
      await page.locator('.dense > li').nth(3).getAttribute('id'),
    );
    await leave(page);
  });

  test('a list whose session has ended says so, and asks no more', async () => {
    const page = await openClocked('fleet');
    await page.route('**/live', (route) => route.fulfill({ status: 401, body: '' }));
    await page.clock.fastForward(16_000);
    await page.getByText('Your session has ended').waitFor();
    const before = lives();
    await page.clock.fastForward(600_000);
    expect(lives()).toBe(before);
    await leave(page);
  });

  test('a list that gets no answer says so, asks less and less, and recovers', async () => {
    const page = await openClocked('fleet');
    let asked = 0;
    await page.route('**/live', (route) => {
      asked += 1;
      return route.abort();
    });
    for (let minute = 0; minute < 40; minute++) {
      await page.clock.fastForward(15_000);
      await page.waitForTimeout(5);
    }
    await page.getByText('The connector does not answer').waitFor();
    expect(asked).toBeLessThan(10);
    await page.unroute('**/live');
    await page.clock.fastForward(301_000);
    await page.getByText('The connector does not answer').waitFor({ state: 'hidden' });
    await leave(page);
  });

  test('the link to the other language opens it on a page that cannot be loaded again', async () => {
    const page = await open('error-link-used', { javaScriptEnabled: false });
    await page.locator('header a[lang="ja"]').click();
    await page.locator('#other-language').waitFor({ state: 'visible' });
    await leave(page);
  });

  describe('the menu of a line', () => {
    const menu = (page: Page, place: number) => page.locator('[data-menu]').nth(place);
    const opened = '.more > .actions';

    test('opens one at a time, with the focus on its first action, and closes on Escape', async () => {
      const page = await open('fleet');
      await menu(page, 0).click();
      await page.locator(`${opened} button`).first().waitFor();
      await menu(page, 7).click();
      await page.locator('li:nth-child(8) > .more > .actions').waitFor();
      expect(await page.locator(opened).count()).toBe(1);
      expect(await menu(page, 7).getAttribute('aria-expanded')).toBe('true');
      await page.keyboard.press('ArrowDown');
      expect(await page.evaluate('document.activeElement.closest(".actions") !== null')).toBe(true);
      await page.keyboard.press('Escape');
      expect(await page.locator(opened).count()).toBe(0);
      expect(await page.evaluate("document.activeElement.closest('li').id")).toBe(
        await page.locator('.dense > li').nth(7).getAttribute('id'),
      );
      await leave(page);
    });

    test('closes on a click elsewhere, and when the focus leaves it', async () => {
      const page = await open('fleet');
      for (const leave of [
        () => page.locator('h1').click(),
        () => page.locator('#search').focus(),
      ]) {
        await menu(page, 2).click();
        await page.locator(opened).waitFor();
        await leave();
        await page.locator(opened).waitFor({ state: 'detached' });
      }
      await leave(page);
    });

    test('is offered only by the script: the mailbox’s own page has the same actions', async () => {
      const page = await open('fleet', { javaScriptEnabled: false });
      expect(await page.locator('[data-menu]').count()).toBe(0);
      expect(await page.locator('.dense h2 a').first().getAttribute('href')).toContain(
        '/connections/',
      );
      await leave(page);
    });
  });

  test('the time of the page has the reader’s zone', async () => {
    const page = await open('fleet', { timezoneId: 'Asia/Tokyo', locale: 'ja' });
    expect(await page.locator('time[data-clock]').textContent()).toMatch(
      /6:30 PM GMT\+9|18:30 JST/,
    );
    await leave(page);
  });

  test('without script, only the buttons that need it are missing', async () => {
    const page = await open('list-link', { javaScriptEnabled: false });
    expect(await page.locator('.notice [data-copy]').isVisible()).toBe(false);
    expect(await page.locator('.notice input').isVisible()).toBe(true);
    expect(await page.locator('time').first().textContent()).toBe('in 2 days');
    await leave(page);
  });

  test('the first tab stop links to the content', async () => {
    const page = await open('list');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('skip');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
    await leave(page);
  });

  test('the whole card of a profile is clickable', async () => {
    const page = await open('connect');
    const box = await page.getByText('Proves that the connection works').boundingBox();
    await page.mouse.click((box?.x ?? 0) + 40, (box?.y ?? 0) + 8);
    expect(await page.locator('#profile-probe').isChecked()).toBe(true);
    await leave(page);
  });
});
