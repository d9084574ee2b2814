import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { explain } from '../../shared/explain/index.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import { type Person, person, signedIn } from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const directory = temporaryDirectory();
let connector: Connector;

beforeAll(async () => {
  connector = await startConnector({ directory });
});
afterAll(() => connector.end());

const ask = (who: Person, words: string, more: Record<string, string> = {}) =>
  who.submit('/setup-page/diagnosis', { words, ...more });

const titlesIn = (page: string): string[] =>
  [...page.matchAll(/diagnosis-title">([^<]+)/g)].map(([, title = '']) => title);

const PASTED = [
  ['a screen’s text', 'Access blocked: connector can only be used within its organization'],
  ['a screen’s text in Japanese', 'エラー 400: redirect_uri_mismatch'],
  ['a code', 'admin_policy_enforced'],
  [
    'an error page’s address',
    'https://accounts.google.com/signin/oauth/error?authError=ChVyZWRpcmVjdF91cmlfbWlzbWF0Y2g%3D',
  ],
  [
    'Salesforce’s answer, over several lines',
    '[{\n  "errorCode": "INVALID_SESSION_ID",\n  "message": "Session expired or invalid"\n}]',
  ],
  ['an answer in JSON', '{"error":"invalid_client","error_description":"Unauthorized"}'],
  [
    'a failure as the command takes it',
    '{"where":"imap","body":"A1 NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)"}',
  ],
  ['a line of the log', '{"severity":"ERROR","code":"store_unavailable","message":"answered"}'],
  ['the network’s words', 'Error: getaddrinfo ENOTFOUND oauth2.googleapis.com'],
] as const;

describe('an error that somebody pastes', () => {
  test.each(PASTED)(
    '%s is answered as the command answers it, without a session',
    async (_, words) => {
      const { code, title, alternatives } = explain(words);
      expect(code).not.toBe('unrecognised');
      const { status, text } = await ask(person(connector.baseUrl), words);
      expect(status).toBe(200);
      const escaped = [title, ...alternatives.map((each) => each.title)].map((each) =>
        each.replaceAll('&', '&amp;'),
      );
      expect(titlesIn(text)).toEqual(escaped);
    },
  );

  test('what points to each of several causes stands with it', async () => {
    const { alternatives } = explain('{"error":"invalid_client"}');
    expect(alternatives.length).toBeGreaterThan(0);
    const { text } = await ask(person(connector.baseUrl), '{"error":"invalid_client"}');
    for (const { sign } of alternatives) expect(text).toContain(sign);
    expect(text.match(/What points to this cause:/g)).toHaveLength(alternatives.length + 1);
  });

  test('what nobody knows is said to be unknown, with the next step', async () => {
    const { text } = await ask(person(connector.baseUrl), 'the cat sat on the mat');
    expect(text).toContain('Nothing fits these words');
    expect(titlesIn(text)).toEqual([]);
  });

  test('an address asks nothing, so that no log of addresses gets what was pasted', async () => {
    const { text } = await person(connector.baseUrl).get(
      '/setup-page/diagnosis?words=admin_policy_enforced',
    );
    expect(titlesIn(text)).toEqual([]);
    expect(text).not.toContain('admin_policy_enforced</textarea>');
  });

  test('nothing of it is logged', async () => {
    await ask(person(connector.baseUrl), 'redirect_uri_mismatch code=4/0Aunmistakable');
    expect(connector.output()).toContain('/setup-page');
    expect(connector.output()).not.toContain('unmistakable');
  });

  test('the language switch keeps the answer, and the reader’s choice', async () => {
    const reader = person(connector.baseUrl);
    const english = await ask(reader, 'admin_policy_enforced');
    expect(english.text).toContain('form="look-up" formnovalidate name="language" value="ja"');
    const japanese = await ask(reader, 'admin_policy_enforced', { language: 'ja' });
    expect(japanese.text).toContain('<html lang="ja">');
    expect(titlesIn(japanese.text)).toHaveLength(titlesIn(english.text).length);
    expect((await reader.get('/setup-page/diagnosis')).text).toContain('<html lang="ja">');
  });

  test('a long Japanese page fits, and more than fits is refused', async () => {
    const long = `redirect_uri_mismatch ${'あ'.repeat(19_900)}`;
    const { status, text } = await ask(person(connector.baseUrl), long);
    expect([status, titlesIn(text).length > 0]).toEqual([200, true]);
    expect((await ask(person(connector.baseUrl), 'あ'.repeat(120_000))).status).toBe(413);
  });

  test('who pastes more than is read is told so', async () => {
    const long = `redirect_uri_mismatch ${'あ'.repeat(25_000)}`;
    const { status, text } = await ask(person(connector.baseUrl), long);
    expect([status, titlesIn(text).length > 0]).toEqual([200, true]);
    expect(text).toContain('Only the first 20,000 characters were read.');
    expect((await ask(person(connector.baseUrl), 'redirect_uri_mismatch')).text).not.toContain(
      'characters were read',
    );
  });

  test('a form of another site is refused', async () => {
    const { status } = await person(connector.baseUrl).send('/setup-page/diagnosis', {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example' },
      body: new URLSearchParams({ words: 'invalid_client' }),
    });
    expect(status).toBe(403);
  });
});

describe('the values of this connector', () => {
  test('who is not signed in sees those that stand in every consent’s address', async () => {
    const { text } = await ask(person(connector.baseUrl), 'redirect_uri_mismatch');
    expect(text).toContain(`value="${connector.baseUrl}/oauth-callback"`);
    expect(text).toContain('value="emulated-client.apps.googleusercontent.com"');
    expect(text).toContain(
      'value="openid,https://www.googleapis.com/auth/userinfo.email,https://www.googleapis.com/auth/gmail.modify"',
    );
  });

  test('a message to who acts has them too, in both languages', async () => {
    const { text } = await ask(person(connector.baseUrl), 'redirect_uri_mismatch');
    const [english = '', japanese = ''] = [
      ...text.matchAll(/<textarea readonly[^>]*>([^<]*)/g),
    ].map(([, body]) => body);
    for (const body of [english, japanese]) {
      expect(body).toContain(`${connector.baseUrl}/oauth-callback`);
    }
    expect([english, japanese]).toEqual([
      expect.stringContaining('What to do:'),
      expect.stringContaining('対処方法:'),
    ]);
    expect(text).toContain('href="mailto:?subject=');
  });

  test('service accounts are shown to administrators only', async () => {
    const admin = await signedIn(connector.baseUrl);
    const google = emulator(`${connector.baseUrl}/google`);
    const key = await google.delegate({
      'example.com': ['https://www.googleapis.com/auth/gmail.labels'],
    });
    const { text: connect } = await admin.get('/setup-page/connect');
    const body = new FormData();
    body.set('form_token', /name="form_token" value="([^"]+)"/.exec(connect)?.[1] ?? '');
    body.set('signing', 'key');
    body.set('domains', 'example.com');
    body.set('profile', 'probe');
    body.set('key_file', new Blob([JSON.stringify(key)]), 'key.json');
    const added = await admin.send('/setup-page/service-accounts', { method: 'POST', body });
    expect(added.status).toBe(303);
    expect((await ask(admin, 'unauthorized_client')).text).toContain(`value="${key.client_id}"`);
    const stranger = await ask(person(connector.baseUrl), 'unauthorized_client');
    expect(stranger.text).not.toContain(key.client_id);
  });
});
