import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import {
  checkNow,
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

beforeAll(async () => {
  connector = await startConnector({ directory });
  admin = await signedIn(connector.baseUrl);
  await connectMailbox(admin, { account: SUPPORT, query: 'profile=everything' });
});
afterAll(() => connector.end());

const google = () => emulator(`${connector.baseUrl}/google`);

describe('IMAP of a mailbox whose profile includes it', () => {
  test('is checked once it is connected, but for the login, which the emulated Google has not', async () => {
    const { text } = await admin.get(`/setup-page/connections/${await connectionIdOf(admin)}`);
    expect(text).toContain('<dt>Setting in Gmail</dt><dd>On</dd>');
    expect(text).toContain('Not tried: the emulated Google has no IMAP server');
  });

  test('is shown as off after a check, and the mailbox stays well', async () => {
    await google().provoke('imap_disabled', SUPPORT);
    const id = await connectionIdOf(admin);
    const flash = await checkNow(admin, id);
    expect(flash.text).toContain(`The check of ${SUPPORT} passed. IMAP does not work:`);
    const { text } = await admin.get(`/setup-page/connections/${id}`);
    expect(text).toContain('<dt>Setting in Gmail</dt><dd>Off</dd>');
    expect(text).toContain('Working</p>');
    expect(text).not.toContain('Enable IMAP</button>');
    await google().heal();
    expect((await checkNow(admin, id)).text).toContain(`${SUPPORT} was checked: everything works.`);
  });

  test('is not turned on by a form without the session’s token, nor without the scope', async () => {
    const path = `/setup-page/connections/${await connectionIdOf(admin)}/imap`;
    expect((await admin.submit(path, {})).status).toBe(403);
    const form_token = await formToken(admin);
    expect((await admin.submit(path, { form_token })).status).toBe(409);
  });
});
