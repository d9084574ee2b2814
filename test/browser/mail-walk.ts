import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser } from '../support/chromium.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { eventually } from '../support/eventually.ts';
import { callScheduled, schedulerToken } from '../support/scheduler.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { within } from '../support/within.ts';
import { consent, openChromium, signIn, type Visitor, violationsOf, visit } from './visitor.ts';

const SUPPORT = 'support@example.com';

const WORDS = {
  en: {
    connectOrg: 'Connect Salesforce',
    check: 'Check now',
    continue: 'Continue to Google',
    retry: 'Try again',
    reply: 'Reply through Gmail',
    outgoing: 'Outgoing',
  },
  ja: {
    connectOrg: 'Salesforce を接続',
    check: '今すぐ確認',
    continue: 'Google に進む',
    retry: '再試行',
    reply: 'Gmail で返信',
    outgoing: '送信',
  },
} as const;

type Language = keyof typeof WORDS;

/** Goes the whole way of a mail in real Chromium: from an empty list to a case, and from held to filed. */
export const describeMail = (language: Language): void =>
  describeInBrowser(`mail into cases in a real browser, in ${language}`, () => walk(language));

function walk(language: Language): void {
  const words = WORDS[language];
  const directory = temporaryDirectory();
  let browser: Browser;
  let connector: Connector;
  let visitor: Visitor;
  let page: Page;

  beforeAll(async () => {
    browser = await openChromium();
    connector = await startConnector({ directory });
    visitor = await visit(browser, language);
    page = visitor.page;
    await signIn(page, connector.baseUrl, 'admin@example.com');
  });
  afterAll(async () => {
    await browser?.close();
    await connector?.end();
  });

  /** What was done last: of these steps, several have no time limit of their own. */
  let lastStep = 'nothing';
  const step = (done: string): void => {
    lastStep = `${done} at ${new Date().toISOString()}`;
  };
  const open = (path: string) => page.goto(`${connector.baseUrl}${path}`);
  const faultless = async () => expect(await violationsOf(page)).toEqual([]);
  const press = (name: string, of: Page = page) => of.getByRole('button', { name }).first().click();

  /**
   * Sends a mail on a page of the emulated Google, and returns to where the visitor was. A tab of its own
   * would have to be closed, and Chromium sometimes never answers when a tab closes.
   */
  const send = async (subject: string): Promise<void> => {
    const before = page.url();
    await open(`/google/emulator/mail/${SUPPORT}`);
    await page.locator('input[name="subject"]').fill(subject);
    await page.locator('textarea[name="text"]').fill('How do I reset it?');
    await page.locator('form:has(textarea) button').click();
    await page.getByText(subject).first().waitFor();
    await page.goto(before);
  };
  /** Is there a case of this subject on the emulated organization's page? */
  const hasCase = async (subject: string): Promise<boolean> => {
    const cases = await fetch(`${connector.baseUrl}/salesforce/cases`);
    return (await cases.text()).includes(subject);
  };
  const runSync = async (): Promise<void> => {
    const url = `${connector.baseUrl}/mail-sync`;
    const { baseUrl } = connector;
    const token = await schedulerToken({ baseUrl, directory }, { audience: url });
    step('the start of a run');
    await (await callScheduled(url, { token })).text();
    step('the end of a run');
  };
  /** The server's log tells why something did not come. */
  const withLog = { withinMs: 60_000, what: () => connector.output().slice(-5000) };
  const fault = async (name: string, method: 'PUT' | 'DELETE', parameters?: object) => {
    const url = `${connector.baseUrl}/salesforce/emulator/faults/${name}`;
    const switched = await fetch(url, {
      method,
      ...(parameters && { body: JSON.stringify(parameters) }),
    });
    // A body that nobody reads keeps its connection, until the server closes it under the next request.
    await switched.arrayBuffer();
  };

  const holdAndRelease = async (): Promise<void> => {
    await fault('validation_rule', 'PUT', { contains: 'Held back' });
    // Gmail drops the push of a second mail within a second, and the next look comes half a minute later.
    await pause(1100);
    await send('Held back by a rule');
    step('the mail was sent');
    await eventually(async () => {
      await runSync();
      await open('/setup-page/held');
      await page.locator('ol.mails li.tone-warn').waitFor({ timeout: 2000 });
      return true;
    }, withLog);
    step('the mail was held');
    await faultless();
    expect(await hasCase('Held back by a rule')).toBe(false);
    await fault('validation_rule', 'DELETE');
    step('the page was checked');
    await press(words.retry);
    await page.getByRole('status').first().waitFor();
    step('the mail was released');
    // A run that meets another one in the mailbox leaves it to the next.
    await eventually(async () => {
      await runSync();
      return hasCase('Held back by a rule');
    }, withLog);
    expect(visitor.complaints).toEqual([]);
  };

  describe('an administrator', () => {
    test('connects a Salesforce organization, and sees step by step that it is ready', async () => {
      await open('/setup-page/salesforce/new');
      await faultless();
      await page.locator('#my_domain').fill(`${connector.baseUrl}/salesforce`);
      await page.locator('#client_id').fill('3MVG9emulated.GmailEmailToCase.ConsumerKey');
      await page.locator('#client_secret').fill('EMULATED0CONSUMER0SECRET');
      await press(words.connectOrg);
      await page.getByRole('button', { name: words.check }).waitFor();
      await faultless();
      await press(words.check);
      await page.getByRole('status').first().waitFor();
      expect(await page.locator('main').innerText()).not.toContain('undefined');
      await faultless();
    });

    test('connects a mailbox and turns its mail into cases', async () => {
      await open('/setup-page/connect?profile=receive_and_send');
      await press(words.continue);
      await consent(page, SUPPORT);
      await page.locator('a[href*="/connections/"]', { hasText: SUPPORT }).first().click();
      await page.locator('#mail-into-cases a.button').first().click();
      await faultless();
      await page.locator('form.mail-form button').click();
      await page.locator('#mail-into-cases dl').first().waitFor();
      await faultless();
      await runSync();
    });

    test('sees a mail as a case seconds after it was sent', async () => {
      await send('The printer is on fire');
      await eventually(() => hasCase('The printer is on fire'), { withinMs: 15_000 });
      await page.locator('#mail-into-cases a[href*="/messages"]').first().click();
      await page.locator('ol.mails li.tone-ok').waitFor();
      await faultless();
      await page.locator('ol.mails a[href*="open="]').first().click();
      await page.getByText('The printer is on fire').waitFor();
      await faultless();
    });

    test('answers the case through Gmail, and sees the answer on it', async () => {
      await open('/salesforce/cases');
      await page.getByRole('link', { name: 'The printer is on fire' }).click();
      await page.locator('textarea[name="text"]').fill('Take the stairs.');
      await press(words.reply);
      await page.getByText(words.outgoing).first().waitFor();
      await page.getByText('Take the stairs.').waitFor();
      await faultless();
      await open(`/google/emulator/mail/${SUPPORT}`);
      await page.getByText('Re: The printer is on fire').first().waitFor();
    });

    test('sees why a mail is held, and has it filed when the cause is gone', async () => {
      const known = () => `after ${lastStep}, with this log: ${connector.output().slice(-5000)}`;
      await within(140_000, holdAndRelease(), known);
    }, 150_000);
  });
}
