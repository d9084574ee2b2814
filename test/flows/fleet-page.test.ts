import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import {
  checkNow,
  connectionIdOf,
  connectMailbox,
  disconnectMailbox,
  formToken,
  type Person,
  signedIn,
} from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
const SALES = 'sales@example.com';
const FOREIGN = 'info@example.jp';

const directory = temporaryDirectory();
let connector: Connector;
let admin: Person;

beforeAll(async () => {
  connector = await startConnector({ directory });
  admin = await signedIn(connector.baseUrl);
  for (const account of [SUPPORT, SALES, FOREIGN]) await connectMailbox(admin, { account });
});
afterAll(() => connector.end());

const shown = async (query: string): Promise<string> =>
  (await admin.get(`/setup-page?${query}`)).text;

/** The mailboxes on a page, by their links. */
const listed = (page: string): string[] =>
  [...page.matchAll(/<h2 class="mailbox-address"><a [^>]*>([^<]*)</g)].map(([, name = '']) => name);

const idOf = async (address: string): Promise<string> =>
  /href="\/setup-page\/connections\/([\w-]+)\?/.exec(await shown(`search=${address}`))?.[1] ?? '';

describe('the list of a fleet', () => {
  test('counts and shows what the filter asks for', async () => {
    expect(listed(await shown('search=%40example.com')).sort()).toEqual([SALES, SUPPORT]);
    expect(listed(await shown('search=example.jp'))).toEqual([FOREIGN]);
    expect(listed(await shown('search=SUP'))).toEqual([SUPPORT]);
    expect(listed(await shown('show=needs_reconnect'))).toEqual([]);
    expect(await shown('search=%40example.com')).toMatch(/All <span class="count">2</);
  });

  test('shows a failing mailbox among the failing ones', async () => {
    const id = await idOf(SALES);
    await emulator(`${connector.baseUrl}/google`).provoke('gmail_disabled', SALES);
    await checkNow(admin, id);
    expect(listed(await shown('show=failing'))).toEqual([SALES]);
    expect(listed(await shown('show=well')).sort()).toEqual([FOREIGN, SUPPORT].sort());
    await emulator(`${connector.baseUrl}/google`).heal();
  });

  test('is shown with the same filter after an action', async () => {
    const id = await idOf(SUPPORT);
    const return_to = '/setup-page?show=well&search=SUP';
    const form_token = await formToken(admin);
    const path = `/setup-page/connections/${id}/probe`;
    const { location } = await admin.submit(path, { form_token, return_to });
    expect(location).toBe(`${connector.baseUrl}${return_to}&notice=probed&connection=${id}`);
    const { text } = await admin.get(location);
    expect(text).toContain(`${SUPPORT} was checked`);
    expect(listed(text)).toEqual([SUPPORT]);
  });

  test('shows a link for the owner with the same filter', async () => {
    const connection = await idOf(SUPPORT);
    const form_token = await formToken(admin);
    const return_to = '/setup-page?search=SUP';
    const { location } = await admin.submit('/setup-page/links', {
      form_token,
      connection,
      return_to,
    });
    const made = await admin.get(location);
    expect(made.text).toContain('/authorization-url/');
    expect(listed(made.text)).toEqual([SUPPORT]);
  });
});

describe('one mailbox’s page', () => {
  test('refreshes its token and says so', async () => {
    const id = await idOf(SUPPORT);
    const return_to = `/setup-page/connections/${id}`;
    const form_token = await formToken(admin);
    const { location } = await admin.submit(`${return_to}/refresh`, { form_token, return_to });
    const { text } = await admin.get(location);
    expect(text).toContain(`${SUPPORT}’s access token was refreshed.`);
    expect(text).toContain(`<h1 class="mailbox-title">${SUPPORT}</h1>`);
  });

  test('shows no success message that its connection does not confirm', async () => {
    const id = await idOf(SUPPORT);
    for (const notice of ['disconnected', 'refresh_failed', 'toString']) {
      const { text } = await admin.get(
        `/setup-page/connections/${id}?notice=${notice}&connection=${id}`,
      );
      expect(text).not.toContain('role="status"');
    }
  });

  test('stays after the mailbox was disconnected, and says so', async () => {
    const id = await idOf(FOREIGN);
    await disconnectMailbox(admin, id);
    const { status, text } = await admin.get(`/setup-page/connections/${id}`);
    expect(status).toBe(200);
    expect(text).toMatch(/event-kind">Disconnected</);
  });

  test('is not found for an unknown connection, and refuses actions without its form token', async () => {
    expect((await admin.get('/setup-page/connections/nobody')).status).toBe(404);
    const id = await connectionIdOf(admin);
    const refused = await admin.submit(`/setup-page/connections/${id}/refresh`, {});
    expect(refused.status).toBe(403);
  });
});

describe('the trail of the fleet', () => {
  test('says what happened to which mailbox', async () => {
    const { text } = await admin.get('/setup-page/events');
    expect(text).toMatch(new RegExp(`Connected</span> <a [^>]*>${SUPPORT}`));
    expect(text).toMatch(new RegExp(`Disconnected</span> <a [^>]*>${FOREIGN}`));
  });
});

test.each([
  ...['', '/live', '/mailboxes.csv', '/events', '/events.csv', '/links/owners'],
  ...['/connections/x', '/connections/x/actions'],
])('is shown to administrators only at /setup-page%s', async (path) => {
  const answer = await fetch(`${connector.baseUrl}/setup-page${path}`);
  expect(answer.status).toBe(401);
});
