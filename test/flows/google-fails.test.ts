import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import {
  checkNow,
  connectionIdOf,
  connectMailbox,
  goThroughGoogle,
  type Person,
  signedIn,
} from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
const SALES = 'sales@example.com';
const directory = temporaryDirectory();
let connector: Connector;
let admin: Person;
let google: ReturnType<typeof emulator>;

beforeAll(async () => {
  connector = await startConnector({ directory });
  admin = await signedIn(connector.baseUrl);
  // The canary: another mailbox, which shows that Google and our client work.
  await connectMailbox(admin, { account: SALES });
  google = emulator(`${connector.baseUrl}/google`);
});
afterAll(() => connector.end());

/** A healthy mailbox whose next use needs a refresh. */
beforeEach(async () => {
  await google.heal();
  await google.provoke('short_lived', '*', { seconds: 1 });
  expect((await connectMailbox(admin, { account: SUPPORT })).status).toBe(303);
});

/** The mailbox as the page shows it after "Check now", and the rest of the page. */
async function checked(): Promise<string> {
  const { text } = await checkNow(admin, await connectionIdOf(admin, SUPPORT));
  return text.slice(text.indexOf(`>${SUPPORT}<`));
}

const NEEDS_OWNER = 'Needs reconnect</p>';
const TROUBLED = 'Failing</p>';

describe('a permanent refusal at refresh asks for the owner and says why', () => {
  test.each([
    ['revoked', 'The mailbox’s consent is no longer valid'],
    ['password_changed', 'The mailbox’s consent is no longer valid'],
    ['invalid_rapt', 'Your organization requires a fresh sign-in'],
    ['admin_policy_enforced', 'Your organization has since restricted this app'],
  ])('%s', async (fault, title) => {
    await google.provoke(fault, SUPPORT);
    const page = await checked();
    expect(page).toContain(NEEDS_OWNER);
    expect(page).toContain(title);
  });

  test('ends with a new consent', async () => {
    await google.act(SUPPORT, 'revoke');
    expect(await checked()).toContain(NEEDS_OWNER);
    expect((await connectMailbox(admin, { account: SUPPORT })).status).toBe(303);
    expect(await checked()).not.toContain(NEEDS_OWNER);
  });
});

const UNREACHABLE = 'Google cannot be reached at the moment';

describe('another failure at refresh changes no status and says why', () => {
  test.each([
    ['rate_limited', { endpoint: 'token' }, UNREACHABLE],
    ['server_error', { endpoint: 'token' }, UNREACHABLE],
    ['unavailable', { endpoint: 'token' }, UNREACHABLE],
    ['html_instead_of_json', { endpoint: 'token' }, UNREACHABLE],
    ['html_error', { endpoint: 'token' }, UNREACHABLE],
    ['dropped', { endpoint: 'token' }, UNREACHABLE],
    ['invalid_client', undefined, 'The client ID or client secret is wrong'],
  ])('%s', async (fault, parameters, title) => {
    await google.provoke(fault, '*', parameters);
    const page = await checked();
    expect(page).toContain(TROUBLED);
    expect(page).toContain(title);
    expect(page).not.toContain(NEEDS_OWNER);
    await google.heal();
    const healed = await checked();
    expect(healed).toContain('INBOX');
    expect(healed).not.toContain(TROUBLED);
  });
});

describe('a refused probe is shown and changes no status', () => {
  test.each([
    ['gmail_disabled', undefined, 'Gmail is not turned on for this account'],
    ['gmail_api_off', undefined, 'The Gmail API is not enabled'],
    ['domain_policy', undefined, 'Your administrator has disabled Gmail for apps'],
    ['unauthorized', undefined, 'Gmail did not accept the short-lived token'],
    ['rate_limited', { endpoint: 'gmail' }, 'Gmail asks us to slow down'],
    ['html_instead_of_json', { endpoint: 'gmail' }, UNREACHABLE],
    ['dropped', { endpoint: 'gmail' }, UNREACHABLE],
  ])('%s', async (fault, parameters, title) => {
    await google.provoke(fault, SUPPORT, parameters);
    const page = await checked();
    expect(page).toContain(TROUBLED);
    expect(page).toContain(title);
    await google.heal();
    const healed = await checked();
    expect(healed).toContain('INBOX');
    expect(healed).not.toContain(TROUBLED);
  });

  test('shows a rejected token only after one forced refresh', async () => {
    await google.provoke('short_lived', '*', { seconds: 3000 });
    await connectMailbox(admin, { account: SUPPORT });
    const before = (await google.counts(SUPPORT)).token.refresh_token;
    await google.provoke('unauthorized', SUPPORT);
    await checked();
    expect((await google.counts(SUPPORT)).token.refresh_token).toBe(before + 1);
  });
});

describe('a failed consent connects nothing and changes nothing', () => {
  test.each([
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
    expect(await checked()).toContain('INBOX');
  });

  test.each([
    [
      'admin_policy_enforced_at_consent',
      'Error 400: admin_policy_enforced',
      'Your organization blocks this app',
    ],
    ['testing', 'Error 403: access_denied', 'test'],
  ])('%s is shown by Google and found by the look-up', async (fault, shown, title) => {
    await google.provoke(fault, '*');
    await expect(goThroughGoogle(admin, { account: SUPPORT })).rejects.toThrow(shown);
    const { status, text } = await admin.submit('/setup-page/diagnosis', { words: shown });
    expect(status).toBe(200);
    const titles = [...text.matchAll(/diagnosis-title">([^<]+)/g)].map(([, found]) => found);
    expect(titles.join()).toContain(title);
  });
});
