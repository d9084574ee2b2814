import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import { eventually } from '../support/eventually.ts';
import {
  connectMailbox,
  formToken,
  type Person,
  person,
  type Seen,
  signedIn,
} from '../support/person.ts';
import { upload } from '../support/service-account.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const PAGE = '/setup-page/checklist';
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

const submit = async (path: string): Promise<Seen> =>
  admin.submit(path, { form_token: await formToken(admin) });

/** One item of the page: its part of the text. */
const itemIn = (page: string, name: string): string =>
  page.split('<li class="checklist-item ').find((part) => part.includes(` id="${name}">`)) ?? '';

const stateIn = (page: string, name: string): string =>
  /checklist-state">([^<]+?) ?</.exec(itemIn(page, name))?.[1] ?? 'none';

const titleIn = (page: string, name: string): string =>
  /diagnosis-title">([^<]+)/.exec(itemIn(page, name))?.[1] ?? 'none';

/** "Check everything now", until nothing answers from a second ago any more. */
async function checked(name: string, state: string): Promise<string> {
  let page = '';
  await eventually(
    async () => {
      page = (await admin.get((await submit(`${PAGE}/check`)).location)).text;
      return stateIn(page, name) === state;
    },
    { what: () => `${name} is “${state}”: ${itemIn(page, name)}`, everyMs: 300 },
  );
  return page;
}

describe('before anything is set up', () => {
  test('the list of mailboxes has the checklist, and leads to it', async () => {
    const { text } = await admin.get('/setup-page');
    expect(text).toContain('class="checklist-summary"');
    expect(text).toContain(`href="${PAGE}#google_client"`);
  });

  test('only the sign-in proves something, and nothing was asked of Google', async () => {
    const { text } = await admin.get(PAGE);
    const states = ['google_client', 'redirect_uri', 'gmail_api', 'salesforce', 'webhook'];
    expect(states.map((name) => stateIn(text, name))).toEqual([
      'Not known yet',
      'In place',
      'Not known yet',
      'Not known yet',
      'Not used',
    ]);
  });

  test('every value is there to be copied', async () => {
    const { text } = await admin.get(PAGE);
    for (const value of [
      `${connector.baseUrl}/oauth-callback`,
      `${connector.baseUrl}/salesforce-webhook`,
      'emulated-client.apps.googleusercontent.com',
      'openid,https://www.googleapis.com/auth/userinfo.email,https://mail.google.com/',
    ]) {
      expect(text).toContain(`value="${value}"`);
    }
  });

  test('the client is proved without a mailbox', async () => {
    const page = await checked('google_client', 'In place');
    expect(page).toContain('Checked now');
    expect(stateIn(page, 'gmail_api')).toBe('Not known yet');
  });

  test('nobody sees or checks it who is not signed in', async () => {
    const stranger = person(connector.baseUrl);
    expect((await stranger.get(PAGE)).status).toBe(401);
    expect((await stranger.submit(`${PAGE}/check`)).status).toBe(401);
    expect((await admin.submit(`${PAGE}/check`, { form_token: 'another' })).status).toBe(403);
  });
});

