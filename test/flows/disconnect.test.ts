import { rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import {
  connectionIdOf,
  connectMailbox,
  disconnectMailbox,
  formToken,
  type Person,
  type Seen,
  signedIn,
} from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
const OWNERS_PAGE = 'https://myaccount.google.com/connections';
const directory = temporaryDirectory();
const marker = `${directory}/revocation-fails`;
let connector: Connector;
let admin: Person;
let id: string;

beforeAll(async () => {
  const program = fileURLToPath(new URL('server-without-revocation.ts', import.meta.url));
  connector = await startConnector({ directory, program });
  admin = await signedIn(connector.baseUrl);
});
afterAll(() => connector.end());

beforeEach(async () => {
  rmSync(marker, { force: true });
  await connectMailbox(admin, { account: SUPPORT });
  id = await connectionIdOf(admin, SUPPORT);
});

const counts = () => emulator(`${connector.baseUrl}/google`).counts(SUPPORT);
const submit = async (action: string): Promise<Seen> =>
  admin.submit(`/setup-page/connections/${id}/${action}`, { form_token: await formToken(admin) });
const mailboxPage = async (): Promise<string> =>
  (await admin.get(`/setup-page/connections/${id}`)).text;

function inDatabase(sql: string): void {
  const database = new DatabaseSync(`${directory}/connector.sqlite`, { timeout: 5000 });
  database.prepare(sql).run(id);
  database.close();
}

describe('a disconnect that Google does not carry out', () => {
  beforeEach(() => writeFileSync(marker, ''));

  test('changes nothing, says so, and promises no attempt of its own', async () => {
    const { status, text } = await submit('disconnect');
    expect(status).toBe(503);
    expect(text).toContain('The mailbox was not disconnected');
    expect(text).toContain('Nothing tries again by itself.');
    expect(text).not.toContain('keeps trying');
    expect(text).not.toContain('resolves itself');
    expect(text).toContain(`action="/setup-page/connections/${id}/disconnect"`);
    expect(text).toContain(`action="/setup-page/connections/${id}/forget"`);
    expect(text).toContain(OWNERS_PAGE);
    expect(await mailboxPage()).toContain('Working</p>');
  });

  test('is one refusal for callers of JSON', async () => {
    const form_token = await formToken(admin);
    const answer = await fetch(`${connector.baseUrl}/setup-page/connections/${id}/disconnect`, {
      method: 'POST',
      headers: { accept: 'application/json', cookie: admin.cookies() },
      body: new URLSearchParams({ form_token }),
    });
    expect(await answer.json()).toMatchObject({ error: { code: 'google_unavailable' } });
  });

  test('can be replaced by forgetting the mailbox here, which names what is left to do', async () => {
    const { revoke } = await counts();
    const { status, location } = await submit('forget');
    expect(status).toBe(303);
    const { text } = await admin.get(location);
    expect(text).toContain('could not be revoked');
    expect(text).toContain(OWNERS_PAGE);
    expect(text).not.toContain('has been revoked');
    expect((await counts()).revoke).toBe(revoke);
    expect((await counts()).liveRefreshTokens).toBeGreaterThan(0);
    expect(await mailboxPage()).toContain('Disconnected, without revoking its access at Google');
  });

  test('can be replaced by forgetting also when the record is damaged', async () => {
    inDatabase(`UPDATE connections SET document = '{' WHERE id = ?`);
    const refused = await submit('disconnect');
    expect(refused.status).toBe(503);
    expect(refused.text).toContain(`action="/setup-page/connections/${id}/forget"`);
    expect((await submit('forget')).status).toBe(303);
    expect(await mailboxPage()).toContain('Disconnected, without revoking its access at Google');
  });

  test('can be repeated once Google answers again', async () => {
    await submit('disconnect');
    rmSync(marker);
    const { text } = await admin.get((await submit('disconnect')).location);
    expect(text).toContain('has been revoked');
    expect((await counts()).liveRefreshTokens).toBe(0);
  });

  test('needs its form token to be replaced', async () => {
    const path = `/setup-page/connections/${id}/forget`;
    expect((await admin.submit(path, { form_token: 'guess' })).status).toBe(403);
    expect(await mailboxPage()).toContain('Working</p>');
  });
});

describe('a grant that cannot be opened', () => {
  test.each([
    ['garbled', `UPDATE grants SET sealed = 'v1.garbled' WHERE connection_id = ?`],
    [
      'sealed with a key that is gone',
      `UPDATE grants SET sealed = replace(sealed, substr(sealed, 4, 4), 'gone') WHERE connection_id = ?`,
    ],
    ['gone', 'DELETE FROM grants WHERE connection_id = ?'],
  ])('is forgotten when it is %s, and its owner is told of Google’s page', async (_, sql) => {
    inDatabase(sql);
    const { status, location } = await disconnectMailbox(admin, id);
    expect(status).toBe(303);
    const { text } = await admin.get(location);
    expect(text).toContain('could not be revoked');
    expect(text).toContain(OWNERS_PAGE);
  });
});

describe('a record that cannot be read', () => {
  test.each([
    [
      'has a field that is none',
      `UPDATE connections SET document = json_set(document, '$.status', 'odd') WHERE id = ?`,
    ],
    ['is no JSON', `UPDATE connections SET document = 'garbled' WHERE id = ?`],
  ])('is disconnected when it %s', async (_, sql) => {
    inDatabase(sql);
    const asked = await admin.get(`/setup-page/connections/${id}/disconnect`);
    expect(asked.text).toContain(SUPPORT);
    expect((await disconnectMailbox(admin, id)).status).toBe(303);
    expect((await counts()).liveRefreshTokens).toBe(0);
    expect(await mailboxPage()).toContain('Disconnected');
  });
});

describe('a disconnected mailbox', () => {
  beforeEach(async () => {
    expect((await disconnectMailbox(admin, id)).status).toBe(303);
  });

  test('is connected again by the Reconnect of its page, under the same id', async () => {
    expect(await mailboxPage()).toContain(`name="connection" value="${id}"`);
    const query = `connection=${id}`;
    expect((await connectMailbox(admin, { account: SUPPORT, query })).status).toBe(303);
    expect(await connectionIdOf(admin, SUPPORT)).toBe(id);
    expect(await mailboxPage()).toContain('Working</p>');
  });

  test('refuses another account', async () => {
    const query = `connection=${id}`;
    const refused = await connectMailbox(admin, { account: 'sales@example.com', query });
    expect(refused.text).toContain(SUPPORT);
    expect(refused.text).toContain('sales@example.com');
  });

  test('has a link for its owner', async () => {
    const form_token = await formToken(admin);
    const made = await admin.submit('/setup-page/links', {
      form_token,
      connection: id,
      return_to: `/setup-page/connections/${id}`,
    });
    expect(made.status).toBe(303);
    expect((await admin.get(made.location)).text).toContain(`The link for ${SUPPORT} is ready.`);
  });

  test.each(['probe', 'refresh'])(
    'says to a stale page’s %s that it was disconnected',
    async (action) => {
      const { status, text } = await submit(action);
      expect(status).toBe(409);
      expect(text).toContain('This mailbox was disconnected');
    },
  );

  test('says so on the page that asks whether to disconnect', async () => {
    const { status, text } = await admin.get(`/setup-page/connections/${id}/disconnect`);
    expect(status).toBe(409);
    expect(text).toContain('This mailbox was disconnected');
  });

  test('is disconnected a second time without an error', async () => {
    const { status, location } = await disconnectMailbox(admin, id);
    expect(status).toBe(303);
    expect((await admin.get(location)).text).toContain('has been revoked');
  });
});
