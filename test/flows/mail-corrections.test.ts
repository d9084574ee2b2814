import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Connector, startConnector } from '../support/connector.ts';
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
  await connectMailbox(admin, { account: SUPPORT, query: 'profile=receive_and_send' });
  page = `/setup-page/connections/${await connectionIdOf(admin)}`;
  await upload(admin, '/setup-page/salesforce', {
    my_domain: `${connector.baseUrl}/salesforce`,
    choice: 'secret',
    client_id: '3MVG9emulated.GmailEmailToCase.ConsumerKey',
    client_secret: 'EMULATED0CONSUMER0SECRET',
    do: 'connect',
  });
  await arrives('Before the start', 'old@example.org');
  await submit(`${page}/mail`, {
    org: `127-0-0-1-${connector.port}-salesforce`,
    label: 'INBOX',
    origin: 'Email',
    priority: '',
    owner: 'default',
    start: 'now',
  });
  await arrives('Of Ann', 'ann@example.org');
  await arrives('Of Bob', 'bob@example.net');
  await syncMail();
  await messagesWith('Opened a new case', 2);
});
afterAll(() => connector.end());

const submit = async (path: string, fields: Record<string, string> = {}): Promise<Seen> =>
  admin.submit(path, { form_token: await formToken(admin), ...fields });

/** Gmail drops a push that comes within a second of another one. */
const PUSHES_MS = 1100;

async function arrives(subject: string, from: string, more: readonly string[] = []): Promise<void> {
  const lines = [
    `From: Customer <${from}>`,
    `To: ${SUPPORT}`,
    `Subject: ${subject}`,
    `Message-ID: <${subject.replaceAll(' ', '.')}@example.org>`,
    ...more,
    '',
    'Hello',
  ];
  await pause(PUSHES_MS);
  const url = `${connector.baseUrl}/google/emulator/mailboxes/${encodeURIComponent(SUPPORT)}/messages`;
  const sent = await fetch(url, { method: 'POST', body: lines.join('\r\n') });
  // A body that nobody reads keeps its connection, until the server closes it under the next request.
  await sent.arrayBuffer();
}

