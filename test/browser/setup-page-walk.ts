import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { freePort } from '../../build/free-port.ts';
import { describeInBrowser, leave } from '../support/chromium.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import {
  type Cookies,
  consent,
  openChromium,
  signIn,
  type Visitor,
  violationsOf,
  visit,
} from './visitor.ts';

const SUPPORT = 'support@example.com';
const SALES = 'sales@example.com';

const WORDS = {
  en: {
    connect: 'Connect a mailbox',
    continue: 'Continue to Google',
    working: 'Working',
    refresh: 'Refresh now',
    history: 'History',
    connected: 'Connected',
    check: 'Check now',
    reconnect: 'Reconnect',
    cancelled: 'Access was not allowed on Google’s page',
    unticked: 'ticked',
  },
  ja: {
    connect: 'メールボックスを接続',
    continue: 'Google に進む',
    working: '正常',
    refresh: '今すぐ更新',
    history: '履歴',
    connected: '接続しました',
    check: '今すぐ確認',
    reconnect: '再接続',
    cancelled: 'Google の画面で許可されませんでした',
    unticked: '権限',
  },
} as const;

type Language = keyof typeof WORDS;

/**
 * Walks through the setup page in real Chromium.
 *
 * @param languages in which every walk is made
 */
export const describeSetupPage = (languages: readonly Language[]): void =>
  describeInBrowser('the setup page in a real browser', () => walkThrough(languages));

