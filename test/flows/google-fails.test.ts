import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import {
  connectionIdOf,
  connectMailbox,
  formToken,
  goThroughGoogle,
  type Person,
  signedIn,
} from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
const directory = temporaryDirectory();
let connector: Connector;
let admin: Person;
let google: ReturnType<typeof emulator>;

beforeAll(async () => {
  connector = await startConnector({ directory });
  admin = await signedIn(connector.baseUrl);
  google = emulator(`${connector.baseUrl}/google`);
});
afterAll(() => connector.end());

/** A healthy mailbox whose next use needs a refresh. */
beforeEach(async () => {
  await google.heal();
  await google.provoke('short_lived', '*', { seconds: 1 });
  expect((await connectMailbox(admin, { account: SUPPORT })).status).toBe(303);
});

/** Presses "Check now" and answers the page that it leads to, without its tags. */
async function checkNow(): Promise<string> {
  const form_token = await formToken(admin);
  const id = await connectionIdOf(admin);
  const { location } = await admin.submit(`/setup-page/connections/${id}/probe`, { form_token });
  const { text } = await admin.get(location);
  return text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

const NEEDS_OWNER = 'Needs reconnect';

describe('a refresh that Google refuses for good asks for the owner and says why:', () => {
  test.each([
    ['revoked', /revoked|password/i],
    ['password_changed', /password/i],
    ['invalid_rapt', /session|re-?auth/i],
    ['admin_policy_enforced', /admin/i],
  ])('%s', async (fault, words) => {
    await google.provoke(fault, SUPPORT);
    const page = await checkNow();
    expect(page).toContain(NEEDS_OWNER);
    expect(page).toMatch(words);
  });

  test('and a new consent mends it', async () => {
    await google.act(SUPPORT, 'revoke');
    expect(await checkNow()).toContain(NEEDS_OWNER);
    expect((await connectMailbox(admin, { account: SUPPORT })).status).toBe(303);
    expect(await checkNow()).not.toContain(NEEDS_OWNER);
  });
});

describe('a refresh that fails for another reason changes no status:', () => {
  test.each([
    ['rate_limited', { endpoint: 'token' }],
    ['server_error', { endpoint: 'token' }],
    ['unavailable', { endpoint: 'token' }],
    ['html_instead_of_json', { endpoint: 'token' }],
    ['html_error', { endpoint: 'token' }],
    ['dropped', { endpoint: 'token' }],
    ['invalid_client', undefined],
  ])('%s', async (fault, parameters) => {
    await google.provoke(fault, '*', parameters);
    const page = await checkNow();
    expect(page).toContain('Active');
    expect(page).not.toContain(NEEDS_OWNER);
    await google.heal();
    expect(await checkNow()).toContain('INBOX');
  });
});

describe('a probe that Gmail refuses is a finding:', () => {
  test.each([
    ['gmail_disabled', undefined, /turn(ed)? (it |Gmail )?on|Gmail/i],
    ['gmail_api_off', undefined, /Gmail API/],
    ['domain_policy', undefined, /admin/i],
    ['unauthorized', undefined, /token/i],
    ['rate_limited', { endpoint: 'gmail' }, /Google/],
    ['html_instead_of_json', { endpoint: 'gmail' }, /Google/],
    ['dropped', { endpoint: 'gmail' }, /Google/],
  ])('%s', async (fault, parameters, words) => {
    await google.provoke(fault, SUPPORT, parameters);
    const page = await checkNow();
    expect(page).not.toContain(NEEDS_OWNER);
    expect(page).toMatch(words);
    await google.heal();
    expect(await checkNow()).toContain('INBOX');
  });

  test('a rejected token is refreshed once, by force, before that is a finding', async () => {
    await google.provoke('short_lived', '*', { seconds: 3000 });
    await connectMailbox(admin, { account: SUPPORT });
    const before = (await google.counts(SUPPORT)).token.refresh_token;
    await google.provoke('unauthorized', SUPPORT);
    await checkNow();
    expect((await google.counts(SUPPORT)).token.refresh_token).toBe(before + 1);
  });
});

describe('a consent that Google spoils connects nothing and harms nothing:', () => {
  test.each([
    ['no_refresh_token', undefined, 502],
    ['skewed_clock', { seconds: 900 }, 502],
    ['invalid_client', undefined, 502],
    ['unavailable', { endpoint: 'token' }, 503],
    ['html_instead_of_json', { endpoint: 'token' }, 503],
    ['dropped', { endpoint: 'token' }, 503],
  ])('%s', async (fault, parameters, status) => {
    await google.provoke(fault, '*', parameters);
    const callback = await goThroughGoogle(admin, { account: SUPPORT });
    const refused = await admin.get(callback.href);
    expect(refused.status).toBe(status);
    await google.heal();
    expect(await checkNow()).toContain('INBOX');
  });

  test.each([
    ['admin_policy_enforced_at_consent', 'Error 400: admin_policy_enforced'],
    ['testing', 'Error 403: access_denied'],
  ])('%s is shown by Google, and can be looked up', async (fault, shown) => {
    await google.provoke(fault, '*');
    await expect(goThroughGoogle(admin, { account: SUPPORT })).rejects.toThrow(shown);
    const words = encodeURIComponent(shown);
    const { status, text } = await admin.get(`/setup-page/diagnosis?words=${words}`);
    expect(status).toBe(200);
    expect(text).toMatch(/admin|test user/i);
  });
});