async function syncMail(): Promise<void> {
  const audience = `${connector.baseUrl}/mail-sync`;
  const token = await schedulerToken({ baseUrl: connector.baseUrl, directory }, { audience });
  const ran = await fetch(audience, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  await ran.arrayBuffer();
}

const countIn = (text: string, says: string): number => text.split(says).length - 1;

/** The page of its messages, once it says this so often. */
const messagesWith = (says: string, times = 1): Promise<string> =>
  eventually(async () => {
    const { text } = await admin.get(`${page}/messages`);
    return countIn(text, says) >= times ? text : '';
  });

/** The mails of a case, as the page of the organization shows them. */
async function caseWith(subject: string): Promise<{ readonly id: string; readonly text: string }> {
  const list = await (await fetch(`${connector.baseUrl}/salesforce/cases`)).text();
  const row = new RegExp(`cases/(500\\w+)[^]*?${subject}`).exec(
    list.slice(list.lastIndexOf('<', list.indexOf(subject)) - 400),
  );
  const id = row?.[1] ?? '';
  return { id, text: await (await fetch(`${connector.baseUrl}/salesforce/cases/${id}`)).text() };
}

/** The paths on which the mails are corrected, the newest first. */
async function corrections(): Promise<readonly string[]> {
  const { text } = await admin.get(`${page}/messages`);
  return [...text.matchAll(/href="([^"]+\/correct)"/g)].map(([, path = '']) => path);
}

describe('a mail on the wrong case', () => {
  let path = '';

  test('is shown the case that is named by its number, before anything is done', async () => {
    [path = ''] = await corrections();
    const { status, text } = await admin.get(`${path}?case=1001`);
    expect(status).toBe(200);
    expect(text).toContain('Is it this one?');
    expect(text).toContain('<dd>00001001</dd>');
    expect(text).toContain('<dd>Of Ann</dd>');
  });

  test.each([
    ['that nobody knows', '99999999', 404, 'has no such case'],
    [
      'of another organization',
      'https://other.my.salesforce.com/500000000000001AAA',
      422,
      'another Salesforce organization',
    ],
  ])('is refused a case %s', async (_, named, refusedWith, says) => {
    const { status, text } = await admin.get(`${path}?case=${encodeURIComponent(named)}`);
    expect(status).toBe(refusedWith);
    expect(text).toContain(says);
  });

  test('is moved when it is confirmed, and so is the next answer to it', async () => {
    const found = await admin.get(`${path}?case=1001`);
    const id = /name="case" value="(500\w+)"/.exec(found.text)?.[1] ?? '';
    const { location } = await submit(path, { do: 'case', case: id });
    expect((await admin.get(location)).text).toContain('It is written again within a minute.');
    await syncMail();
    await messagesWith('Joined its case');
    await arrives('Re: Of Bob', 'bob@example.net', ['In-Reply-To: <Of.Bob@example.org>']);
    await syncMail();
    await messagesWith('Joined its case', 2);
    const { text } = await caseWith('Of Ann');
    expect(text).toContain('Re: Of Bob');
    expect((await admin.get('/setup-page/events')).text).toContain(
      'Mail was moved to another case',
    );
  });

  test('is refused a case that was closed since, and one that was deleted', async () => {
    const { id } = await caseWith('Of Ann');
    const [newest = ''] = await corrections();
    const same = await submit(newest, { do: 'case', case: id });
    expect([same.status, same.text.includes('on this case already')]).toEqual([409, true]);
    await submit(newest, { do: 'new' });
    await syncMail();
    await messagesWith('Opened a new case', 2);
    const act = (what: string) =>
      fetch(`${connector.baseUrl}/salesforce/cases/${id}`, {
        method: 'POST',
        body: new URLSearchParams({ do: what }),
      });
    await act('close');
    const closed = await submit(newest, { do: 'case', case: id });
    expect([closed.status, closed.text.includes('The case is closed.')]).toEqual([409, true]);
    await act('delete');
    const gone = await submit(newest, { do: 'case', case: id });
    expect([gone.status, gone.text.includes('was deleted in Salesforce')]).toEqual([409, true]);
  });

  test('needs a session and its form token', async () => {
    const stranger = person(connector.baseUrl);
    expect((await stranger.get(path)).status).toBe(401);
    for (const to of [path, '/setup-page/held', `${page}/mail/backfill`]) {
      expect((await stranger.submit(to, { do: 'new' })).status).toBe(401);
      expect((await admin.submit(to, { do: 'new', form_token: 'wrong' })).status).toBe(403);
    }
  });
});

test('earlier mail is brought on request, and the page says how far it has come', async () => {
  const refused = await submit(`${page}/mail/backfill`, { days: '31' });
  expect([refused.status, refused.text.includes('Choose 1 to 30 days')]).toEqual([422, true]);
  const { location } = await submit(`${page}/mail/backfill`, { days: '2' });
  expect((await admin.get(location)).text).toContain('Earlier mail is being brought.');
  await syncMail();
  await messagesWith('Earlier mail, asked for by an admin');
  const text = await eventually(async () => {
    const seen = await admin.get(page);
    return seen.text.includes('Earlier mail was brought.') ? seen.text : '';
  });
  expect(text).toMatch(/<dt>Found<\/dt><dd>1<\/dd>/);
  expect((await caseWith('Before the start')).id).not.toBe('');
});

test('held mail of all mailboxes is tried again by its cause', async () => {
  await fetch(`${connector.baseUrl}/salesforce/emulator/faults/validation_rule`, {
    method: 'PUT',
    body: JSON.stringify({ contains: 'refund' }),
  });
  await arrives('My refund', 'eve@example.org');
  await syncMail();
  const held = await eventually(async () => {
    const { text } = await admin.get('/setup-page/held');
    return text.includes('(1 mail)') ? text : '';
  });
  await fetch(`${connector.baseUrl}/salesforce/emulator/faults`, { method: 'DELETE' });
  const cause = /name="cause" value="([^"]+)"/.exec(held)?.[1] ?? '';
  const { location } = await submit('/setup-page/held', {
    do: 'retry',
    cause,
    return_to: '/setup-page/held',
  });
  expect((await admin.get(location)).text).toContain('1 mail is tried again within a minute.');
  await syncMail();
  await eventually(async () =>
    (await admin.get('/setup-page/held')).text.includes('No mail is held'),
  );
  expect((await submit('/setup-page/held', { do: 'burn', cause })).status).toBe(404);
});
