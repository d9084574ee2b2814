import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { freePort } from '../../build/free-port.ts';
import { openLocalState } from '../../shared/adapters/local/index.ts';
import { systemClock, systemIds } from '../../shared/runtime/system-ports.ts';
import { launchConnector, startConnector } from '../support/connector.ts';
import { sampleConnection } from '../support/samples.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const root = temporaryDirectory();
const prepared = `${root}/prepared`;

beforeAll(async () => {
  const connector = await startConnector({ directory: prepared });
  await connector.end('SIGTERM');
});

let copies = 0;
const copy = (): string => {
  const directory = `${root}/copy-${copies++}`;
  cpSync(prepared, directory, { recursive: true });
  return directory;
};

/** Overwrites a database and removes its log, which may contain every page and repair it. */
function damage(path: string): void {
  for (const log of [`${path}-wal`, `${path}-shm`]) rmSync(log, { force: true });
  writeFileSync(path, 'not a database, but long enough to be one'.repeat(99));
}

/** The client that the data belong to. */
function ownerOf(directory: string): string {
  const database = new DatabaseSync(`${directory}/connector.sqlite`);
  const client = String(database.prepare('SELECT client FROM owner').get()?.['client']);
  database.close();
  return client;
}

/** Starts the server where it must not start. Returns its output. */
async function refusal(options: Parameters<typeof launchConnector>[0]): Promise<string> {
  const connector = await launchConnector(options);
  expect(await connector.exitCode()).toBe(1);
  expect(connector.output()).not.toMatch(/\n\s+at /);
  return connector.output();
}

