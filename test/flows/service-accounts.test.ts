import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openssl, withoutOpenssl } from '../google/service-account/openssl.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { describeWith } from '../support/describe-with.ts';
import { formToken, type Person, person, type Seen, signedIn } from '../support/person.ts';
import {
  addServiceAccount,
  type EmulatedAccount,
  makeServiceAccount,
  upload,
} from '../support/service-account.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const LIST = '/setup-page/service-accounts';
const PASSWORD = 'marked-password-of-the-p12';
const directory = temporaryDirectory();
let connector: Connector;
let admin: Person;
let account: EmulatedAccount;

beforeAll(async () => {
  connector = await startConnector({ directory, environment: { LOG_LEVEL: 'debug' } });
  admin = await signedIn(connector.baseUrl);
  account = await makeServiceAccount(`${connector.baseUrl}/google`);
});
afterAll(() => connector.end());

const other = (name: string): Promise<EmulatedAccount> =>
  makeServiceAccount(`${connector.baseUrl}/google`, {
    email: `${name}@my-project.iam.gserviceaccount.com`,
  });
const submit = async (path: string, fields: Record<string, string> = {}): Promise<Seen> =>
  admin.submit(path, { form_token: await formToken(admin), ...fields });
const pageOf = async (id: string): Promise<string> => (await admin.get(`${LIST}/${id}`)).text;
type KeyFile = { readonly private_key: string; readonly private_key_id: string };
const fileOf = ({ keyFile }: EmulatedAccount): KeyFile => JSON.parse(keyFile);
const secretPart = (key: string): string => key.split('\n')[8] ?? '';