function walkThrough(languages: readonly Language[]): void {
  const directory = temporaryDirectory();
  const googleDirectory = temporaryDirectory();
  let browser: Browser;
  let connector: Connector;
  let google: Connector;
  let visitor: Visitor;
  let page: Page;

  /** Google on another site (localhost, not 127.0.0.1), as in production, so that cookies are tested too. */
  beforeAll(async () => {
    browser = await openChromium();
    const [port, googlePort] = [await freePort(), await freePort()];
    const client = {
      GOOGLE_CLIENT_ID: 'client.apps.googleusercontent.com',
      GOOGLE_CLIENT_SECRET: 'secret',
    };
    const redirect = { REDIRECT_URI: `http://127.0.0.1:${port}/oauth-callback` };
    google = await startGoogle(googleDirectory, googlePort, { ...client, ...redirect });
    const environment = {
      ...client,
      GOOGLE_EMULATOR_URL: `http://localhost:${googlePort}/google`,
      SETUP_ADMINS: 'admin@example.com',
    };
    connector = await startConnector({ directory, port, environment });
  });
  afterAll(async () => {
    await browser?.close();
    await connector?.end();
    await google?.end();
  });

  for (const language of languages) {
    const words = WORDS[language];

    describe(`in ${language}`, () => {
      let cookies: Cookies;

      // Once for all tests, because it takes five pages on two sites.
      beforeAll(async () => {
        const admin = await visit(browser, language);
        await signIn(admin.page, connector.baseUrl, 'admin@example.com');
        cookies = await admin.page.context().cookies();
        expect(admin.complaints).toEqual([]);
        await admin.close();
      });
      beforeEach(async () => {
        visitor = await visit(browser, language, cookies);
        page = visitor.page;
        await page.goto(`${connector.baseUrl}/setup-page`);
      });
      afterEach(async () => {
        expect(visitor.complaints).toEqual([]);
        await visitor.close();
      });

      const toGoogle = async (): Promise<void> => {
        await page.getByRole('link', { name: words.connect }).first().click();
        await page.getByRole('button', { name: words.continue }).click();
      };
      const shows = (text: string) => page.getByText(text).first().waitFor();
      const faultless = async () => expect(await violationsOf(page)).toEqual([]);

      test('connects, checks and disconnects a mailbox, from an empty list', async () => {
        await faultless();
        await toGoogle();
        await consent(page, SUPPORT);
        await shows(SUPPORT);
        await page.locator('.status', { hasText: words.working }).waitFor();
        await page.getByRole('button', { name: words.check }).click();
        await page.locator('details', { hasText: 'INBOX' }).first().locator('summary').click();
        await shows('INBOX');
        await faultless();
        await page.locator('a[href*="/disconnect?"]').click();
        await faultless();
        await page.locator('form[action$="/disconnect"] button').click();
        await page.getByRole('status').waitFor();
        expect(await page.locator('form[action$="/probe"]').count()).toBe(0);
      });

      test('refreshes the token on the mailbox’s page, and shows the history of all mailboxes', async () => {
        await toGoogle();
        await consent(page, SUPPORT);
        await page.getByRole('link', { name: SUPPORT, exact: true }).click();
        await faultless();
        await page.getByRole('button', { name: words.refresh }).click();
        await page.getByRole('status').waitFor();
        expect(new URL(page.url()).pathname).toMatch(/^\/setup-page\/connections\/[\w-]+$/);
        await page.locator('.event-kind', { hasText: words.connected }).first().waitFor();
        await page.goto(`${connector.baseUrl}/setup-page`);
        await page.getByRole('link', { name: words.history }).click();
        await page.getByRole('link', { name: SUPPORT }).first().waitFor();
        await faultless();
        await page.goto(`${connector.baseUrl}/setup-page`);
        await page.locator('a[href*="/disconnect?"]').click();
        await page.locator('form[action$="/disconnect"] button').click();
      });

      test('explains a cancelled consent', async () => {
        await toGoogle();
        await consent(page, SUPPORT, { press: 'cancel' });
        await shows(words.cancelled);
        await faultless();
      });

      test('explains an unticked scope', async () => {
        await toGoogle();
        await consent(page, SUPPORT, { tick: false });
        expect(await page.locator('main').textContent()).toContain(words.unticked);
        await faultless();
      });

      test('shows both addresses when another account than the one to reconnect is chosen', async () => {
        await toGoogle();
        await consent(page, SUPPORT);
        await page.getByRole('button', { name: words.reconnect }).click();
        await consent(page, SALES);
        await shows(SUPPORT);
        await shows(SALES);
        await faultless();
        await page.goto(`${connector.baseUrl}/setup-page`);
        await page.locator('a[href*="/disconnect?"]').click();
        await page.locator('form[action$="/disconnect"] button').click();
      });

      test('tells an account that it is not an administrator', async () => {
        const other = await visit(browser, language);
        await signIn(other.page, connector.baseUrl, SALES);
        await other.page.getByText('SETUP_ADMINS').first().waitFor();
        expect(await violationsOf(other.page)).toEqual([]);
        await other.close();
      });

      test('lets a mailbox owner use a link once', async () => {
        await page.getByRole('link', { name: words.connect }).first().click();
        await page.fill('#mailbox', SALES);
        await page.locator('button[formaction$="/links"]').click();
        const made = page.locator('input[data-copy-source][value*="/authorization-url/"]');
        const link = await made.inputValue();
        await faultless();
        const owner = await visit(browser, language);
        await owner.page.goto(link);
        expect(await violationsOf(owner.page)).toEqual([]);
        await owner.page.getByRole('button', { name: words.continue }).click();
        await consent(owner.page, SALES);
        await owner.page.getByText(SALES).first().waitFor();
        expect(await violationsOf(owner.page)).toEqual([]);
        await page.goto(link);
        expect(await page.locator('main').textContent()).not.toContain('Google Account');
        await owner.close();
        await page.goto(`${connector.baseUrl}/setup-page`);
        await page.locator('a[href*="/disconnect?"]').click();
        await page.locator('form[action$="/disconnect"] button').click();
      });

      test('ends the session at sign-out', async () => {
        // A session of its own: the other tests share theirs.
        await page.context().clearCookies();
        await signIn(page, connector.baseUrl, 'admin@example.com');
        await page.locator('form[action$="/sign-out"] button').click();
        await page.locator('form[action$="/sign-in"]').waitFor();
        await page.goto(`${connector.baseUrl}/setup-page`);
        await page.locator('form[action$="/sign-in"]').waitFor();
      });
    });
  }

  if (!languages.includes('en')) return;

  test('remembers the language', async () => {
    visitor = await visit(browser, 'en');
    await visitor.page.goto(`${connector.baseUrl}/setup-page`);
    await visitor.page.getByRole('button', { name: '日本語' }).click();
    await visitor.page.waitForSelector('html[lang="ja"]');
    await visitor.page.goto(`${connector.baseUrl}/setup-page`);
    await visitor.page.waitForSelector('html[lang="ja"]');
    await visitor.close();
  });

  test('works without script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en' });
    const scriptless = await context.newPage();
    await signIn(scriptless, connector.baseUrl, 'admin@example.com');
    await scriptless.getByRole('link', { name: WORDS.en.connect }).first().click();
    await scriptless.getByRole('button', { name: WORDS.en.continue }).click();
    await consent(scriptless, SUPPORT);
    await scriptless.getByRole('button', { name: WORDS.en.check }).click();
    await scriptless.locator('.status', { hasText: WORDS.en.working }).waitFor();
    await leave(context);
  });
}

async function startGoogle(
  directory: string,
  port: number,
  environment: Record<string, string>,
): Promise<Connector> {
  const { launchConnector } = await import('../support/connector.ts');
  const { fileURLToPath } = await import('node:url');
  const program = fileURLToPath(new URL('../../local/google/main.ts', import.meta.url));
  const BASE_URL = `http://localhost:${port}/google`;
  const google = await launchConnector({
    directory,
    port,
    program,
    environment: { ...environment, BASE_URL },
  });
  await eventually(() => google.output().includes('Emulated Google on'), { what: google.output });
  return google;
}
