import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumOptions, describeInBrowser, leave } from '../support/chromium.ts';
import { SUPPORT, startGoogle, type TestGoogle } from './emulated-google.ts';
import { mail, openMailbox } from './emulated-mail.ts';

const MAIL = '/emulator/mail';
const MAILBOX = `${MAIL}/${encodeURIComponent(SUPPORT)}`;
const SCREENSHOTS = process.env['SCREENSHOTS'];

type Field = string | File | File[];

async function press(google: TestGoogle, path: string, fields: Record<string, Field>) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) body.append(name, one);
  }
  const init = { method: 'POST', body, redirect: 'manual' as const };
  const response = await fetch(google.baseUrl + path, init);
  return { status: response.status, text: await response.text() };
}

async function show(google: TestGoogle, path: string): Promise<string> {
  return (await fetch(google.baseUrl + path)).text();
}

async function sourceOf(google: TestGoogle, id: string | undefined): Promise<string> {
  const { body } = await (await openMailbox(google)).get(`messages/${id}?format=raw`);
  return Buffer.from(String(body['raw']), 'base64url').toString();
}

const COMPOSED = { do: 'compose', from: 'Carla <carla@customer.example>', to: SUPPORT };

test('a composed mail arrives with its attachment and the verdict on its sender', async () => {
  const google = await startGoogle();
  const attachments = [new File(['%PDF'], '請求書.pdf', { type: 'application/pdf' })];
  const fields = { ...COMPOSED, subject: '壊れたランプ', text: 'こんにちは', attachments };
  expect((await press(google, MAIL, fields)).status).toBe(303);
  await press(google, MAIL, { ...COMPOSED, subject: 'Forged', text: 'x', forged: '1' });
  const [first, second] = google.google.mailOf(SUPPORT);
  const source = await sourceOf(google, first?.id);
  expect(source).toContain('From: Carla <carla@customer.example>');
  expect(source).toMatch(/Authentication-Results: mx\.google\.com;[\s\S]*dmarc=pass/);
  expect(source).toContain('Content-Type: application/pdf');
  expect(await sourceOf(google, second?.id)).toContain('dmarc=fail');
  const page = await show(google, MAILBOX);
  expect(page).toContain('壊れたランプ');
  expect(page).toContain('INBOX, UNREAD');
  expect(await show(google, MAIL)).toContain('2 messages');
  expect(await show(google, '/emulator')).toContain(`href="/google${MAIL}"`);
});

test('a reply as the customer joins the thread and names the messages before it', async () => {
  const google = await startGoogle();
  const { id } = google.google.deliverMail({ address: SUPPORT, content: mail() });
  await press(google, `${MAILBOX}/${id}`, { do: 'reply', text: 'More' });
  const [, second] = google.google.mailOf(SUPPORT);
  expect(second?.threadId).toBe(id);
  await press(google, `${MAILBOX}/${second?.id}`, { do: 'reply', text: 'Still more' });
  const [, , third] = google.google.mailOf(SUPPORT);
  const source = (await sourceOf(google, third?.id)).replaceAll(/\r\n\s+/g, ' ');
  expect(source).toContain('Subject: Re: Broken lamp\r\n');
  expect(source).toContain('From: Carla <carla@customer.example>');
  expect(source).toContain(`In-Reply-To: ${second?.messageId}\r\n`);
  expect(source).toContain(`References: <first@customer.example> ${second?.messageId}\r\n`);
});

test('to a message that the mailbox sent, its recipient replies', async () => {
  const google = await startGoogle();
  const content = mail({ From: `Support <${SUPPORT}>`, To: 'carla@customer.example' });
  const { id } = google.google.deliverMail({ address: SUPPORT, content, labelIds: ['SENT'] });
  await press(google, `${MAILBOX}/${id}`, { do: 'reply', text: 'Thank you' });
  const [, second] = google.google.mailOf(SUPPORT);
  expect(await sourceOf(google, second?.id)).toContain('From: carla@customer.example');
});

