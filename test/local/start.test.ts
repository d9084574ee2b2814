import { chmodSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { freePort } from '../../build/free-port.ts';
import { launchConnector, startConnector } from '../support/connector.ts';
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
    expect(await refusal({ directory: prepared })).toContain('data_in_use');
    expect((await fetch(`${first.baseUrl}/healthz`)).status).toBe(200);
    await first.end();
  });

  test('starts again on the same data after kill -9', async () => {
    const directory = copy();
    await (await startConnector({ directory })).end('SIGKILL');
    await (await startConnector({ directory })).end();
  });

  test('refuses to start on a used port, and leaves its data unlocked', async () => {
    const first = await startConnector({ directory: copy() });
    const directory = copy();
    expect(await refusal({ directory, port: first.port })).toContain('port_in_use');
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
    expect(await refusal({ directory: copy(), environment })).toContain('store_of_another_client');
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
});
