import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import { eventually } from '../support/eventually.ts';
import {
  connectionIdOf,
  connectMailbox,
  formToken,
  type Person,
  person,
  type Seen,
  signedIn,
} from '../support/person.ts';
import { schedulerToken } from '../support/scheduler.ts';
import { upload } from '../support/service-account.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
const directory = temporaryDirectory();
let connector: Connector;
let admin: Person;
let page: string;

beforeAll(async () => {
  connector = await startConnector({ directory });
  admin = await signedIn(connector.baseUrl);
  await connectMailbox(admin, { account: SUPPORT });
  page = `/setup-page/connections/${await connectionIdOf(admin)}`;
});
afterAll(() => connector.end());

const submit = async (path: string, fields: Record<string, string> = {}): Promise<Seen> =>
  admin.submit(path, { form_token: await formToken(admin), ...fields });
const sectionOf = async (): Promise<string> => {
  const { text } = await admin.get(page);
  const from = text.indexOf('id="mail-into-cases"');
  return from < 0 ? '' : text.slice(from, text.indexOf('</section>', from));
};
const orgId = (): string => `127-0-0-1-${connector.port}-salesforce`;
const routing = (about: Record<string, string> = {}): Record<string, string> => ({
  org: orgId(),
  label: 'INBOX',
  origin: 'Email',
  priority: '',
  owner: 'assignment_rules',
  start: 'now',
  ...about,
});

const many = (name: string, count: number): string =>
  Array.from({ length: count }, (_, at) => `${name}${at}@shop.example`).join('\n');

/** A customer's mail arrives. */
async function arrives(subject: string): Promise<void> {
  const lines = [
    'From: Customer <customer@example.org>',
    `To: ${SUPPORT}`,
    `Subject: ${subject}`,
    `Message-ID: <${subject.replaceAll(' ', '.')}@example.org>`,
    '',
    'Hello',
  ];
  const address = encodeURIComponent(SUPPORT);
  await fetch(`${connector.baseUrl}/google/emulator/mailboxes/${address}/messages`, {
    method: 'POST',
    body: lines.join('\r\n'),
  });
}

/** Runs `mail-sync` now: the local server's scheduler does it every minute. */
async function syncMail(): Promise<void> {
  const audience = `${connector.baseUrl}/mail-sync`;
  const token = await schedulerToken({ baseUrl: connector.baseUrl, directory }, { audience });
  const headers = { authorization: `Bearer ${token}` };
  const { status } = await fetch(audience, { method: 'POST', headers });
  expect(status).toBe(200);
}

/** The page of its messages, once it says this. */
const messagesWith = (says: string, query = ''): Promise<string> =>
  eventually(async () => {
    const { text } = await admin.get(`${page}/messages${query}`);
    return text.includes(says) ? text : '';
  });

