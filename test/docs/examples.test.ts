import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freePort } from '../../build/free-port.ts';
import { parseConfig } from '../../shared/config/index.ts';
import { delegatedScopesOf } from '../../shared/tokens/index.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import {
  connectionIdOf,
  connectMailbox,
  formToken,
  type Person,
  signedIn,
} from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { DOCUMENTS, fencesIn, ROOT, read } from './documents.ts';
import { describeInShell, runExample, serveExample } from './shell.ts';

const SUPPORT = 'support@example.com';

/** Every command of the documents. Another test compares the Japanese documents with the English. */
const EXAMPLES = DOCUMENTS.filter((path) => !path.endsWith('.ja.md')).flatMap((path) => {
  const fences = fencesIn(read(path));
  return fences.flatMap(({ language, text }, index) => {
    const next = fences[index + 1];
    const answer = next?.language === 'json' ? next.text : null;
    const output = next?.language === 'text' ? next.text : null;
    return language === 'bash' ? [{ path, text, answer, output }] : [];
  });
});

const SF_DEPLOY =
  'sf project deploy start --source-dir salesforce/force-app --target-org your-org --test-level RunLocalTests';

const CALLS_PACKAGE =
  'npm ci && npm run org-package -- --url https://connector.example.com/salesforce-webhook --caller 0123456789ab --mailbox support@example.com';
const CALLS_DEPLOY =
  'sf project deploy start --metadata-dir dist/salesforce-calls.zip --single-package --target-org your-org --test-level RunLocalTests';

/** These are not run as they are written. */
const NOT_RUN: Readonly<Record<string, string>> = {
  'npm ci && npm test': 'it would run this test within itself',
  'npm ci && npm run org-package':
    'npm ci would replace the packages that this test uses; test/salesforce makes the same zip',
  [CALLS_PACKAGE]: 'test/build runs its second half, into another directory',
  [CALLS_DEPLOY]: 'it needs a Salesforce organization; test/salesforce checks what it deploys',
  [SF_DEPLOY]: 'it needs a Salesforce organization; test/salesforce checks what it deploys',
  'npm run keys -- rotate': 'it waits five and a half minutes; test/commands rotates without',
  'npm run vault -- migrate': 'it needs a cloud; test/commands gives it one',
  'npm run vault -- status': 'it needs a cloud; test/commands gives it one',
};

/** These need a Google Cloud project and change it; deploy.test.ts parses them. */
const wantsProject = (text: string): boolean => /^.*\b(gcloud|terraform) /m.test(text);

const run = new Set<string>();

/** The only example of a document with these words, adapted to this test's port and directory. */
function example(path: string, words: string) {
  const found = EXAMPLES.filter((entry) => entry.path === path && entry.text.includes(words));
  const [entry] = found;
  if (!entry || found.length > 1) throw new Error(`${found.length} examples with: ${words}`);
  run.add(entry.text);
  return entry;
}

