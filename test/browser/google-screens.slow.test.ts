import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { diagnosisOf } from '../../shared/diagnosis/diagnosis.ts';
import { endingsAt, GOOGLE_ENDINGS } from '../flows/switches/endings.ts';
import { describeInBrowser } from '../support/chromium.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { openChromium, signIn, visit } from './visitor.ts';

const OUTSIDER = 'outsider@personal.example';
const directory = temporaryDirectory();

describeInBrowser('a person whom Google stops, in a browser', () => {
  let browser: Browser;
  let connector: Connector;

  beforeAll(async () => {
    browser = await openChromium();
    connector = await startConnector({ directory });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await connector?.end();
  });

  /** Goes from the connect form to Google, chooses the account, and answers all that the screen says. */
  async function screenOfGoogle(page: Page): Promise<string> {
    await page.goto(`${connector.baseUrl}/setup-page/connect`);
    await page.locator('form[action$="/connect"] button.primary').first().click();
    await page.locator(`[data-account="${OUTSIDER}"]`).click();
    await page.locator('.code').waitFor();
    return page.locator('main').innerText();
  }

  const SCREENS = endingsAt(GOOGLE_ENDINGS, 'screen').flatMap((ending) =>
    (['en', 'ja'] as const).map((language) => ({ ...ending, language })),
  );

  test.each(SCREENS)(
    'pastes the screen of $fault into the look-up, and reads the cause, in $language',
    async ({ fault, cause, language }) => {
      const { page, close, complaints } = await visit(browser, language);
      await signIn(page, connector.baseUrl, 'admin@example.com');
      const google = emulator(`${connector.baseUrl}/google`);
      await google.provoke(fault, OUTSIDER);
      const words = await screenOfGoogle(page);
      await google.heal();
      expect(words).toContain(language === 'ja' ? 'アクセスをブロック' : 'Access blocked');
      await page.goto(`${connector.baseUrl}/setup-page/diagnosis`);
      await page.locator('[name="words"]').fill(words);
      await page.locator('form:has([name="words"]) button.primary').click();
      const title = page.locator('.diagnosis-title').first();
      expect(await title.innerText()).toBe(cause && diagnosisOf(cause).title[language]);
      expect(complaints).toEqual([]);
      await close();
    },
    30_000,
  );

  test('goes from the badge to the switches, finds one, switches it on and off, and comes back', async () => {
    const { page, close } = await visit(browser, 'ja');
    await signIn(page, connector.baseUrl, 'admin@example.com');
    await page.locator('a.badge').click();
    await page.getByRole('searchbox').fill('revoked');
    await page.getByRole('button', { name: '検索' }).click();
    await page.getByRole('button', { name: 'オンにする: revoked' }).click();
    await page.getByRole('button', { name: 'オフにする: revoked' }).click();
    await page.getByText('なし: Google は正常です。').waitFor();
    await page.getByRole('link', { name: 'コネクタに戻る' }).click();
    await page.waitForURL(`${connector.baseUrl}/setup-page`);
    await close();
  });
});
