import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Connector, startConnector } from '../support/connector.ts';
import {
  connectionIdOf,
  connectMailbox,
  type Person,
  person,
  type Seen,
  signedIn,
} from '../support/person.ts';
import { upload } from '../support/service-account.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const PAGE = '/setup-page/preview';
const SECRET = 'the-blue-folder-4711';
const directory = temporaryDirectory();
let connector: Connector;
let admin: Person;
let ofMailbox: string;

beforeAll(async () => {
  connector = await startConnector({ directory });
  admin = await signedIn(connector.baseUrl);
  await connectMailbox(admin, { account: 'support@example.com' });
  ofMailbox = `/setup-page/connections/${await connectionIdOf(admin)}/preview`;
});
afterAll(() => connector.end());

const mail = (lines: readonly string[]): Buffer => Buffer.from(lines.join('\r\n'));

const ANSWER = mail([
  'From: Ann <ann@customer.example>',
  'To: support@example.com',
  'Subject: Re: Help <b>',
  'In-Reply-To: <a1@example.com>',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  '',
  `Thank you. ${SECRET}`,
  '',
  'On Fri, Nov 27, 2026 at 10:00 AM Bob <bob@example.com> wrote:',
  '> Like this.',
  '--b',
  'Content-Type: application/pdf',
  'Content-Disposition: attachment; filename=a.pdf',
  '',
  'x'.repeat(300_000),
  '--b--',
]);

const send = (path: string, file: Buffer | null): Promise<Seen> =>
  upload(admin, path, file === null ? {} : { mail_file: new Blob([new Uint8Array(file)]) });

describe('“What would become of a mail?”', () => {
  test('has a form, in English and in Japanese, and a way to it from the pages before', async () => {
    const { text } = await admin.get(PAGE);
    expect(text).toContain('What would become of a mail?');
    expect(text).toContain('type="file"');
    const japanese = await admin.get(PAGE, { 'Accept-Language': 'ja' });
    expect(japanese.text).toContain('メールの扱いの確認');
    expect((await admin.get('/setup-page')).text).toContain(`href="${PAGE}"`);
  });

  test('shows customer, kind, decision, reply and attachments, and stores nothing', async () => {
    const { status, text } = await send(PAGE, ANSWER);
    expect(status).toBe(200);
    expect(text).toContain('Ann &lt;ann@customer.example&gt;');
    expect(text).toContain('Re: Help &lt;b&gt;');
    expect(text).toContain('Joins its case, or opens one');
    expect(text).toContain(`Thank you. ${SECRET}</div>`);
    expect(text).toContain('a.pdf');
    expect(text).toContain('Like this.');
    for (const name of readdirSync(directory, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue;
      expect(readFileSync(join(name.parentPath, name.name)).includes(SECRET)).toBe(false);
    }
    expect(connector.output()).not.toContain(SECRET);
    expect(connector.output()).not.toContain('customer.example');
  });

  test('reads a mail as the mailbox would from whose page it was opened', async () => {
    const forward = mail([
      'From: Bob <bob@example.com>',
      'Subject: Fwd: Printer',
      '',
      '---------- Forwarded message ---------',
      'From: Taro <taro@customer.example>',
      'Date: Fri, Nov 27, 2026',
      'Subject: Printer',
      '',
      'Broken.',
    ]);
    expect((await admin.get(ofMailbox)).text).toContain('As mail to support@example.com');
    expect((await send(ofMailbox, forward)).text).toContain(
      'Customer</dt><dd dir="auto">Taro &lt;taro@customer.example&gt;',
    );
    // Without a mailbox nobody is known to be a colleague.
    expect((await send(PAGE, forward)).text).toContain(
      'Customer</dt><dd dir="auto">Bob &lt;bob@example.com&gt;',
    );
  });

  test.each([
    ['no file', null, 'Choose a file first.'],
    ['a file that is no mail', Buffer.from('a note'), 'This is no mail'],
    ['a file that is too large', Buffer.alloc(10 * 1024 * 1024 + 1, 'x'), 'larger than 10 MB'],
    ['a body that is too large', Buffer.alloc(12 * 1024 * 1024, 'x'), 'larger than 10 MB'],
  ])('says what is wrong with %s', async (_what, file, words) => {
    const { status, text } = await send(PAGE, file);
    expect(status).toBe(422);
    expect(text).toContain(words);
  });

  test('is for administrators, and of mailboxes that there are', async () => {
    const stranger = person(connector.baseUrl);
    expect((await stranger.get(PAGE)).text).not.toContain('type="file"');
    const form = new FormData();
    form.set('mail_file', new Blob([new Uint8Array(ANSWER)]), 'a.eml');
    const posted = await fetch(connector.baseUrl + PAGE, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    expect(await posted.text()).not.toContain(SECRET);
    expect((await admin.get('/setup-page/connections/nobody/preview')).status).toBe(404);
  });
});