describeInShell('the examples of the documents', () => {
  const place = temporaryDirectory();
  const directory = temporaryDirectory();
  let connector: Connector;
  let admin: Person;

  const here = (text: string): string =>
    text.replaceAll('127.0.0.1:8080', `127.0.0.1:${connector.port}`);
  const tried = async (path: string, words: string): Promise<string> =>
    runExample(here(example(path, words).text), place);

  beforeAll(async () => {
    await runExample(example('README.md', '>> .env').text, place);
    connector = await startConnector({ directory, cwd: place });
    admin = await signedIn(connector.baseUrl);
    await connectMailbox(admin, { account: SUPPORT });
    await checkNow();
  });
  afterAll(() => connector.end());

  async function checkNow(): Promise<string> {
    const id = await connectionIdOf(admin);
    const form_token = await formToken(admin);
    await admin.submit(`/setup-page/connections/${id}/probe`, { form_token });
    return (await admin.get('/setup-page')).text;
  }

  test.each([
    ['README.md', 'openssl dgst'],
    ['README.md', '-c jar.txt'],
    ['docs/api.md', 'Authorization: Bearer'],
  ])('%s: the example with "%s" answers as documented', async (path, words) => {
    const { answer } = example(path, words);
    expect(answer).not.toBeNull();
    expect(withoutVariableParts(await tried(path, words))).toEqual(
      withoutVariableParts(answer ?? ''),
    );
  });

  test('a grant that a switch revokes is found, explained, and replaced by a reconnect', async () => {
    await tried('README.md', 'faults/revoked');
    expect(await checkNow()).toContain('Needs reconnect</p>');
    await tried('README.md', '-X DELETE');
    const query = `connection=${await connectionIdOf(admin)}`;
    expect((await connectMailbox(admin, { account: SUPPORT, query })).status).toBe(303);
    expect(await checkNow()).toContain('Working</p>');
  });

  test('a failure is explained from a terminal', async () => {
    const { text } = example('README.md', 'npm run --silent diagnose');
    expect(JSON.parse(await runExample(text, ROOT))).toMatchObject({
      code: 'redirect_uri_mismatch',
      whoActs: 'cloud_project_owner',
    });
  });

  test('one function runs alone on the same data', async () => {
    const port = await freePort();
    const { text } = example('README.md', 'functions-framework');
    const serving = serveExample(here(text).replace('PORT=8082', `PORT=${port}`), {
      DATA_DIR: directory,
    });
    const response = await serving.answer(`http://127.0.0.1:${port}/?state=unknown`);
    expect(await response.json()).toMatchObject({
      error: { code: 'authorization_request_unknown' },
    });
    await serving.end();
  });

  test.each([
    ['init', 'There is a key already'],
    ['list', 'seals and opens'],
    ['retire', 'There is one key'],
  ])('npm run keys -- %s runs beside the server', async (verb, words) => {
    const { text } = example('docs/operations.md', `keys -- ${verb}`);
    expect(await runExample(text, ROOT, { DATA_DIR: directory })).toContain(words);
  });

  test('npm run delegation prints what the document shows', async () => {
    const googleUrl = `${connector.baseUrl}/google`;
    const scopes = delegatedScopesOf('probe');
    const keyFile = await emulator(googleUrl).delegate({ 'example.com': scopes });
    const path = `${place}/key.json`;
    writeFileSync(path, JSON.stringify(keyFile));
    const { text, output } = example('docs/operations.md', 'delegation -- check');
    const settings = { GOOGLE_EMULATOR_URL: googleUrl, LC_ALL: 'C.UTF-8' };
    const printed = await runExample(text.replace('key.json', path), ROOT, settings);
    expect(
      printed
        .trim()
        .replace(keyFile.private_key_id, 'KEY_ID')
        .replace(keyFile.client_id, 'CLIENT_ID'),
    ).toBe(output);
  });

  test('the command for a notification secret makes a valid one', async () => {
    const { text } = example('docs/notifications.md', 'openssl rand');
    const NOTIFY_SECRETS = await runExample(text, place);
    const NOTIFY_URL = 'https://hooks.example.com/connector';
    expect(parseConfig({ NOTIFY_URL, NOTIFY_SECRETS }).notify?.secrets).toHaveLength(1);
  });

  test('npm start starts the server and says where to go', async () => {
    // Only the second half, because npm ci would replace the packages that this test uses.
    const [install, start = ''] = example('README.md', 'npm start').text.split(' && ');
    expect(install).toBe('npm ci');
    const port = await freePort();
    const baseUrl = `http://127.0.0.1:${port}`;
    const serving = serveExample(start, {
      PORT: String(port),
      BASE_URL: baseUrl,
      DATA_DIR: `${place}/started`,
    });
    expect(await (await serving.answer(`${baseUrl}/healthz`)).json()).toEqual({ status: 'ok' });
    await serving.says(`${baseUrl}/setup-page`);
    await serving.end();
  });

  test('every example is run, or listed with a reason', () => {
    const left = EXAMPLES.filter(
      ({ text }) => !run.has(text) && !Object.hasOwn(NOT_RUN, text) && !wantsProject(text),
    );
    expect(left).toEqual([]);
    const listed = Object.keys(NOT_RUN).filter((text) => !EXAMPLES.some((e) => e.text === text));
    expect(listed).toEqual([]);
  });
});

/** An answer without the parts that differ each time: times, ports and secrets. */
function withoutVariableParts(answer: string): unknown {
  const constant = answer
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/127\.0\.0\.1:\d+/g, 'HOST')
    .replaceAll(/authorization-url\/[\w-]{43}/g, 'authorization-url/LINK');
  return JSON.parse(constant);
}
