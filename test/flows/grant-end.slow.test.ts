import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import { eventually } from '../support/eventually.ts';
import { consentAs } from '../support/google-consent.ts';
import {
  connectionIdOf,
  connectMailbox,
  formToken,
  type Person,
  person,
  signedIn,
} from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
const SALES = 'sales@example.com';
const LIMITED = /Access ends on [A-Z]\w+ \d+, \d{4}: the owner allowed it for a limited time\./;
const directory = temporaryDirectory();
let connector: Connector;
let admin: Person;

beforeAll(async () => {
  connector = await startConnector({ directory });
  admin = await signedIn(connector.baseUrl);
});
afterAll(() => connector.end());

const google = () => emulator(`${connector.baseUrl}/google`);
const pageOf = async (id: string) => (await admin.get(`/setup-page/connections/${id}`)).text;
const refreshNow = async (id: string) => {
  const form_token = await formToken(admin);
  return admin.submit(`/setup-page/connections/${id}/refresh`, { form_token });
};

test('access for a limited time is shown at once, announced, and explained at its end', async () => {
  await google().provoke('time_limited', SUPPORT, { seconds: 20 });
  const { location } = await connectMailbox(admin, { account: SUPPORT });
  const { text } = await admin.get(location);
  expect(text.match(new RegExp(LIMITED, 'g'))).toHaveLength(2);
  const id = await connectionIdOf(admin);
  expect(await pageOf(id)).toContain('Reconnect before then');

  await eventually(
    async () => {
      await refreshNow(id);
      return (await pageOf(id)).includes('Access ends soon');
    },
    { everyMs: 500 },
  );
  await connectMailbox(admin, { account: SALES });
  await eventually(
    async () => {
      await refreshNow(id);
      return (await pageOf(id)).includes('The time for which the owner allowed access is over');
    },
    { everyMs: 500 },
  );

  await google().end('time_limited', SUPPORT);
  await connectMailbox(admin, { account: SUPPORT, query: `connection=${id}` });
  const page = await pageOf(id);
  expect(page).toContain('Working</p>');
  expect(page).not.toMatch(LIMITED);
}, 90_000);

test('a mailbox owner is told on the last page', async () => {
  await google().provoke('time_limited', '*');
  const made = await admin.get('/authorization-url?profile=probe&mailbox=info@example.com', {
    accept: 'application/json',
  });
  const owner = person(connector.baseUrl);
  const { location } = await owner.submit(JSON.parse(made.text).authorizationUrl);
  const callback = await consentAs({ authorizationUrl: location, account: 'info@example.com' });
  const { text } = await owner.get(callback.href);
  expect(text).toMatch(LIMITED);
  expect(text).toContain('tick ongoing access on Google’s page');
});

test('in Testing the app is named, and not the owner', async () => {
  await google().heal();
  await google().provoke('testing', '*', { testUsers: [SALES] });
  await connectMailbox(admin, { account: SALES, query: 'profile=send' });
  const page = await pageOf(await connectionIdOf(admin, SALES));
  expect(page).toMatch(/Access ends on .*: Google ends each consent after 7 days/);
  expect(page).not.toMatch(LIMITED);
});
