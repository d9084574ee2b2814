import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import {
  connectionIdOf,
  connectMailbox,
  disconnectMailbox,
  formToken,
  type Person,
  person,
  type Seen,
  signedIn,
} from '../support/person.ts';
import {
  addServiceAccount,
  type EmulatedAccount,
  makeServiceAccount,
  PROBE_SCOPES,
} from '../support/service-account.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
const directory = temporaryDirectory();
let connector: Connector;
let google: string;
let admin: Person;
let account: EmulatedAccount;
let delegation: string;
let id: string;

beforeAll(async () => {
  connector = await startConnector({ directory });
  google = `${connector.baseUrl}/google`;
  admin = await signedIn(connector.baseUrl);
  account = await makeServiceAccount(google);
  delegation = await addServiceAccount(admin, account);
});
afterAll(() => connector.end());

const delegate = (scopes: readonly string[]): Promise<EmulatedAccount> =>
  makeServiceAccount(google, { makeKey: false, delegation: { 'example.com': scopes } });

beforeEach(async () => {
  await delegate(PROBE_SCOPES);
  await connectMailbox(admin, { account: SUPPORT });
  id = await connectionIdOf(admin, SUPPORT);
});

const submit = async (action: string, fields: Record<string, string> = {}): Promise<Seen> => {
  const form_token = await formToken(admin);
  return admin.submit(`/setup-page/connections/${id}/${action}`, { form_token, ...fields });
};
const pageOf = async (): Promise<string> => (await admin.get(`/setup-page/connections/${id}`)).text;
const liveConsents = async (): Promise<number> =>
  (await emulator(google).counts(SUPPORT)).liveRefreshTokens;

test('a mailbox moves to the service account, its consent ends, and it can go back to its owner', async () => {
  expect(await pageOf()).toContain('By its owner’s consent at Google.');
  const { status, location } = await submit('delegate', { delegation });
  expect(status).toBe(303);
  const { text } = await admin.get(location);
  expect(text).toContain(`${SUPPORT} is now connected by the service account.`);
  expect(text).toContain(account.email);
  expect(text).toContain('Connect with the owner’s consent');
  expect(text).not.toContain('>Reconnect<');
  expect(await liveConsents()).toBe(0);
  await connectMailbox(admin, { account: SUPPORT, query: `connection=${id}` });
  expect(await pageOf()).toContain('By its owner’s consent at Google.');
});

test('a service account that Google refuses changes nothing, and says so in place', async () => {
  await delegate(['openid']);
  const { status, text } = await submit('delegate', { delegation });
  expect(status).toBeGreaterThanOrEqual(400);
  expect(text).toContain('role="alert"');
  expect(text).toContain('The service account may not act for this mailbox');
  expect(text).toContain('By its owner’s consent at Google.');
  expect(await liveConsents()).toBeGreaterThan(0);
});

test('a service account is named to take over, and no longer', async () => {
  const named = await admin.get((await submit('fallback', { delegation })).location);
  expect(named.text).toContain('the service account takes over.');
  expect(named.text).toContain(`<option value="${delegation}" selected>`);
  const ended = await admin.get((await submit('fallback', { delegation: '' })).location);
  expect(ended.text).toContain('nothing takes over.');
});

test('a service account that may not act is not named to take over', async () => {
  await delegate(['openid']);
  const { status, text } = await submit('fallback', { delegation });
  expect(status).toBeGreaterThanOrEqual(400);
  expect(text).toContain('role="alert"');
  expect(text).not.toContain(`<option value="${delegation}" selected>`);
});

test('an unknown service account, and none, are refused in place', async () => {
  for (const unknown of ['any', '']) {
    const { status, text } = await submit('delegate', { delegation: unknown });
    expect(status).toBe(404);
    expect(text).toContain('The service account was removed from the connector');
  }
});

test('a delegation that ended shows what to enter, and offers no reconnect', async () => {
  await submit('delegate', { delegation });
  await delegate(['openid']);
  await submit('refresh');
  const text = await pageOf();
  expect(text).toContain(`value="${account.clientId}"`);
  expect(text).toContain(PROBE_SCOPES.at(-1));
  expect(text).not.toContain('>Reconnect<');
});

test('the check shows every step, and what to do where one fails', async () => {
  const path = `/setup-page/service-accounts/${delegation}/check`;
  const check = async (address: string): Promise<Seen> =>
    admin.submit(path, { form_token: await formToken(admin), address });
  const { status, text } = await check(SUPPORT);
  expect(status).toBe(200);
  expect(text).toContain('Google lets the service account act for this mailbox.');
  expect(text).not.toContain('>failed<');
  await delegate(['openid']);
  const failed = await check(SUPPORT);
  expect(failed.text).toContain('>failed<');
  expect(failed.text).toContain('>not checked<');
  expect(failed.text).toContain('A Google Workspace administrator');
  expect(await check('no address')).toMatchObject({ status: 422 });
  expect((await person(connector.baseUrl).submit(path)).status).toBe(401);
  expect((await admin.submit(path)).status).toBe(403);
});

test('a disconnected mailbox is connected again by the service account', async () => {
  await disconnectMailbox(admin, id);
  expect(await pageOf()).toContain('It is not connected now.');
  const { location } = await submit('delegate', { delegation });
  expect((await admin.get(location)).text).toContain('is now connected by the service account');
});

test.each(['delegate', 'fallback'])(
  '%s is refused to strangers and without a token',
  async (action) => {
    const path = `/setup-page/connections/${id}/${action}`;
    expect((await person(connector.baseUrl).submit(path, { delegation })).status).toBe(401);
    expect((await admin.submit(path, { delegation })).status).toBe(403);
    expect(await pageOf()).toContain('By its owner’s consent at Google.');
  },
);