describe('with a mailbox', () => {
  beforeAll(async () => {
    await connectMailbox(admin, { account: SUPPORT });
  });
  beforeEach(() => google.heal());

  test('what it proves is ticked', async () => {
    const page = await checked('gmail_api', 'In place');
    expect(stateIn(page, 'scopes')).toBe('In place');
    expect(stateIn(page, 'audience')).toBe('Not known yet');
  });

  test.each([
    ['invalid_client', 'google_client', 'client ID or client secret'],
    ['deleted_client', 'google_client', 'deleted'],
    ['disabled_client', 'google_client', 'disabled'],
    ['unauthorized_client', 'google_client', ''],
    ['token_unavailable', 'google_client', 'Google'],
    ['gmail_api_off', 'gmail_api', 'Gmail API'],
    ['domain_policy', 'gmail_api', 'administrator'],
    ['gmail_disabled', 'gmail_api', 'Gmail'],
    ['insufficient_scopes', 'scopes', 'permission'],
  ])('the switch %s unticks %s, and its end ticks it again', async (fault, name, title) => {
    if (fault === 'token_unavailable')
      await google.provoke('unavailable', '*', { endpoint: 'token' });
    else await google.provoke(fault, '*');
    const broken = await checked(name, 'Failing');
    expect(titleIn(broken, name)).toContain(title);
    expect(titleIn(broken, name)).not.toBe('none');
    const others = ['google_client', 'redirect_uri', 'gmail_api', 'scopes'];
    // Without a scope no mailbox can be read: the only one fails at the API as well.
    const unticked = others.filter((each) => stateIn(broken, each) === 'Failing');
    expect(unticked).toEqual(name === 'scopes' ? ['gmail_api', 'scopes'] : [name]);
    await google.heal();
    await checked(name, 'In place');
  });

  test('an app in Testing is found by the end that Google names', async () => {
    await google.provoke('testing', '*', { testUsers: ['sales@example.com'] });
    await connectMailbox(admin, { account: 'sales@example.com' });
    const { text } = await admin.get(PAGE);
    expect(stateIn(text, 'audience')).toBe('Failing');
    expect(itemIn(text, 'audience')).toContain('Message to the owner of the Google Cloud project');
  });

  test('an administrator confirms the backup, which the history keeps', async () => {
    const { location } = await submit(`${PAGE}/keys`);
    expect(location).toMatch(/\/checklist#keys$/);
    const { text } = await admin.get(PAGE);
    expect(stateIn(text, 'keys')).toBe('In place');
    expect(itemIn(text, 'keys')).toContain('Confirmed by: admin@example.com');
    expect((await admin.get('/setup-page/events')).text).toContain(
      'Confirmed that the sealing keys are backed up',
    );
  });

  test('the jobs are named with their last runs', async () => {
    const { text } = await admin.get(PAGE);
    expect(itemIn(text, 'scheduler')).toContain('Job token-refresh');
    expect(itemIn(text, 'scheduler')).toMatch(/Job token-refresh <span class="muted">· In place/);
  });

  test('in Japanese', async () => {
    const { text } = await admin.get(PAGE, { 'accept-language': 'ja' });
    expect(text).toContain('設定チェックリスト');
    expect(stateIn(text, 'redirect_uri')).toBe('確認済み');
  });
});

describe('with a Salesforce organization', () => {
  const org = (): string => `${connector.baseUrl}/salesforce`;

  beforeAll(async () => {
    await google.heal();
    const login = {
      my_domain: org(),
      choice: 'secret',
      client_id: '3MVG9emulated.GmailEmailToCase.ConsumerKey',
      client_secret: 'EMULATED0CONSUMER0SECRET',
      do: 'connect',
    };
    expect((await upload(admin, '/setup-page/salesforce', login)).status).toBe(303);
  });

  test('it is ticked when its check passed', async () => {
    const { text } = await admin.get(PAGE);
    expect(['In place', 'With limits']).toContain(stateIn(text, 'salesforce'));
    expect(itemIn(text, 'salesforce')).toContain('/setup-page/salesforce/127');
  });

  test.each(['user_inactive', 'api_disabled'])(
    'the switch %s unticks it, with who acts',
    async (fault) => {
      await fetch(`${org()}/emulator/faults/${fault}`, { method: 'PUT', body: '{}' });
      const broken = await checked('salesforce', 'Failing');
      await fetch(`${org()}/emulator/faults`, { method: 'DELETE' });
      expect(itemIn(broken, 'salesforce')).toContain('A Salesforce administrator');
      expect(stateIn(broken, 'google_client')).toBe('In place');
    },
  );

  test('a caller that never called is not known yet', async () => {
    const caller = { name: 'Case flow', proof: 'signature', permission: 'status' };
    const form_token = await formToken(admin);
    expect((await admin.submit('/setup-page/callers', { ...caller, form_token })).status).toBe(303);
    const { text } = await admin.get(PAGE);
    expect(stateIn(text, 'webhook')).toBe('Not known yet');
    expect(itemIn(text, 'webhook')).toContain('Case flow');
  });
});
