import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Connector, startConnector } from '../support/connector.ts';
import {
  connectionIdOf,
  connectMailbox,
  formToken,
  type Person,
  signedIn,
} from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
const directory = temporaryDirectory();
let connector: Connector;
let admin: Person;
let id: string;

beforeAll(async () => {
  connector = await startConnector({ directory });
  admin = await signedIn(connector.baseUrl);
  await connectMailbox(admin, { account: SUPPORT });
  id = await connectionIdOf(admin);
});
afterAll(() => connector.end());

describe('a mailbox whose record cannot be read', () => {
  beforeEach(() => {
    const database = new DatabaseSync(`${directory}/connector.sqlite`);
    database.prepare('UPDATE connections SET document = ? WHERE id = ?').run('{', id);
    database.close();
  });

  test('is named in the list, with a link to its page', async () => {
    const { status, text } = await admin.get('/setup-page');
    expect(status).toBe(200);
    expect(text).toContain('The stored record of 1 mailbox cannot be read.');
    expect(text).toMatch(new RegExp(`href="[^"]*/connections/${id}[^"]*">${SUPPORT}</a>`));
  });

  test.each(['', '?notice=refreshed'])('has a page that offers the reconnect%s', async (query) => {
    const more = query && `${query}&connection=${id}`;
    const { status, text } = await admin.get(`/setup-page/connections/${id}${more}`);
    expect(status).toBe(200);
    expect(text).toContain('The mailbox’s stored record cannot be opened');
    expect(text).toContain('Reconnect<');
    expect(text).not.toContain('Refresh now<');
  });

  test('gets a link for its owner', async () => {
    const form_token = await formToken(admin);
    const made = await admin.submit('/setup-page/links', { form_token, connection: id });
    expect(made.status).toBe(303);
    expect((await admin.get(made.location)).text).toContain(`The link for ${SUPPORT} is ready.`);
  });

  test('is replaced by a reconnect', async () => {
    const returned = await connectMailbox(admin, { account: SUPPORT, query: `connection=${id}` });
    expect(returned.status).toBe(303);
    const { text } = await admin.get(returned.location);
    expect(text).toContain('Working</p>');
    expect(text).not.toContain('cannot be read');
  });
});
