import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Connector, startConnector } from '../support/connector.ts';
import { formToken, type Person, person, type Seen, signedIn } from '../support/person.ts';
import { upload } from '../support/service-account.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const LIST = '/setup-page/salesforce';
const CLIENT_ID = '3MVG9emulated.GmailEmailToCase.ConsumerKey';
const SECRET = 'EMULATED0CONSUMER0SECRET';
const USERNAME = /Run As user \(username\)<\/dt><dd><code class="copy">([^<]+)/;

const directory = temporaryDirectory();
let connector: Connector;
let admin: Person;
let org: string;

beforeAll(async () => {
  connector = await startConnector({ directory, environment: { LOG_LEVEL: 'debug' } });
  admin = await signedIn(connector.baseUrl);
  org = `${connector.baseUrl}/salesforce`;
});
afterAll(() => connector.end());

const login = (about: Record<string, string> = {}): Record<string, string> => ({
  my_domain: org,
  choice: 'secret',
  client_id: CLIENT_ID,
  client_secret: SECRET,
  do: 'connect',
  ...about,
});
const submit = async (path: string): Promise<Seen> =>
  admin.submit(path, { form_token: await formToken(admin) });
const inOrg = (fields: Record<string, string>): Promise<Response> =>
  fetch(`${org}/setup`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
const pageOfOrg = async (): Promise<{ readonly path: string; readonly text: string }> => {
  const { text } = await admin.get(LIST);
  const path = /href="(\/setup-page\/salesforce\/127[^"]+)"/.exec(text)?.[1] ?? 'none';
  return { path, text: (await admin.get(path)).text };
};

describe('a Salesforce organization', () => {
  test('is refused in place while its secret is wrong, and what was entered is kept without the secret', async () => {
    const { status, text } = await upload(admin, LIST, login({ client_secret: 'wrong-0-secret' }));
    expect(status).toBe(502);
    expect(text).toContain('role="alert"');
    expect(text).toContain('consumer key or secret of Salesforce is wrong');
    expect(text).toContain(`value="${CLIENT_ID}"`);
    expect(text).not.toContain('wrong-0-secret');
  });

  test.each([
    ['another address', { my_domain: 'https://login.salesforce.com' }, 'This is no My Domain'],
    ['no secret', { client_secret: '' }, 'The consumer secret, or the user name'],
    ['no certificate yet', { choice: 'made' }, 'Make the certificate first'],
    [
      'a certificate of another time',
      { choice: 'made', made_key: 'v1.a.b.c.d' },
      'no longer valid',
    ],
    ['no key file', { choice: 'own' }, 'Choose the key file'],
  ])('is refused in place with %s', async (_what, fields, says) => {
    const { status, text } = await upload(admin, LIST, login(fields));
    expect(status).toBe(422);
    expect(text).toContain(says);
  });

  test('is connected by key and secret, and shows what it is ready for', async () => {
    const { location } = await upload(admin, LIST, login());
    const { text } = await admin.get(location);
    expect(text).toContain('Salesforce logged the connector in.');
    expect(text.match(/event step tone-/g)).toHaveLength(8);
    expect(text).toContain('The connector can log in');
    expect(text).not.toContain(SECRET);
    expect((await admin.get('/setup-page/events')).text).toContain('organization connected');
  });

  test('is not connected twice', async () => {
    const { status, text } = await upload(admin, LIST, login());
    expect(status).toBe(409);
    expect(text).toContain('connected already');
  });

  test('is moved to a certificate that is made here and uploaded there', async () => {
    const { path } = await pageOfOrg();
    const made = await upload(admin, path, login({ choice: 'secret', do: 'certificate' }));
    expect(made.status).toBe(200);
    const sealed = /name="made_key" value="([^"]+)"/.exec(made.text)?.[1] ?? '';
    const file = /href="data:application\/x-pem-file;base64,([^"]+)"/.exec(made.text)?.[1] ?? '';
    const pem = Buffer.from(file, 'base64').toString();
    expect(new X509Certificate(pem).subject).toContain('Email-to-Case');
    expect(made.text).not.toContain('PRIVATE KEY');
    const username = USERNAME.exec(await (await fetch(`${org}/setup`)).text())?.[1] ?? '';
    const fields = login({ choice: 'made', username, made_key: sealed, do: 'save' });
    expect((await upload(admin, path, fields)).text).toContain('role="alert"');
    await inOrg({ do: 'certificate', certificate: pem });
    const { location } = await upload(admin, path, fields);
    const { text } = await admin.get(location);
    expect(text).toContain('The new login works.');
    expect(text).toContain(new X509Certificate(pem).fingerprint256);
  });

  test('that locks the connector out shows at the next check who acts', async () => {
    await inOrg({ do: 'revoke' });
    await fetch(`${org}/emulator/faults/user_inactive`, { method: 'PUT', body: '{}' });
    const { path } = await pageOfOrg();
    const { location } = await submit(`${path}/check`);
    const { text } = await admin.get(location);
    await fetch(`${org}/emulator/faults`, { method: 'DELETE' });
    expect(text).toContain('event step tone-bad');
    expect(text).toContain('A Salesforce administrator');
  });

  test('shows nothing, and changes nothing, without a session or its form token', async () => {
    const { path } = await pageOfOrg();
    const stranger = person(connector.baseUrl);
    for (const address of [LIST, `${LIST}/new`, path]) {
      const { status, text } = await stranger.get(address);
      expect(status).toBe(401);
      expect(text).not.toContain(CLIENT_ID);
    }
    const posts = [LIST, path, `${path}/check`, `${path}/remove`];
    for (const address of posts) expect((await stranger.submit(address, login())).status).toBe(401);
    expect((await admin.submit(`${path}/remove`, { form_token: 'wrong' })).status).toBe(403);
    expect((await admin.submit(`${path}/check`, {})).status).toBe(403);
    expect((await admin.get(path)).status).toBe(200);
  });

  test('that is unknown has no page', async () => {
    expect((await admin.get(`${LIST}/nowhere`)).status).toBe(404);
  });

  test('is removed', async () => {
    const { path } = await pageOfOrg();
    const { location } = await submit(`${path}/remove`);
    expect((await admin.get(location)).text).toContain('The organization was removed.');
    expect((await admin.get(path)).status).toBe(404);
  });

  test('leaves neither its secret nor a private key in the log', () => {
    expect(connector.output()).not.toContain(SECRET);
    expect(connector.output()).not.toContain('PRIVATE KEY');
  });
});
