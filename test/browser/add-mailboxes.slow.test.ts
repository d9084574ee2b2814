import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser } from '../support/chromium.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { direct, makeServiceAccount, numbered, PROBE_SCOPES } from '../support/service-account.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { openChromium, signIn, type Visitor, violationsOf, visit } from './visitor.ts';

const ADDRESSES = numbered('box-{n}@example.com', 499);

describeInBrowser('adding five hundred mailboxes in a real browser', () => {
  const directory = temporaryDirectory();
  let browser: Browser;
  let connector: Connector;
  let visitor: Visitor;
  let page: Page;

  beforeAll(async () => {
    browser = await openChromium();
    connector = await startConnector({ directory });
    visitor = await visit(browser, 'en');
    page = visitor.page;
    await signIn(page, connector.baseUrl, 'admin@example.com');
  });
  afterAll(async () => {
    await browser?.close();
    await connector?.end();
  });

  test('uploads a key file, pastes a list, and shows progress and the result of each line', async () => {
    const google = `${connector.baseUrl}/google`;
    const { keyFile, email } = await makeServiceAccount(google, {
      delegation: { 'example.com': PROBE_SCOPES },
    });
    await direct(google, { users: { pattern: 'box-{n}@example.com', count: 499 } });
    await page.getByRole('link', { name: 'Service accounts' }).click();
    await page.getByRole('link', { name: 'Add a service account' }).click();
    const file = { name: 'key.json', mimeType: 'application/json', buffer: Buffer.from(keyFile) };
    await page.setInputFiles('#key_file', file);
    await page.fill('#domains', 'example.com');
    await page.getByRole('button', { name: 'Add a service account' }).click();
    await page.getByRole('heading', { name: email }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Add mailboxes' }).click();
    await page.fill('#addresses', [...ADDRESSES, 'nobody@example.com'].join('\n'));
    await page.getByRole('button', { name: 'Add mailboxes' }).click();
    await page
      .getByText(/^[1-9]\d* of 500 done/)
      .first()
      .waitFor();
    expect(Number(await page.locator('progress').getAttribute('value'))).toBeGreaterThan(0);
    await page.getByRole('heading', { name: 'Mailboxes added' }).waitFor({ timeout: 90_000 });
    await page.getByRole('status').getByText('500 of 500 done, 1 failed').waitFor();
    expect(await page.locator('.lines > li').count()).toBe(100);
    await page.getByRole('link', { name: 'Only failed' }).click();
    await page.locator('.lines', { hasText: 'nobody@example.com' }).waitFor();
    expect(await page.locator('.lines > li').count()).toBe(1);
    expect(await violationsOf(page)).toEqual([]);
    await page.goto(`${connector.baseUrl}/setup-page`);
    await page.getByText('499').first().waitFor();
    expect(visitor.complaints).toEqual([]);
  }, 150_000);

  test('shows the key’s fields only where a key signs', async () => {
    await page.goto(`${connector.baseUrl}/setup-page/service-accounts/new`);
    await page.locator('label[for="signing-keyless"]').click();
    expect(await page.locator('#key_file').isVisible()).toBe(false);
    await page.locator('label[for="signing-key"]').click();
    expect(await page.locator('#key_file').isVisible()).toBe(true);
  });
});
