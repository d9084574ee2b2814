import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import {
  checkNow,
  connectionIdOf,
  connectMailbox,
  formToken,
  type Person,
  person,
  signedIn,
} from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
const SALES = 'sales@example.com';
const FOREIGN = 'info@example.jp';
const REVOKED = [SUPPORT, SALES];

const directory = temporaryDirectory();
let connector: Connector;
let admin: Person;

/** Two owners took their consent back, and the third mailbox works. */
beforeAll(async () => {
  connector = await startConnector({ directory });
  admin = await signedIn(connector.baseUrl);
  for (const account of [SUPPORT, SALES, FOREIGN]) await connectMailbox(admin, { account });
  const google = emulator(`${connector.baseUrl}/google`);
  for (const account of REVOKED) await google.provoke('gmail_disabled', account);
  for (const account of REVOKED) await checkNow(admin, await connectionIdOf(admin, account));
});
afterAll(() => connector.end());

const shown = async (path: string): Promise<string> => (await admin.get(`/setup-page${path}`)).text;

/** The group of these two mailboxes. */
const groupOf = (page: string): string =>
  /href="\/setup-page\?trouble=([^"&]+)"/.exec(page)?.[1] ?? '';

const listed = (page: string): string[] =>
  [...page.matchAll(/<h2 class="mailbox-address"><a [^>]*>([^<]*)</g)].map(([, name = '']) => name);

/** The rows of a CSV file without quotes, cell by cell. */
const rowsOf = (csv: string): string[][] =>
  csv
    .trim()
    .split('\r\n')
    .map((line) => line.replaceAll('"', '').split(','));

describe('what needs attention', () => {
  test('is one line for two mailboxes with the same cause, and narrows the list to them', async () => {
    const page = await shown('');
    expect(page).toMatch(/Needs attention <span class="count">2</);
    const narrowed = await shown(`?trouble=${groupOf(page)}`);
    expect(listed(narrowed)).toEqual([SALES, SUPPORT]);
    expect(narrowed).toContain('1–2 of 2');
    expect(narrowed.match(/<ol class="steps">/g)).toHaveLength(1);
  });

  test('is fetched by an open page as its parts only', async () => {
    const parts = await shown('/live?show=failing');
    expect(parts).not.toContain('<html');
    expect(parts).not.toContain('<form class="search"');
    for (const id of ['attention', 'tabs', 'pulse', 'list']) expect(parts).toContain(`id="${id}"`);
    expect(listed(parts)).toEqual([SALES, SUPPORT]);
    expect(parts).toContain('return_to=%2Fsetup-page%3Fshow%3Dfailing');
  });

  test('is exported with cause, who acts and since when', async () => {
    const all = await admin.get('/setup-page/mailboxes.csv');
    expect(all.status).toBe(200);
    expect(rowsOf(all.text)).toHaveLength(1 + 3);
    const failing = rowsOf((await admin.get('/setup-page/mailboxes.csv?show=failing')).text);
    expect(failing.map(([address]) => address)).toEqual(['Mailbox', SALES, SUPPORT]);
    expect(failing[1]?.[1]).toBe('Failing');
    expect(failing[1]?.[5]).toMatch(/^\d{4}-\d\d-\d\dT/);
    const ofDomain = rowsOf((await admin.get('/setup-page/mailboxes.csv?search=example.jp')).text);
    expect(ofDomain.map(([address]) => address)).toEqual(['Mailbox', FOREIGN]);
  });

  test('the actions of a line return to the list as it was', async () => {
    const id = await connectionIdOf(admin, SALES);
    const query = new URLSearchParams({ return_to: '/setup-page?show=failing' });
    const actions = await shown(`/connections/${id}/actions?${query}`);
    expect(actions).toContain('name="return_to" value="/setup-page?show=failing"');
    expect(actions).toContain(`/connections/${id}/probe`);
    const elsewhere = await shown(`/connections/${id}/actions?return_to=https://evil.example`);
    expect(elsewhere).not.toContain('evil.example');
    expect((await admin.get('/setup-page/connections/nobody/actions')).status).toBe(404);
  });
});

describe('links for all owners of a group', () => {
  const make = async (trouble: string): Promise<string> => {
    const form_token = await formToken(admin);
    const made = await admin.submit('/setup-page/links/owners', { form_token, trouble });
    expect(made.status).toBe(303);
    return (await admin.get(made.location)).text;
  };

  test('are made once for each, shown together, written to the history, and lead to the owner’s page', async () => {
    const trouble = decodeURIComponent(groupOf(await shown('')));
    const page = await make(trouble);
    const lines = /data-copy-source>([^<]*)</.exec(page)?.[1]?.split('\n') ?? [];
    expect(lines.map((line) => line.split('\t')[0])).toEqual([SALES, SUPPORT]);
    const url = lines[0]?.split('\t')[1] ?? '';
    const owner = await person(connector.baseUrl).get(new URL(url).pathname);
    expect(owner.text).toContain(SALES);
    const events = await shown('/events?subject=people');
    expect(events.match(/Link for the owner created/g)).toHaveLength(2);
    // A reload shows the same links.
    const again = await shown(`/links/owners?trouble=${encodeURIComponent(trouble)}`);
    expect(again).toContain(url);
  });

  test('are not made again while they wait, and those of the first click are still shown', async () => {
    const page = await make(decodeURIComponent(groupOf(await shown(''))));
    expect(page).toContain('2 owners have a link already that was not used yet');
    expect(new Set(page.match(/\/authorization-url\/[\w-]+/g)).size).toBe(2);
    expect((await shown('/links')).match(/class="pending-link"/g)).toHaveLength(2);
  });

  test('are not made without the token of the form', async () => {
    const refused = await admin.submit('/setup-page/links/owners', { trouble: 'grant_revoked' });
    expect(refused.status).toBe(403);
  });
});

describe('the history', () => {
  test('is filtered by subject, person and day', async () => {
    const connected = await shown('/events?subject=connections');
    expect(connected.match(/<li class="event /g)).toHaveLength(3);
    expect(connected).not.toContain('Signed in to');
    expect(await shown('/events?by=ADMIN%40example.com&subject=people')).toContain('Signed in to');
    const ofSales = await shown(`/events?mailbox=${SALES}&subject=connections`);
    expect(ofSales.match(/<li class="event /g)).toHaveLength(1);
    expect(await shown('/events?by=nobody%40example.com')).toContain(
      'Nothing in the history fits.',
    );
    expect(await shown('/events?to=2020-01-01')).toContain('Nothing in the history fits.');
  });

  test('is exported as it is filtered', async () => {
    const { text, status } = await admin.get('/setup-page/events.csv?subject=connections');
    expect(status).toBe(200);
    const rows = rowsOf(text);
    expect(rows).toHaveLength(1 + 3);
    expect(rows[1]?.[1]).toBe('Connected');
    expect(
      rows
        .slice(1)
        .map(([, , whose]) => whose)
        .toSorted(),
    ).toEqual([FOREIGN, SALES, SUPPORT].toSorted());
  });
});
