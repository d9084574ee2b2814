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
  type Person,
  person,
  signedIn,
} from '../support/person.ts';
import { askAsSalesforce, WEBHOOK_SECRET } from '../support/salesforce.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
const SALES = 'sales@example.com';
const directory = temporaryDirectory();
let connector: Connector;
let admin: Person;
let google: ReturnType<typeof emulator>;

beforeAll(async () => {
  connector = await startConnector({
    directory,
    environment: { SALESFORCE_WEBHOOK_SECRETS: WEBHOOK_SECRET },
  });
  admin = await signedIn(connector.baseUrl);
  google = emulator(`${connector.baseUrl}/google`);
});
afterAll(() => connector.end());
beforeEach(() => google.heal());

const press = async (id: string, action: 'probe' | 'refresh'): Promise<string> => {
  const form_token = await formToken(admin);
  const path = `/setup-page/connections/${id}/${action}`;
  const { location } = await admin.submit(path, { form_token });
  return (await admin.get(location)).text;
};
const banner = (page: string): string =>
  (/<div class="notice [\s\S]*?<\/div>\s*<\/div>/.exec(page)?.[0] ?? '').replaceAll(
    /<[^>]+>/g,
    ' ',
  );
const connect = async (account: string, query?: string): Promise<string> => {
  const { location } = await connectMailbox(admin, { account, ...(query && { query }) });
  return (await admin.get(location)).text;
};
/** The trail of all mailboxes, as lines of text, the newest first. */
const history = async (): Promise<string[]> => {
  const { text } = await admin.get('/setup-page/events');
  return [...text.matchAll(/<li class="event [\s\S]*?<\/li>/g)].map(([item]) =>
    item
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
};

describe('before any mailbox was connected', () => {
  test('the list offers the history and speaks of the first mailbox', async () => {
    const { text } = await admin.get('/setup-page');
    expect(text).toContain('Connect your first mailbox');
    expect(text).toContain('/setup-page/events"');
  });

  test('the history names who signed in, and who was refused', async () => {
    const stranger = await signedIn(connector.baseUrl, 'stranger@gmail.com');
    expect((await stranger.get('/setup-page')).status).toBe(401);
    await signedIn(connector.baseUrl, 'stranger@gmail.com');
    const events = await history();
    expect(events.filter((line) => line.includes('stranger@gmail.com'))).toHaveLength(1);
    expect(events[0]).toMatch(/^Sign-in refused: not an administrator By stranger@gmail\.com/);
    expect(events[1]).toMatch(/^Signed in to the setup page By admin@example\.com/);
  });
});

describe('connecting includes the first check', () => {
  test('a mailbox that Gmail refuses is not shown as working', async () => {
    await google.provoke('gmail_api_off', '*');
    const page = await connect(SUPPORT);
    expect(banner(page)).toContain('is connected');
    expect(banner(page)).toContain('The Gmail API is not enabled');
    expect(page).toContain('Failing</p>');
    expect(page).not.toContain('Working</p>');
  });

  test('a mailbox whose check passes is shown as working', async () => {
    const page = await connect(SUPPORT, `connection=${await connectionIdOf(admin)}`);
    expect(banner(page)).toContain('Gmail answered');
    expect(page).toContain('Working</p>');
  });

  test.each(['server_error', 'dropped'])(
    'a mailbox of which Gmail cannot be asked (%s) is connected and not checked yet',
    async (fault) => {
      await google.provoke(fault, '*', { endpoint: 'gmail' });
      const page = await connect(SALES);
      expect(banner(page)).toContain('could not be reached');
      const item = page.slice(page.indexOf(`>${SALES}<`));
      expect(item).toContain('Connected, not checked yet</p>');
      await google.heal();
      await disconnectMailbox(admin, await connectionIdOf(admin, SALES));
    },
  );

  test('its owner reads what Gmail answered', async () => {
    await google.provoke('gmail_api_off', '*');
    const asked = '/authorization-url?profile=probe&mailbox=sales@example.com';
    const { text } = await admin.get(asked, { accept: 'application/json' });
    const owner = person(connector.baseUrl);
    const { location } = await owner.submit(JSON.parse(text).authorizationUrl);
    const callback = await consentAs({ authorizationUrl: location, account: SALES });
    const done = await owner.get(callback.href);
    expect(done.status).toBe(200);
    expect(done.text).toContain('Gmail refused the first check.');
    expect(done.text).toContain('The Gmail API is not enabled');
    const connected = (await history()).find((line) => line.startsWith('Connected'));
    expect(connected).toContain(
      'Connected sales@example.com sales@example.com consented; link by admin@example.com',
    );
    await disconnectMailbox(admin, await connectionIdOf(admin, SALES));
  });
});

describe('the result of a click is the result of that click', () => {
  test('a check that passes says so, although the last refresh failed', async () => {
    const id = await connectionIdOf(admin, SUPPORT);
    await google.provoke('invalid_client', SUPPORT);
    expect(banner(await press(id, 'refresh'))).toContain('could not be refreshed');
    await google.heal();
    const page = await press(id, 'probe');
    expect(banner(page)).toContain(
      `The check of ${SUPPORT} passed. The last token refresh failed:`,
    );
    expect(banner(page)).toContain('The client ID or client secret is wrong');
    // The list offers what mends it.
    expect(page).toContain(`/connections/${id}/refresh"`);
    expect(banner(await press(id, 'refresh'))).toContain(`${SUPPORT}’s access token was refreshed`);
    expect((await admin.get('/setup-page')).text).not.toContain(`/connections/${id}/refresh"`);
  });

  test('a check that fails says why Gmail refused, although a refresh failed for another reason', async () => {
    const id = await connectionIdOf(admin, SUPPORT);
    await google.provoke('invalid_client', SUPPORT);
    await press(id, 'refresh');
    await google.provoke('insufficient_scopes', SUPPORT);
    const said = banner(await press(id, 'probe'));
    expect(said).toContain(`The check of ${SUPPORT} failed.`);
    expect(said).not.toContain('client secret');
    await google.heal();
    await press(id, 'refresh');
    await press(id, 'probe');
  });
});

describe('each check keeps its own cause', () => {
  test.each([
    ['gmail_api_off', 'The Gmail API is not enabled'],
    ['insufficient_scopes', 'permission'],
    ['user_rate_limited', 'Gmail'],
  ])('%s: the row says what the panel says', async (fault, word) => {
    const id = await connectionIdOf(admin, SUPPORT);
    await google.provoke(fault, SUPPORT);
    await checkNow(admin, id);
    const { text } = await admin.get(`/setup-page/connections/${id}`);
    const panel = /<h2 class="diagnosis-title">([^<]+)</.exec(text)?.[1];
    const row = /class="result tone-bad">[\s\S]*?<\/svg>([^<]+)</.exec(text)?.[1];
    expect(panel).toContain(word);
    expect(row).toBe(panel);
    // It stays when the mailbox works again.
    await google.heal();
    await checkNow(admin, id);
    const later = await admin.get(`/setup-page/connections/${id}`);
    expect(/class="result tone-bad">[\s\S]*?<\/svg>([^<]+)</.exec(later.text)?.[1]).toBe(panel);
  });
});

describe('a reconnect', () => {
  test('keeps the last check and its labels while Gmail cannot be asked', async () => {
    const id = await connectionIdOf(admin, SUPPORT);
    await checkNow(admin, id);
    await google.provoke('server_error', '*', { endpoint: 'gmail' });
    await connect(SUPPORT, `connection=${id}`);
    const { text } = await admin.get(`/setup-page/connections/${id}`);
    expect(text).toContain('INBOX');
    expect(text).toMatch(/Last check<\/dt><dd><time/);
    expect(text).toContain('Connected, not checked yet</p>');
    const asked = await askAsSalesforce(connector.baseUrl, SUPPORT);
    const answer = JSON.parse(await asked.text());
    expect(answer).toMatchObject({ status: 'active', cause: '' });
    expect(Date.parse(answer.lastProbedAt)).not.toBeNaN();
    await google.heal();
    await checkNow(admin, id);
  });

  test('of a working mailbox is no first connection, and its widening is named', async () => {
    await connect(SUPPORT, 'profile=send');
    const [newest] = await history();
    expect(newest).toMatch(
      /^Reconnected support@example\.com Before: Check only\. Now: Send\. By admin@example\.com/,
    );
  });

  test('by an owner’s link names the owner who consented', async () => {
    const id = await connectionIdOf(admin, SUPPORT);
    await google.provoke('revoked', SUPPORT);
    await press(id, 'refresh');
    expect((await history())[0]).toMatch(
      /^Stopped working, needs a reconnect .* Found when admin@example\.com checked/,
    );
    const { text } = await admin.get(`/authorization-url?connection=${id}`, {
      accept: 'application/json',
    });
    await google.heal();
    const owner = person(connector.baseUrl);
    const { location } = await owner.submit(JSON.parse(text).authorizationUrl);
    await owner.get((await consentAs({ authorizationUrl: location, account: SUPPORT })).href);
    expect((await history())[0]).toContain(
      'Works again support@example.com support@example.com consented; link by admin@example.com',
    );
  });
});

describe('when the last mailbox is disconnected', () => {
  test('the history stays reachable, and no first mailbox is spoken of', async () => {
    await disconnectMailbox(admin, await connectionIdOf(admin, SUPPORT));
    const { text } = await admin.get('/setup-page');
    expect(text).toContain('/setup-page/events"');
    expect(text).toContain('No mailbox is connected');
    expect(text).not.toContain('first mailbox');
  });
});