describe('npm start', () => {
  test('says where to go and who to sign in as, and ends on Ctrl-C', async () => {
    const connector = await startConnector({ directory: `${root}/new` });
    expect(connector.output()).toContain(`${connector.baseUrl}/setup-page`);
    expect(connector.output()).toContain('admin@example.com');
    await connector.end('SIGINT');
    expect(await connector.exitCode()).toBe(0);
  });

  test('refuses to start twice on the same data, and the first continues', async () => {
    const first = await startConnector({ directory: prepared });
    const output = await refusal({ directory: prepared });
    expect(output).toContain('data_in_use');
    expect(output).toContain(`  - url: ${first.baseUrl}/setup-page`);
    expect(output).toMatch(/ {2}- pid: \d+\n/);
    expect((await fetch(`${first.baseUrl}/healthz`)).status).toBe(200);
    await first.end();
  });

  test('starts again on the same data after kill -9', async () => {
    const directory = copy();
    await (await startConnector({ directory })).end('SIGKILL');
    await (await startConnector({ directory })).end();
  });

  test('says in its health and its log at once that its keys are gone, and that they are back', async () => {
    const directory = copy();
    const connector = await startConnector({ directory });
    const health = async () => {
      const response = await fetch(`${connector.baseUrl}/healthz`);
      return [response.status, await response.json()];
    };
    cpSync(`${directory}/keys.json`, `${directory}/kept.json`);
    rmSync(`${directory}/keys.json`);
    expect(await health()).toEqual([503, { status: 'unavailable', code: 'key_file_unusable' }]);
    expect(connector.output()).toMatch(/sealing keys cannot be reloaded[\s\S]*key_file_unusable/);
    cpSync(`${directory}/kept.json`, `${directory}/keys.json`);
    expect(await health()).toEqual([200, { status: 'ok' }]);
    await connector.end();
  });

  test('refuses to start on a used port, and leaves its data unlocked', async () => {
    const first = await startConnector({ directory: copy() });
    const directory = copy();
    const output = await refusal({ directory, port: first.port });
    expect(output).toContain('port_in_use');
    expect(output).toMatch(/PORT=\d+ npm start\n/);
    expect(output).not.toContain(`PORT=${first.port} `);
    await (await startConnector({ directory })).end();
    await first.end();
  });

  test('a corrupt database', async () => {
    const directory = copy();
    damage(`${directory}/connector.sqlite`);
    expect(await refusal({ directory })).toContain('store_corrupt');
  });

  test('a newer database', async () => {
    const directory = copy();
    const database = new DatabaseSync(`${directory}/connector.sqlite`);
    database.exec('PRAGMA user_version = 1000');
    database.close();
    expect(await refusal({ directory })).toContain('store_newer');
  });

  test('a key file that others may read', async () => {
    const directory = copy();
    chmodSync(`${directory}/keys.json`, 0o640);
    expect(await refusal({ directory })).toMatch(/key_file_unusable[\s\S]*chmod 600/);
  });

  test('keys without their database', async () => {
    const directory = copy();
    for (const end of ['', '-wal', '-shm']) {
      rmSync(`${directory}/connector.sqlite${end}`, { force: true });
    }
    expect(await refusal({ directory })).toMatch(/store_missing[\s\S]*connector\.sqlite/);
  });

  test('keys of another installation', async () => {
    const directory = copy();
    const other = `${root}/other`;
    const ports = { clock: systemClock, ids: systemIds };
    await openLocalState({ directory: other, client: 'other' }, ports).close();
    cpSync(`${other}/keys.json`, `${directory}/keys.json`);
    expect(await refusal({ directory })).toContain('keys_of_another_store');
  });

  test('a damaged database of the emulated Google', async () => {
    const directory = copy();
    damage(`${directory}/google.sqlite`);
    expect(await refusal({ directory })).toContain('store_corrupt');
  });

  test('every problem of the configuration at once, and no value of it', async () => {
    const output = await refusal({
      directory: `${root}/never`,
      environment: {
        PORT: '99999',
        BASE_URL: 'http://example.com',
        GOOGLE_CLIENT_SECRET: 'marked-secret',
        SETUP_ADMINS: 'not an address',
        SALESFORCE_WEBHOOK_SECRETS: 'marked-short',
        LOG_LEVEL: 'loud',
      },
    });
    for (const name of ['PORT', 'BASE_URL', 'GOOGLE_CLIENT_ID', 'SETUP_ADMINS', 'LOG_LEVEL']) {
      expect(output).toContain(`  - ${name} must`);
    }
    expect(output).toContain('SALESFORCE_WEBHOOK_SECRETS must');
    expect(output).not.toContain('marked');
  });

  test('a damaged lock', async () => {
    const directory = copy();
    writeFileSync(`${directory}/server.lock`, 'x'.repeat(8192));
    expect(await refusal({ directory })).toContain('store_corrupt');
  });

  test('grants of the emulated Google for the real one', async () => {
    const environment = {
      GOOGLE_CLIENT_ID: 'id.apps.googleusercontent.com',
      GOOGLE_CLIENT_SECRET: 'secret',
      SETUP_ADMINS: 'example.com',
    };
    const directory = copy();
    const clock = { clock: systemClock, ids: systemIds };
    const client = ownerOf(directory);
    const { store, close } = openLocalState({ directory, client }, clock);
    await store.writeConnection(sampleConnection(), null);
    await close();
    expect(await refusal({ directory, environment })).toContain('store_of_another_client');
  });

  test('the real Google without SETUP_ADMINS', async () => {
    const environment = {
      GOOGLE_CLIENT_ID: 'id.apps.googleusercontent.com',
      GOOGLE_CLIENT_SECRET: 'secret',
    };
    expect(await refusal({ directory: `${root}/never`, environment })).toContain('SETUP_ADMINS');
  });

  test('with the real Google, only the scheduler’s keys are emulated', async () => {
    const environment = {
      GOOGLE_CLIENT_ID: 'client.apps.googleusercontent.com',
      GOOGLE_CLIENT_SECRET: 'secret',
      SETUP_ADMINS: 'example.com',
    };
    const connector = await startConnector({ directory: `${root}/real`, environment });
    expect(connector.output()).toContain(`${connector.baseUrl}/oauth-callback`);
    const at = (path: string) =>
      fetch(`${connector.baseUrl}/google${path}`).then(({ status }) => status);
    expect(await at('/oauth2/v3/certs')).toBe(200);
    for (const path of ['/o/oauth2/v2/auth', '/emulator', '/gmail/v1/users/me/labels']) {
      expect(await at(path)).toBe(404);
    }
    const response = await fetch(`${connector.baseUrl}/setup-page/sign-in`, {
      method: 'POST',
      body: new URLSearchParams(),
      redirect: 'manual',
    });
    const location = new URL(response.headers.get('location') ?? '');
    expect(location.origin).toBe('https://accounts.google.com');
    expect(location.searchParams.get('redirect_uri')).toBe(`${connector.baseUrl}/oauth-callback`);
    expect(location.searchParams.get('code_challenge_method')).toBe('S256');
    await connector.end();
  });

  test('reads settings from .env, and prefers the environment', async () => {
    const directory = `${root}/dotenv`;
    const port = await freePort();
    cpSync(prepared, directory, { recursive: true });
    writeFileSync(`${directory}/.env`, `PORT=1\nSETUP_ADMINS=owner@example.com\n`);
    const connector = await startConnector({ directory, port, cwd: directory });
    expect(connector.output()).toContain('owner@example.com');
    expect(readFileSync(`${directory}/.env`, 'utf8')).toContain('PORT=1');
    await connector.end();
  });

  test('names the process that really runs after an earlier one was killed', async () => {
    const directory = copy();
    const killed = await startConnector({ directory });
    await killed.end('SIGKILL');
    const second = await startConnector({ directory });
    expect(await refusal({ directory })).toContain(second.baseUrl);
    await second.end('SIGTERM');
    expect(existsSync(`${directory}/server.json`)).toBe(false);
  });

  test('says whether the webhook and notifications are on', async () => {
    const off = await startConnector({ directory: copy() });
    expect(off.output()).toMatch(/Webhook +for the callers of the setup page\n/);
    expect(off.output()).toMatch(/Notifies +nobody: set NOTIFY_URL and NOTIFY_SECRETS\n/);
    await off.end();
    const secret = 'marked-'.repeat(9);
    const environment = {
      SALESFORCE_WEBHOOK_SECRETS: secret,
      NOTIFY_URL: 'https://hooks.example.com/a?key=marked',
      NOTIFY_SECRETS: `whsec_${Buffer.alloc(24, 1).toString('base64')}`,
    };
    const on = await startConnector({ directory: copy(), environment });
    expect(on.output()).toMatch(/Webhook +on, for Salesforce \(one secret\)\n/);
    expect(on.output()).toMatch(/Notifies +https:\/\/hooks.example.com\/a\n/);
    expect(on.output()).not.toContain('marked');
    await on.end();
  });
});