test('several message files are uploaded as they are', async () => {
  const google = await startGoogle();
  const eml = ['<1@x.example>', '<2@x.example>'].map(
    (id) => new File([mail({ 'Message-ID': id })], 'mail.eml', { type: 'message/rfc822' }),
  );
  expect((await press(google, MAILBOX, { do: 'upload', eml })).status).toBe(303);
  const found = google.google.mailOf(SUPPORT).map(({ messageId }) => messageId);
  expect(found).toEqual(['<1@x.example>', '<2@x.example>']);
  expect((await press(google, MAILBOX, { do: 'upload' })).text).toContain('Choose a message file');
});

test('the buttons of a message change its labels, and delete it for ever', async () => {
  const google = await startGoogle();
  const { id } = google.google.deliverMail({ address: SUPPORT, content: mail() });
  const labels = async (action: string) => {
    await press(google, `${MAILBOX}/${id}`, { do: action });
    return google.google.mailOf(SUPPORT)[0]?.labelIds;
  };
  expect(await labels('archive')).toEqual(['UNREAD']);
  expect(await labels('inbox')).toEqual(['UNREAD', 'INBOX']);
  expect(await labels('spam')).toEqual(['UNREAD', 'SPAM']);
  expect(await labels('not-spam')).toEqual(['UNREAD', 'INBOX']);
  expect(await labels('trash')).toEqual(['UNREAD', 'TRASH']);
  expect(await labels('delete')).toBeUndefined();
});

test('what cannot be sent or found is refused on the page', async () => {
  const google = await startGoogle();
  const { id } = google.google.deliverMail({ address: SUPPORT, content: mail() });
  const sender = await press(google, MAIL, { ...COMPOSED, from: 'somebody' });
  expect([sender.status, sender.text]).toEqual([400, expect.stringContaining('the sender')]);
  const nobody = await press(google, MAIL, { ...COMPOSED, to: 'nobody@nowhere.example' });
  expect([nobody.status, nobody.text]).toEqual([400, expect.stringContaining('Choose a mailbox')]);
  expect((await press(google, `${MAILBOX}/${id}`, { do: 'dance' })).status).toBe(400);
  for (const path of [`${MAILBOX}/0000000000000001`, `${MAIL}/nobody@nowhere.example`]) {
    expect((await fetch(google.baseUrl + path)).status).toBe(404);
  }
  expect((await press(google, `${MAILBOX}/0000000000000001`, { do: 'spam' })).status).toBe(404);
});

test('a mail cannot put markup into the pages', async () => {
  const google = await startGoogle();
  const content = mail({ Subject: '<b>x</b>', From: '"<b>" <a@b.example>' }, '</pre><b>');
  const { id } = google.google.deliverMail({ address: SUPPORT, content });
  for (const path of [MAILBOX, `${MAILBOX}/${id}`]) {
    expect(await show(google, path)).not.toContain('<b>');
  }
});

describeInBrowser('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch(chromiumOptions());
  });
  afterAll(() => browser.close());

  async function accessible(page: Page, name: string): Promise<void> {
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

  test('a person sends a mail, replies as the customer and archives it, on a phone too', async () => {
    const google = await startGoogle();
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
    await page.goto(google.baseUrl + MAIL);
    await accessible(page, 'mail-desktop');
    await page.getByRole('textbox', { name: 'Subject' }).fill('A broken lamp');
    await page.getByRole('textbox', { name: 'Text' }).fill('It does not shine.');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('link', { name: 'A broken lamp' }).click();
    await page.getByRole('button', { name: 'Archive' }).click();
    await page.getByRole('textbox', { name: 'Text' }).fill('Please answer.');
    await page.getByRole('button', { name: 'Send the reply' }).click();
    await page.getByRole('heading', { name: 'Re: A broken lamp' }).waitFor();
    await accessible(page, 'message-desktop');
    await page.setViewportSize({ width: 320, height: 640 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await accessible(page, 'message-phone-dark');
    await page.goto(google.baseUrl + MAILBOX);
    await accessible(page, 'mailbox-phone-dark');
    await leave(page);
    expect(google.google.mailOf(SUPPORT).map(({ labelIds }) => labelIds)).toEqual([
      ['UNREAD'],
      ['INBOX', 'UNREAD'],
    ]);
  });
});