describe('mail into cases, on a mailbox’s page', () => {
  test('is not offered while the mailbox may only be checked, and the way to more is', async () => {
    const section = await sectionOf();
    expect(section).toContain('may not read this mailbox’s mail');
    expect(section).toContain('Access: check only');
    expect(section).toContain('/setup-page/connect?profile=receive_and_send');
    const { status, text } = await submit(`${page}/mail`, routing());
    expect(status).toBe(409);
    expect(text).toContain('Receive and send');
  });

  test('asks for an organization first', async () => {
    await connectMailbox(admin, { account: SUPPORT, query: 'profile=receive_and_send' });
    expect(await sectionOf()).toContain('href="/setup-page/salesforce/new"');
    expect((await admin.get(`${page}/mail`)).location).toMatch(/\/setup-page\/salesforce\/new$/);
  });

  test('offers what Gmail and the organization have', async () => {
    await upload(admin, '/setup-page/salesforce', {
      my_domain: `${connector.baseUrl}/salesforce`,
      choice: 'secret',
      client_id: '3MVG9emulated.GmailEmailToCase.ConsumerKey',
      client_secret: 'EMULATED0CONSUMER0SECRET',
      do: 'connect',
    });
    expect(await sectionOf()).toContain(`href="${page}/mail"`);
    const { text } = await admin.get(`${page}/mail`);
    expect(text).toContain('<option value="INBOX" selected>Inbox</option>');
    expect(text).toContain('<option value="Email">Email</option>');
    expect(text).toContain('Queue: ');
  });

  test.each([
    ['a value that the organization lacks', { origin: 'Pigeon' }, 422, 'Choose again'],
    ['a queue that it lacks', { owner: '00G000000000000' }, 422, 'Choose again'],
    ['an organization that is unknown', { org: 'nowhere' }, 404, 'no such Salesforce organization'],
    ['a date too long ago', { start: 'date', since: '2020-01-01' }, 422, 'last 30 days'],
    ['no date', { start: 'date', since: 'yesterday' }, 422, 'last 30 days'],
  ])('is refused in place with %s', async (_what, about, refusedWith, says) => {
    const { status, text } = await submit(`${page}/mail`, routing(about));
    expect(status).toBe(refusedWith);
    expect(text).toContain(says);
    expect(await sectionOf()).toContain('Off</p>');
  });

  test('is turned on, and shows how it is doing', async () => {
    const { location } = await submit(`${page}/mail`, routing());
    expect((await admin.get(location)).text).toContain('The first mail is filed within a minute.');
    const section = await sectionOf();
    expect(section).toContain('On</p>');
    expect(section).toContain(`127.0.0.1:${connector.port}/salesforce`);
    expect(section).toContain('By the assignment rules');
    const { text } = await admin.get('/setup-page/salesforce');
    expect(text).toContain('1 mailbox</dd>');
  });

  test('is changed, and keeps its start', async () => {
    const { text } = await admin.get(`${page}/mail`);
    expect(text).toContain('<option value="Email" selected>');
    expect(text).not.toContain('name="start"');
    const { location } = await submit(`${page}/mail`, routing({ owner: 'default' }));
    expect((await admin.get(location)).text).toContain('It applies from the next mail on.');
    expect(await sectionOf()).toContain('default owner');
  });

  test('lists each mail with what became of it, its case, and its subject only when asked', async () => {
    await arrives('A question about my order');
    await syncMail();
    const text = await messagesWith('Opened a new case');
    expect(text).toMatch(/salesforce\/lightning\/r\/Case\/500\w+\/view/);
    expect(text).toContain('/google/emulator/mail/support%40example.com/');
    expect(text).not.toContain('A question about my order');
    const asked = /href="([^"]+[?&;]open=[^"#]+)/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const opened = await admin.get(asked);
    expect(opened.text).toContain('A question about my order');
    expect(opened.text).toContain('customer@example.org');
    expect((await admin.get(`${page}/messages?open=unknown`)).status).toBe(200);
  });

  test('shows held mail at the top of the list, of its mailbox, and of all, with its cause', async () => {
    await fetch(`${connector.baseUrl}/salesforce/emulator/faults/validation_rule`, {
      method: 'PUT',
      body: JSON.stringify({ contains: 'refund' }),
    });
    await arrives('My refund');
    await arrives('Another refund');
    await syncMail();
    const text = await messagesWith('Held <span class="count">2</span>', '?show=held');
    expect(text).toContain('Held mail, by cause');
    expect(text).toContain('(2 mails)');
    const list = (await admin.get('/setup-page')).text;
    expect(list).toContain('2 mails are held until somebody decides.');
    expect(list).toContain('2 mails are held</a>');
    const held = (await admin.get('/setup-page/held')).text;
    expect(held.match(/id="mail-/g)).toHaveLength(2);
    expect(held).toContain(SUPPORT);
    expect(await sectionOf()).toContain('?show=held">2 mails</a>');
  });

  test('skips one mail, and says so when somebody else decided first', async () => {
    const { text } = await admin.get(`${page}/messages?show=held`);
    const message = /id="mail-([^"]+)"/.exec(text)?.[1] ?? '';
    const { location } = await submit(`${page}/messages`, { do: 'skip', message });
    expect(location).toContain('notice=skipped');
    const again = await submit(`${page}/messages`, { do: 'retry', message });
    expect(again.status).toBe(409);
    expect(again.text).toContain('neither held nor skipped any more');
    expect(again.text).toContain('Somebody skipped it.');
  });

  test.each([
    ['a mail that is not in the list', { do: 'skip', message: 'unknown' }],
    ['a mail in a way that does not exist', { do: 'burn', message: 'unknown' }],
  ])('refuses to decide of %s', async (_what, fields) => {
    expect((await submit(`${page}/messages`, fields)).status).toBe(404);
  });

  test('tries all of a cause again once it is mended', async () => {
    await fetch(`${connector.baseUrl}/salesforce/emulator/faults`, { method: 'DELETE' });
    const { text } = await admin.get(`${page}/messages?show=held`);
    const cause = /name="cause" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const return_to = `${page}/messages?show=held`;
    const { location } = await submit(`${page}/messages`, { do: 'retry', cause, return_to });
    expect((await admin.get(location)).text).toContain('tried again within a minute');
    await syncMail();
    await messagesWith('Held <span class="count">0</span>');
    expect((await admin.get('/setup-page')).text).not.toContain('are held');
    expect((await admin.get('/setup-page/events')).text).toContain('Held mail is tried again');
  });

  test('shows the statement of a day, with the days around it', async () => {
    expect(await sectionOf()).toContain(`href="${page}/statement"`);
    const today = new Date().toISOString().slice(0, 10);
    const { text } = await admin.get(`${page}/statement?day=${today}`);
    expect(text).toMatch(/<dt>Arrived<\/dt><dd>3<\/dd>/);
    expect(text).toMatch(/<dt>Skipped<\/dt><dd>1<\/dd>/);
    expect(text).toContain('The books balance');
    expect(text).toContain('No differences.');
    const none = await admin.get(`${page}/statement`);
    expect(none.text).toContain('before the start of this mailbox’s mail');
    expect((await admin.get(`${page}/statement?day=2026-02-30`)).text).toContain('This is no day');
  });

  test('says in shadow mode that nothing is written, and stays so by omission', async () => {
    const { location } = await submit(`${page}/mail`, routing({ mode: 'shadow' }));
    expect((await admin.get(location)).text).toContain('Shadow mode is on: nothing is written');
    await submit(`${page}/mail`, routing({ priority: 'High' }));
    expect(await sectionOf()).toContain('Nothing is written to Salesforce');
    // Gmail drops the push of a second mail within a second.
    await pause(1100);
    await arrives('Only noted');
    await syncMail();
    const text = await messagesWith('Shadow mode: would open a new case');
    expect(text).not.toContain('Case/shadow');
    const cases = await (await fetch(`${connector.baseUrl}/salesforce/cases`)).text();
    expect(cases).not.toContain('Only noted');
    const today = new Date().toISOString().slice(0, 10);
    const statement = await admin.get(`${page}/statement?day=${today}`);
    expect(statement.text).toContain('Missed by Email-to-Case: 1 mail<');
    await submit(`${page}/mail`, routing({ mode: 'file' }));
    expect(await sectionOf()).not.toContain('Nothing is written to Salesforce');
  });

  test('changes a policy, which an event tells in words, and keeps those that the form does not name', async () => {
    const blocked = 'Offers@shop.example, @newsletter.example\noffers@shop.example';
    await submit(
      `${page}/mail`,
      routing({
        policy_bounces: 'skip',
        policy_copies: 'no such choice',
        blocked_senders: blocked,
      }),
    );
    await submit(`${page}/mail`, routing({ policy_cards: 'mask' }));
    const { text } = await admin.get(`${page}/mail`);
    expect(text).toContain('<option value="skip" selected>Skip them</option>');
    expect(text).toContain('<option value="mask" selected>Mask all but the last four digits');
    expect(text).toContain('<option value="one_case" selected>');
    expect(text).toContain('>offers@shop.example\n@newsletter.example</textarea>');
    const events = await admin.get('/setup-page/events');
    expect(events.text).toContain('Now: Bounces: Skip them.');
    expect(events.text).toContain('Before: Blocked senders: 0. Now: Blocked senders: 2.');
    expect(events.text).not.toContain('shop.example');
  });

  test.each([
    ['what is no address', 'shop.example', 'shop.example'],
    ['an address with a name', 'Shop <offers@shop.example>', '&lt;offers@shop.example&gt;'],
    ['the mailbox itself', SUPPORT.toUpperCase(), SUPPORT],
    ['its own domain', '@example.com', '@example.com'],
    ['more than 200 senders', many('someone', 201), 'At most 200 senders'],
  ])('refuses to block %s, and keeps what was entered', async (_what, entered, says) => {
    const fields = routing({ policy_bounces: 'file', blocked_senders: entered });
    const { status, text } = await submit(`${page}/mail`, fields);
    expect(status).toBe(422);
    expect(text.slice(text.indexOf('role="alert"')).split('</section>')[0]).toContain(says);
    expect(text).toContain('<option value="file" selected>');
    expect((await admin.get(`${page}/mail`)).text).toContain('>offers@shop.example\n');
  });

  test('shows what would change mail by mail, saves nothing, and keeps the form or saves it', async () => {
    const blocked = { blocked_senders: 'customer@example.org' };
    const { status, text } = await submit(`${page}/mail/rehearse`, routing(blocked));
    expect(status).toBe(200);
    expect(text).toMatch(/<h2>\d mails would change<\/h2>/);
    expect(text).toContain('Opens a case');
    expect(text).toMatch(/Skipped<\/strong><br>[^<]+<\/dd>/);
    expect(text).toContain('/google/emulator/mail/support%40example.com/');
    expect(text).not.toContain('A question about my order');
    expect((await admin.get(`${page}/mail`)).text).toContain('>offers@shop.example\n');
    const cases = await (await fetch(`${connector.baseUrl}/salesforce/cases`)).text();
    expect(cases).not.toContain('rehearsed~');
    const hidden = /name="blocked_senders" value="([^"]+)"/.exec(text)?.[1];
    expect(hidden).toBe('customer@example.org');
    const back = await submit(`${page}/mail/rehearse`, { ...routing(blocked), do: 'back' });
    expect(back.text).toContain('>customer@example.org</textarea>');
    await submit(`${page}/mail`, routing(blocked));
    expect((await admin.get(`${page}/mail`)).text).toContain('>customer@example.org</textarea>');
    const same = await submit(`${page}/mail/rehearse`, routing(blocked));
    expect(same.text).toContain('The same would have become of each of these mails.');
  });

  test('refuses to show what a wrong form would change, and says who acts when nobody answers', async () => {
    const wrong = await submit(
      `${page}/mail/rehearse`,
      routing({ blocked_senders: 'shop.example' }),
    );
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('>shop.example</textarea>');
    const { end, provoke } = emulator(`${connector.baseUrl}/google`);
    await provoke('server_error', SUPPORT);
    const failed = await submit(`${page}/mail/rehearse`, routing({ policy_bounces: 'file' }));
    await end('server_error', SUPPORT);
    expect(failed.text).toContain('This could not be found out.');
    expect(failed.text).toContain('Save these settings');
  });

  test('names in the statement what the ledger has never heard of', async () => {
    const address = encodeURIComponent(SUPPORT);
    const fault = `${connector.baseUrl}/google/emulator/faults/history_holes?account=${address}`;
    await fetch(fault, { method: 'PUT', body: JSON.stringify({ every: 1 }) });
    await arrives('Nobody announces this');
    const today = new Date().toISOString().slice(0, 10);
    const { text } = await admin.get(`${page}/statement?day=${today}`);
    await fetch(`${connector.baseUrl}/google/emulator/faults`, { method: 'DELETE' });
    expect(text).toContain('The books do not balance');
    expect(text).toContain('Not in the ledger: 1 mail<');
    expect(text).not.toContain('Nobody announces this');
  });

  test('keeps the organization from being removed', async () => {
    const { status, text } = await submit(`/setup-page/salesforce/${orgId()}/remove`);
    expect(status).toBe(409);
    expect(text).toContain('Turn “Mail into cases” off for them first.');
  });

  test('is turned off, which a link alone cannot pretend', async () => {
    expect((await admin.get(`${page}?notice=mail_off`)).text).not.toContain('cases is off.');
    const { location } = await submit(`${page}/mail/off`);
    expect((await admin.get(location)).text).toContain('Mail into cases is off.');
    expect(await sectionOf()).toContain('Off</p>');
  });

  test('is not turned on again by a form that was made while it was on', async () => {
    const { start: _, ...fields } = routing();
    const { status, text } = await submit(`${page}/mail`, fields);
    expect(status).toBe(409);
    expect(text).toContain('Mail into cases is off for this mailbox. Turn it on first.');
    expect(await sectionOf()).toContain('Off</p>');
  });

  test('is an event each time', async () => {
    const { text } = await admin.get('/setup-page/events');
    expect(text).toContain('Mail into cases turned on');
    expect(text).toContain('Changed how mail becomes cases');
    expect(text).toContain('Mail into cases turned off');
  });

  test('needs a session and its form token', async () => {
    const stranger = person(connector.baseUrl);
    for (const path of [`${page}/mail`, `${page}/messages`, '/setup-page/held']) {
      expect((await stranger.get(path)).status).toBe(401);
    }
    for (const path of [
      `${page}/mail`,
      `${page}/mail/off`,
      `${page}/mail/rehearse`,
      `${page}/messages`,
    ]) {
      expect((await stranger.submit(path, routing())).status).toBe(401);
      expect((await admin.submit(path, routing({ form_token: 'wrong' }))).status).toBe(403);
    }
  });
});