describe('a data directory that cannot be used is named, with the system’s reason', () => {
  const file = `${root}/a-file`;
  beforeAll(() => writeFileSync(file, ''));

  test.each([
    ['a file', file, 'ENOTDIR'],
    ['below a file', `${file}/data`, 'ENOTDIR'],
    ['where nothing can be created', '/proc/nowhere', 'ENOENT'],
    ['a link to nowhere', `${root}/dangling`, 'ENOENT'],
  ])('%s', async (_, directory, reason) => {
    rmSync(`${root}/dangling`, { force: true });
    symlinkSync(`${root}/missing`, `${root}/dangling`);
    const output = await refusal({ directory });
    expect(output).toContain('data_directory_unusable');
    expect(output).toContain(`  - directory: ${directory}\n  - reason: ${reason}\n`);
    expect(output).not.toContain('Try again in a moment');
  });

  test('one that is read-only, with a damaged database in it', async () => {
    const directory = copy();
    damage(`${directory}/connector.sqlite`);
    chmodSync(directory, 0o500);
    const output = await refusal({ directory });
    // The superuser may write it nevertheless, and then the damage is found.
    const code = process.getuid?.() === 0 ? 'store_corrupt' : 'data_directory_unusable';
    expect(output).toContain(code);
    expect(output).not.toContain('Try again in a moment');
  });

  test('one whose database is a directory', async () => {
    const directory = copy();
    rmSync(`${directory}/connector.sqlite`);
    mkdirSync(`${directory}/connector.sqlite`);
    const output = await refusal({ directory });
    expect(output).toMatch(/data_directory_unusable[\s\S]*SQLITE_CANTOPEN/);
  });
});

describe('a .env that cannot be used stops the start', () => {
  const withFile = (content: string | Buffer): string => {
    const cwd = copy();
    writeFileSync(`${cwd}/.env`, content);
    return cwd;
  };

  test('a directory', async () => {
    const cwd = copy();
    mkdirSync(`${cwd}/.env`);
    const output = await refusal({ directory: cwd, cwd });
    expect(output).toContain('.env could not be read: EISDIR');
  });

  test('a link to itself', async () => {
    const cwd = copy();
    symlinkSync('.env', `${cwd}/.env`);
    expect(await refusal({ directory: cwd, cwd })).toContain('.env could not be read: ELOOP');
  });

  test.each([
    ['UTF-16, as PowerShell writes it', Buffer.from('\ufeffLOG_LEVEL=info\n', 'utf16le')],
    ['UTF-16 without a mark', Buffer.from('LOG_LEVEL=info\n', 'utf16le')],
    ['Latin-1', Buffer.from('# gr\u00fcn\nLOG_LEVEL=info\n', 'latin1')],
  ])('%s', async (_, content) => {
    const cwd = withFile(content);
    const output = await refusal({ directory: cwd, cwd });
    expect(output).toContain('.env could not be read: it is not UTF-8 text');
  });

  test('one with a misspelt setting, and with a setting twice', async () => {
    const cwd = withFile('SALESFORCE_WEBHOOK_SECRET=marked\nLOG_LEVEL=info\nLOG_LEVEL=debug\n');
    const output = await refusal({ directory: cwd, cwd });
    expect(output).toContain('SALESFORCE_WEBHOOK_SECRET is no setting');
    expect(output).toContain('did you mean SALESFORCE_WEBHOOK_SECRETS?');
    expect(output).toContain('LOG_LEVEL must be given once, but .env has it twice');
    expect(output).not.toContain('marked');
  });

  test('one with a byte order mark, Windows line ends and foreign names is read', async () => {
    const cwd = withFile('\ufeffSETUP_ADMINS=owner@example.com\r\nHTTPS_PORT=1\r\n');
    const connector = await startConnector({ directory: cwd, cwd });
    expect(connector.output()).toMatch(/Sign in as +owner@example\.com\n/);
    await connector.end();
  });
});

test.each([
  [{ LANG: 'ja_JP.UTF-8' }, '対処: メッセージに示された'],
  [{ LANG: 'en_US.UTF-8', LC_ALL: 'ja_JP' }, '対処: メッセージに示された'],
  [{ LANG: 'ja_JP.UTF-8', LC_ALL: 'C.UTF-8' }, 'What to do: Correct everything'],
])(
  'a failed start prints what to do in the language of the terminal: %j',
  async (locale, words) => {
    const environment = { ...locale, LOG_LEVEL: 'loud' };
    const output = await refusal({ directory: `${root}/never`, environment });
    expect(output).toContain(words);
    expect(output).toContain('configuration_invalid');
  },
);
