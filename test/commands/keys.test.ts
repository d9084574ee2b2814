import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { factsOf, runCommand } from '../support/command.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { expireTokens } from '../support/expire-tokens.ts';
import {
  checkNow,
  connectionIdOf,
  connectMailbox,
  goThroughGoogle,
  type Person,
  person,
  signedIn,
} from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';

describe('npm run keys, called by a newcomer', () => {
  const empty = temporaryDirectory();

  test.each([[[]], [['rotat']], [['list', 'all']], [['rotate', '--wait']]])(
    'shows its usage with %j',
    async (args) => {
      const { code, stdout, stderr } = await runCommand(['keys', ...args], {});
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('Usage: npm run keys -- VERB');
      expect(stderr).toContain('docs/operations.md');
      if (args.length > 0) expect(stderr).toContain(`Not understood: ${args.join(' ')}`);
    },
  );

  test('creates nothing in the wrong directory, and says where to go', async () => {
    const { code, stderr } = await runCommand(['keys', 'rotate'], { DATA_DIR: empty });
    expect(code).toBe(1);
    expect(stderr).toContain(`there is no ${empty}/connector.sqlite`);
    expect(stderr).toContain('set STATE=cloud');
  });

  test('names what is missing in half a configuration', async () => {
    const { code, stderr } = await runCommand(['keys', 'list'], { STATE: 'cloud' });
    expect(code).toBe(1);
    expect(stderr).toContain('GOOGLE_CLOUD_PROJECT must be set');
  });

  test('reads a named settings file on Cloud Run too, where it looks for none', async () => {
    const args = ['keys', 'list', '--env', '/nowhere/cloud.env'] as const;
    const { code, stderr } = await runCommand([...args], { K_SERVICE: 'any' });
    expect(code).toBe(1);
    expect(stderr).toContain('/nowhere/cloud.env could not be read: ENOENT');
  });

  test('init does not tie a real database to the emulated client', async () => {
    const environment = { STATE: 'cloud', GOOGLE_CLOUD_PROJECT: 'some-project' };
    const { code, stderr } = await runCommand(['keys', 'init'], environment);
    expect(code).toBe(1);
    expect(stderr).toContain('GOOGLE_CLIENT_ID must be set');
  });
});

describe('npm run keys, beside a running npm start', () => {
  const directory = temporaryDirectory();
  let connector: Connector;
  let admin: Person;
  let callback: URL;
  let first: string;
  const outputs: string[] = [];

  const keys = async (...args: string[]) => {
    const ended = await runCommand(['keys', ...args], { DATA_DIR: directory });
    outputs.push(ended.stdout + ended.stderr);
    return ended;
  };

  beforeAll(async () => {
    connector = await startConnector({ directory });
    admin = await signedIn(connector.baseUrl);
    await connectMailbox(admin, { account: SUPPORT });
    // A consent whose redirect is not followed yet, which a rotation must not break.
    callback = await goThroughGoogle(admin, { account: 'sales@example.com' });
  });
  afterAll(() => connector.end());

  test('init changes nothing, list shows one key', async () => {
    const made = await keys('init');
    expect([made.code, made.stdout]).toEqual([
      0,
      expect.stringContaining('There is a key already'),
    ]);
    const listed = factsOf(await keys('list', '--json'));
    first = String(listed['current']);
    expect(listed).toMatchObject({ keys: [first], rotatedAt: null });
  });

  test('rotate reseals everything, and a pending authorization completes', async () => {
    const { code, stdout, stderr } = await keys('rotate', '--no-wait');
    expect(code).toBe(0);
    expect(stderr).toMatch(/^Key \w+ is new, and seals from now on\.\n/);
    expect(stdout).toContain('Counted: every record is sealed with');
    expect((await admin.get(callback.href)).status).toBe(303);
    const { text } = await admin.get('/setup-page');
    expect(text).toContain('sales@example.com');
    expect((await checkNow(admin, await connectionIdOf(admin))).text).toContain('INBOX');
  });

  test('two rotations at the same time end with one current key, and every record opens', async () => {
    const both = await Promise.all([keys('rotate', '--no-wait'), keys('rotate', '--no-wait')]);
    expect(both.map(({ code }) => code)).toContain(0);
    expect((await keys('reseal', '--no-wait')).code).toBe(0);
    const listed = factsOf(await keys('list', '--json'));
    expect(listed).toMatchObject({
      keys: expect.arrayContaining([first, listed['current']]),
      needOld: { 'access tokens': 0, 'authorization requests': 0, grants: 0 },
    });
    const id = await connectionIdOf(admin);
    expireTokens(directory);
    expect((await checkNow(admin, id)).text).toContain('INBOX');
  });

  test('retire refuses while a record needs an old key', async () => {
    withDatabase((database) =>
      database
        .prepare('INSERT INTO authorization_requests VALUES (?, 1, ?, NULL, ?)')
        .run('needs-old', 8.64e15, `v1.${first}.a.b.c`),
    );
    const refused = await keys('retire', '--no-wait', '--json');
    expect(refused).toMatchObject({ code: 1, stderr: '' });
    expect(factsOf(refused)).toEqual({ error: { code: 'keys_in_use', detail: { records: '1' } } });
    const resealed = await keys('reseal', '--no-wait');
    expect(resealed.code).toBe(1);
    expect(resealed.stdout).toContain('0 sealed anew, 1 unreadable, 1 left');
    expect(resealed.stdout).toContain('Not done: 1 records still need an older key');
    withDatabase((database) =>
      database.exec(`DELETE FROM authorization_requests WHERE id = 'needs-old'`),
    );
  });

  test('after retire, old sessions must sign in again and everything else works', async () => {
    const { code, stdout } = await keys('retire', '--no-wait');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Removed for good: /);
    expect(stdout).toContain(first);
    await letGoOfOldKeys();
    const refused = await admin.get('/setup-page');
    expect(refused.status).toBe(401);
    expect(refused.text).toContain('/setup-page/sign-in');
    admin = await signedIn(connector.baseUrl);
    expect((await checkNow(admin, await connectionIdOf(admin))).text).toContain('INBOX');
    expect((await keys('list')).stdout.trim().split('\n')).toHaveLength(7);
  });

  test('prints no key', () => {
    const { keys: all } = JSON.parse(readFileSync(`${directory}/keys.json`, 'utf8'));
    for (const key of Object.values(all)) expect(outputs.join('\n')).not.toContain(key);
  });

  /** A cookie with an unknown key makes the server reload its keys, as it would after a minute. */
  const letGoOfOldKeys = async (): Promise<void> => {
    const forger = person(connector.baseUrl);
    forger.setCookie('connector_session', 'v1.00000000.AA.AA.AA');
    expect((await forger.get('/setup-page')).status).toBe(401);
  };
  const withDatabase = (work: (database: DatabaseSync) => void): void => {
    const database = new DatabaseSync(`${directory}/connector.sqlite`, { timeout: 5000 });
    work(database);
    database.close();
  };
});
