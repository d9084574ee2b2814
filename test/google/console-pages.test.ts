import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumOptions, describeInBrowser, leave } from '../support/chromium.ts';
import { SUPPORT, startGoogle, type TestGoogle } from './emulated-google.ts';
import { CALLER, CONNECTOR, delegated, KEY, SCOPES } from './service-account.ts';

const CONSOLE = '/emulator/console/service-accounts';
const ADMIN = '/emulator/admin/delegation';
const SCREENSHOTS = process.env['SCREENSHOTS'];

async function press(google: TestGoogle, path: string, fields: Record<string, string>) {
  const init = { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' as const };
  const response = await fetch(google.baseUrl + path, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function show(google: TestGoogle, path: string): Promise<string> {
  return (await fetch(google.baseUrl + path)).text();
}

test('the page of switches leads to both pages', async () => {
  const google = await startGoogle();
  const page = await show(google, '/emulator');
  for (const path of [CONSOLE, ADMIN]) expect(page).toContain(`href="/google${path}"`);
});

test('a service account is created, disabled, enabled and deleted on its page', async () => {
  const google = await startGoogle();
  const { clientId, request } = await delegated(google);
  expect(await show(google, CONSOLE)).toContain(`<code>${clientId}</code>`);
  const act = (action: string) => press(google, CONSOLE, { do: action, email: CONNECTOR });
  expect((await act('disable')).status).toBe(303);
  expect((await request()).status).toBe(401);
  await act('enable');
  expect((await request()).status).toBe(200);
  await act('delete');
  expect(await show(google, CONSOLE)).not.toContain(CONNECTOR);
  await act('create');
  expect(await show(google, CONSOLE)).toContain(CONNECTOR);
});

test('a new key is downloaded as a JSON file, and the page never shows it', async () => {
  const google = await startGoogle();
  const { clientId } = await delegated(google);
  const { headers, text } = await press(google, CONSOLE, { do: 'make-key', email: CONNECTOR });
  const file = JSON.parse(text);
  expect(headers.get('content-disposition')).toBe(
    `attachment; filename="project-1-${file.private_key_id.slice(0, 12)}.json"`,
  );
  expect(file).toMatchObject({ type: 'service_account', client_id: clientId });
  const page = await show(google, CONSOLE);
  expect(page).toContain(file.private_key_id);
  expect(page).not.toContain('PRIVATE KEY');
});

test('a key is uploaded, disabled, enabled and deleted on the page', async () => {
  const google = await startGoogle();
  const { request, keyId } = await delegated(google);
  const act = (action: string) => press(google, CONSOLE, { do: action, email: CONNECTOR, keyId });
  await act('disable-key');
  expect((await request()).status).toBe(400);
  await act('enable-key');
  expect((await request()).status).toBe(200);
  await act('delete-key');
  expect((await request()).status).toBe(400);
  const publicKey = KEY.publicPem;
  await press(google, CONSOLE, { do: 'upload-key', email: CONNECTOR, publicKey });
  expect((await request()).status).toBe(200);
});

test('the Token Creator role is given and taken on the page', async () => {
  const google = await startGoogle();
  await delegated(google);
  const role = { email: CONNECTOR, caller: CALLER };
  await press(google, CONSOLE, { do: 'add-creator', ...role });
  expect(await show(google, CONSOLE)).toContain(`Remove: ${CALLER}`);
  await press(google, CONSOLE, { do: 'remove-creator', ...role });
  expect(await show(google, CONSOLE)).not.toContain(CALLER);
});

test.each([
  [{ do: 'create', email: SUPPORT }],
  [{ do: 'make-key', email: CALLER }],
  [{ do: 'upload-key', email: CONNECTOR, publicKey: '<PEM>' }],
  [{ do: 'add-creator', email: CONNECTOR, caller: SUPPORT }],
  [{ do: 'disable-key', email: CONNECTOR, keyId: 'none' }],
  [{ do: 'nonsense', email: CONNECTOR }],
])('the page says why it refuses %j', async (fields: Record<string, string>) => {
  const google = await startGoogle();
  await delegated(google);
  const { status, text } = await press(google, CONSOLE, fields);
  expect(status).toBe(400);
  expect(text).toContain('role="alert"');
});

test('an administrator adds, edits and deletes a row, each Workspace for itself', async () => {
  const google = await startGoogle();
  const { request, clientId } = await delegated(google, { delegation: {} });
  const row = { workspace: 'example.com', clientId };
  const scopes = SCOPES.join(', ');
  expect((await press(google, ADMIN, { do: 'add', ...row, scopes })).status).toBe(303);
  expect((await request()).status).toBe(200);
  expect((await request({ claims: { sub: 'info@example.jp' } })).status).toBe(401);
  // Editing replaces the list.
  await press(google, ADMIN, { do: 'edit', ...row, scopes: 'openid' });
  expect((await request()).status).toBe(401);
  expect((await request({ claims: { scope: 'openid' } })).status).toBe(200);
  await press(google, ADMIN, { do: 'delete', ...row });
  expect((await request({ claims: { scope: 'openid' } })).status).toBe(401);
});

test('a client ID that exists is replaced only when this is ticked', async () => {
  const google = await startGoogle();
  const { request, clientId } = await delegated(google);
  const row = { do: 'add', workspace: 'example.com', clientId, scopes: 'openid' };
  const refused = await press(google, ADMIN, row);
  expect(refused.status).toBe(400);
  expect(refused.text).toContain('This client ID exists');
  expect((await request()).status).toBe(200);
  await press(google, ADMIN, { ...row, overwrite: '1' });
  expect((await request()).status).toBe(401);
});

test('an email address in place of the client ID is refused, and the form keeps what was typed', async () => {
  const google = await startGoogle();
  const typed = { workspace: 'example.jp', clientId: CONNECTOR, scopes: 'openid,email' };
  const { status, text } = await press(google, ADMIN, { do: 'add', ...typed });
  expect(status).toBe(400);
  expect(text).toContain('Enter the numeric client ID, not an email address');
  expect(text).toContain(`value="${CONNECTOR}"`);
  expect(text).toContain('openid,email</textarea>');
  expect(text).toContain('<option selected>example.jp');
});

test('what was typed cannot become markup', async () => {
  const google = await startGoogle();
  const typed = { workspace: 'example.com', clientId: '"><b>', scopes: '</textarea><b>' };
  const { text } = await press(google, ADMIN, { do: 'add', ...typed });
  expect(text).not.toContain('<b>');
});

describeInBrowser('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch(chromiumOptions());
  });
  afterAll(() => browser.close());

  async function accessible(page: Page, name: string): Promise<void> {
    await page.evaluate(
      "for (const details of document.querySelectorAll('details')) details.open = true",
    );
    if (SCREENSHOTS) {
      await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
    }
    await page.evaluate(axe.source);
    const violations = await page.evaluate<string[]>(
      'axe.run().then(({ violations }) => violations.map(({ id, help }) => id + ": " + help))',
    );
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect({ name, violations, overflow }).toEqual({ name, violations: [], overflow: 0 });
  }

  test('a person makes a key, delegates, and gets a token with the downloaded file', async () => {
    const google = await startGoogle();
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    await page.goto(google.baseUrl + CONSOLE);
    await page.getByRole('textbox', { name: 'Email address' }).fill(CONNECTOR);
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Create new key' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^project-1-[0-9a-f]{12}\.json$/);
    const file = JSON.parse(readFileSync(await download.path(), 'utf8'));
    const { assertion, post } = await delegated(google, {
      delegation: {},
      publicKeys: [KEY.publicPem],
      tokenCreators: [CALLER],
    });
    await page.reload();
    await page.getByRole('button', { name: `Disable: key ${file.private_key_id}` }).click();
    await accessible(page, 'service-accounts-desktop');

    await page.goto(google.baseUrl + ADMIN);
    await page.getByRole('textbox', { name: 'Client ID' }).fill(file.client_id);
    await page.getByLabel('OAuth scopes').fill(SCOPES.join(','));
    await page.getByRole('button', { name: 'Authorize' }).click();
    await page.getByRole('button', { name: `Delete ${file.client_id} in example.com` }).waitFor();
    expect((await post(assertion())).status).toBe(200);
    await accessible(page, 'delegation-desktop');

    await page.setViewportSize({ width: 320, height: 640 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await accessible(page, 'delegation-phone-dark');
    await page.goto(google.baseUrl + CONSOLE);
    await accessible(page, 'service-accounts-phone-dark');
    await leave(page);
  });
});
