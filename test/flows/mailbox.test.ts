import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import { consentAs } from '../support/google-consent.ts';
import {
  checkNow,
  connectionIdOf,
  connectMailbox,
  disconnectMailbox,
  formToken,
  goThroughGoogle,
  type Person,
  person,
  signedIn,
} from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const directory = temporaryDirectory();
const SUPPORT = 'support@example.com';
let connector: Connector;
let admin: Person;

beforeAll(async () => {
  connector = await startConnector({ directory });
  admin = await signedIn(connector.baseUrl);
});
afterAll(() => connector.end());

const google = () => emulator(`${connector.baseUrl}/google`);

describe('a mailbox, from connect to disconnect', () => {
  test('the list starts empty', async () => {
    const { status, text } = await admin.get('/setup-page');
    expect(status).toBe(200);
    expect(text).not.toContain(SUPPORT);
  });

  test('is connected through Google and shown as active', async () => {
    const returned = await connectMailbox(admin, { account: SUPPORT });
    expect(returned.status).toBe(303);
    const { text } = await admin.get(returned.location);
    expect(text).toContain(SUPPORT);
    expect(text).toContain('Working</p>');
  });

  test('is probed, and its labels are shown', async () => {
    const id = await connectionIdOf(admin);
    const form_token = await formToken(admin);
    const probed = await admin.submit(`/setup-page/connections/${id}/probe`, { form_token });
    expect(probed.status).toBe(303);
    const { text } = await admin.get(probed.location);
    expect(text).toContain('INBOX');
  });

  test('survives kill -9, and its token is refreshed without a new consent', async () => {
    await google().provoke('short_lived', '*', { seconds: 1 });
    await connectMailbox(admin, { account: SUPPORT });
    const before = (await google().counts(SUPPORT)).token.authorization_code;
    await connector.end('SIGKILL');
    connector = await startConnector({ directory, port: connector.port });
    const id = await connectionIdOf(admin);
    await checkNow(admin, id);
    const after = (await google().counts(SUPPORT)).token;
    expect(after.authorization_code).toBe(before);
    expect(after.refresh_token).toBeGreaterThanOrEqual(1);
    expect((await admin.get('/setup-page')).text).toContain('Working</p>');
  });

  test('is reconnected only with its own account: both addresses are shown otherwise', async () => {
    const id = await connectionIdOf(admin);
    const query = `connection=${id}`;
    const refused = await connectMailbox(admin, { account: 'sales@example.com', query });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain(SUPPORT);
    expect(refused.text).toContain('sales@example.com');
    expect((await connectMailbox(admin, { account: SUPPORT, query })).status).toBe(303);
  });

  test('is disconnected: revoked at Google, then deleted', async () => {
    const id = await connectionIdOf(admin);
    const asked = await admin.get(`/setup-page/connections/${id}/disconnect`);
    expect(asked.text).toContain(SUPPORT);
    expect((await disconnectMailbox(admin, id)).status).toBe(303);
    expect((await google().counts(SUPPORT)).revoke).toBe(1);
    expect((await admin.get('/setup-page')).text).not.toContain(`>${SUPPORT}<`);
  });
});

describe('a mailbox owner elsewhere', () => {
  test('opens the administrator’s link, allows access, and is done', async () => {
    const made = await admin.get('/authorization-url?profile=send&mailbox=sales@example.com', {
      accept: 'application/json',
    });
    const { authorizationUrl, expiresAt } = JSON.parse(made.text);
    expect(authorizationUrl).toMatch(`${connector.baseUrl}/authorization-url/`);
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());

    const owner = person(connector.baseUrl);
    const opened = await owner.get(authorizationUrl);
    expect(opened.status).toBe(303);
    const stranger = person(connector.baseUrl);
    expect((await stranger.get(authorizationUrl)).status).toBe(410);

    const callback = await consentAs({
      authorizationUrl: opened.location,
      account: 'sales@example.com',
    });
    expect((await stranger.get(callback.href)).status).toBe(403);
    const done = await owner.get(callback.href);
    expect(done.status).toBe(200);
    expect(done.text).toContain('sales@example.com');
    expect((await admin.get('/setup-page')).text).toContain('sales@example.com');
  });
});

describe('what the owner does at Google', () => {
  beforeEach(() => google().heal());

  test.each([
    ['cancels', { cancel: true }, 403, 'Access was not allowed on Google’s page'],
    ['unticks a scope', { scopes: [] }, 403, 'ticked'],
  ])('%s: a clear page is shown, and nothing is connected', async (_, about, status, words) => {
    const account = 'info@example.jp';
    const refused = await connectMailbox(admin, { account, ...about });
    expect(refused.status).toBe(status);
    expect(refused.text).toContain(words);
    expect((await admin.get('/setup-page')).text).not.toContain(account);
  });

  test('cannot be repeated by a replay of the callback', async () => {
    const callback = await goThroughGoogle(admin, { account: SUPPORT });
    expect((await admin.get(callback.href)).status).toBe(303);
    expect((await admin.get(callback.href)).status).toBe(409);
  });
});