describe('a service account', () => {
  test('is added by its JSON key file alone, and shows what to enter at Google', async () => {
    const id = await addServiceAccount(admin, account);
    const text = await pageOf(id);
    expect(text).toContain(account.email);
    expect(text).toContain(`value="${account.clientId}"`);
    expect(text).toContain(
      'value="openid,https://www.googleapis.com/auth/userinfo.email,https://www.googleapis.com/auth/gmail.labels"',
    );
    expect(text).toContain('https://admin.google.com/ac/owl/domainwidedelegation');
    expect(text).toContain(fileOf(account).private_key_id);
    expect((await admin.get(LIST)).text).toContain(`${LIST}/${id}`);
  });

  test('is added without a key', async () => {
    const { location } = await upload(admin, LIST, {
      signing: 'keyless',
      service_account: 'keyless@my-project.iam.gserviceaccount.com',
      domains: 'example.com, example.jp',
      profile: 'send',
    });
    const { text } = await admin.get(location);
    expect(text).toContain('There is no key: Google signs');
    expect(text).toContain('example.com, example.jp');
  });

  test('has its domains separated by commas of either script', async () => {
    const { location } = await upload(admin, LIST, {
      signing: 'keyless',
      service_account: 'commas@my-project.iam.gserviceaccount.com',
      domains: 'example.com、example.jp，example.net,example.org',
      profile: 'probe',
    });
    const { text } = await admin.get(location);
    expect(text).toContain('example.com, example.jp, example.net, example.org');
  });

  test('is added by pasted text, also without a script and with the plain form type', async () => {
    const { keyFile, email } = await other('pasted');
    const fields = { signing: 'key', key_text: keyFile, domains: 'example.com', profile: 'probe' };
    const { status, location } = await submit(LIST, fields);
    expect(status).toBe(303);
    expect((await admin.get(location)).text).toContain(email);
  });

  test('whose key belongs to another one is refused in place, with both names', async () => {
    const { keyFile, email } = await other('named');
    const fields = {
      signing: 'key',
      key_text: keyFile,
      service_account: account.email,
      domains: 'x.example',
    };
    const { status, text } = await upload(admin, LIST, { ...fields, profile: 'probe' });
    expect(status).toBe(422);
    expect(text).toContain(email);
    expect(text).toContain('role="alert"');
    expect(text).toContain('x.example</textarea>');
    expect(text).not.toContain(secretPart(JSON.parse(keyFile).private_key));
  });

  test.each([
    ['no key at all', { signing: 'key' }, 'Choose the key file, or paste the key.'],
    ['a text that is no key', { key_text: 'hello' }, 'This is not a service account’s key'],
    [
      'no domains',
      { signing: 'keyless', service_account: 'a@p.iam.gserviceaccount.com' },
      'Enter the domains',
    ],
  ])('is refused in place with %s', async (_what, fields, says) => {
    const { status, text } = await upload(admin, LIST, fields);
    expect(status).toBe(422);
    expect(text).toContain(says);
  });

  test('is not added twice', async () => {
    const fields = { signing: 'key', key_text: account.keyFile, domains: 'example.com' };
    const { status, text } = await upload(admin, LIST, fields);
    expect(status).toBe(409);
    expect(text).toContain('This service account is in the list already.');
  });

  test('has its domains and client ID changed, and a refused change stays in the form', async () => {
    const id = await addServiceAccount(admin, await other('changed'));
    const refused = await submit(`${LIST}/${id}`, { domains: 'nodots', client_id: '' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('nodots</textarea>');
    const { location } = await submit(`${LIST}/${id}`, {
      domains: '@Example.jp',
      client_id: '123456789012345678901',
    });
    const { text } = await admin.get(location);
    expect(text).toContain('The changes are saved.');
    expect(text).toContain('value="123456789012345678901"');
    expect(text).toContain('<dd>example.jp</dd>');
  });

  test('gets a second key, loses the first, and keeps the last', async () => {
    const first = await other('rotated');
    const id = await addServiceAccount(admin, first);
    const second = await other('rotated');
    const path = `${LIST}/${id}/keys`;
    const added = await upload(admin, path, { key_file: new Blob([second.keyFile]) });
    expect((await admin.get(added.location)).text).toContain('signs from now on');
    const prints = [...(await pageOf(id)).matchAll(/keys\/([0-9a-f]{64})\/remove/g)];
    expect(prints).toHaveLength(2);
    const [[, newest], [, oldest]] = prints as [RegExpExecArray, RegExpExecArray];
    await submit(`${path}/${oldest}/remove`);
    const { status, text } = await submit(`${path}/${newest}/remove`);
    expect(status).toBe(409);
    expect(text).toContain('This is the only key.');
    const again = await upload(admin, path, { key_file: new Blob([second.keyFile]) });
    expect(again.status).toBe(409);
  });

  test('is removed with its keys', async () => {
    const id = await addServiceAccount(admin, await other('removed'));
    const { location } = await submit(`${LIST}/${id}/remove`);
    expect((await admin.get(location)).text).toContain('The service account is removed.');
    expect((await admin.get(`${LIST}/${id}`)).status).toBe(404);
  });
});

test.each(['service_account', 'client_id', 'domains', 'certificate_subject'])(
  'a key that was pasted into the field %s is not shown again',
  async (field) => {
    const pasted = '{"private_key": "-----BEGIN PRIVATE KEY-----\\nmarked-key-text"}';
    const fields = { signing: 'key', profile: 'probe', domains: 'example.com', [field]: pasted };
    const { status, text } = await upload(admin, LIST, fields);
    expect(status).toBe(422);
    expect(text).not.toContain('marked-key-text');
  },
);

describeWith(withoutOpenssl, 'a P12 file', () => {
  const tools = openssl();

  test('opens with its password, which is never shown again', async () => {
    const key = tools.key();
    const store = tools.pkcs12(
      { key, certificates: [tools.certificate(key, '/CN=mail')] },
      PASSWORD,
    );
    const fields = {
      signing: 'key',
      key_file: new Blob([new Uint8Array(store)]),
      service_account: 'p12@my-project.iam.gserviceaccount.com',
      domains: 'example.com',
      profile: 'probe',
    };
    const wrong = await upload(admin, LIST, { ...fields, password: `${PASSWORD}-wrong` });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('The password does not open the P12 file');
    expect(wrong.text).not.toContain(PASSWORD);
    const unmatched = { ...fields, password: PASSWORD, certificate_subject: 'other' };
    expect((await upload(admin, LIST, unmatched)).text).toContain(
      'No certificate has that subject',
    );
    const { location } = await upload(admin, LIST, { ...fields, password: PASSWORD });
    expect((await admin.get(location)).text).toContain('>P12<');
  });
});

describe('the pages of service accounts', () => {
  const FORMS = [
    LIST,
    `${LIST}/any`,
    `${LIST}/any/keys`,
    `${LIST}/any/keys/any/remove`,
    `${LIST}/any/remove`,
  ];

  test.each(FORMS)('a stranger cannot post to %s', async (path) => {
    const { status } = await person(connector.baseUrl).submit(path);
    expect(status).toBe(401);
  });

  test.each(FORMS)('a form without its token is refused at %s', async (path) => {
    expect((await admin.submit(path)).status).toBe(403);
  });

  test('a form of another site is refused', async () => {
    const headers = { origin: 'https://evil.example' };
    const body = new FormData();
    body.set('form_token', await formToken(admin));
    expect((await admin.send(LIST, { method: 'POST', body, headers })).status).toBe(403);
  });

  test.each([LIST, `${LIST}/new`, `${LIST}/any`])('%s needs a session', async (path) => {
    expect((await person(connector.baseUrl).get(path)).status).toBe(401);
  });

  test('an unknown service account is not found', async () => {
    expect((await admin.get(`${LIST}/any`)).status).toBe(404);
  });

  test('a file that is larger than any key is refused unread', async () => {
    const key_file = new Blob(['x'.repeat(200_000)]);
    expect((await upload(admin, LIST, { key_file })).status).toBe(413);
  });

  test('a body that is no form is refused', async () => {
    const type = (value: string) => ({ 'content-type': value });
    const sent = (headers: Record<string, string>) =>
      admin.send(LIST, { method: 'POST', body: '{}', headers });
    expect((await sent(type('application/json'))).status).toBe(415);
    expect((await sent(type('multipart/form-data; boundary=x'))).status).toBe(400);
  });

  test('nothing of a key is in the log, and none of it in plain in the database', async () => {
    const secret = secretPart(fileOf(account).private_key);
    expect(secret.length).toBeGreaterThan(40);
    expect(connector.output()).not.toContain(secret);
    expect(connector.output()).not.toContain(PASSWORD);
    expect(readFileSync(`${directory}/connector.sqlite`).includes(secret)).toBe(false);
  });
});
