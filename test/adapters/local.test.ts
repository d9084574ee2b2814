import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from '@jest/globals';
import { openLocalState } from '../../shared/adapters/local/index.ts';
import { systemClock, systemIds } from '../../shared/runtime/system-ports.ts';
import { withNewKey } from '../../shared/sealing/index.ts';
import { damagedConnectionsContract } from '../contract/damaged-connections.ts';

import { storedMailContract } from '../contract/mail.ts';
import { storeContract } from '../contract/store.ts';
import {
  callerSecretVaultContract,
  grantVaultContract,
  orgSecretVaultContract,
  signingKeyVaultContract,
} from '../contract/vaults.ts';
import { sampleAnswered, sampleConnection } from '../support/samples.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const root = temporaryDirectory();
let directories = 0;
const newDirectory = (): string => join(root, String(directories++));
const open = (directory: string, client = 'client') =>
  openLocalState({ directory, client }, { clock: systemClock, ids: systemIds });

async function openedAt(directory: string) {
  const states = [open(directory)];
  const add = () => {
    const state = open(directory);
    states.push(state);
    return state;
  };
  const [first] = states;
  if (!first) throw new Error('unreachable');
  return {
    store: first.store,
    vault: first.vault,
    signingKeys: first.signingKeys,
    orgSecrets: first.orgSecrets,
    callerSecrets: first.callerSecrets,
    another: async () => add().store,
    reopen: () => {
      void states.shift()?.close();
      return add();
    },
    close: async () => {
      for (const state of states) await state.close();
    },
  };
}

const openFresh = async () => {
  const directory = newDirectory();
  const opened = await openedAt(directory);
  const damage = async (id: string, document: string) => {
    const database = new DatabaseSync(join(directory, 'connector.sqlite'));
    database.prepare('UPDATE connections SET document = ? WHERE id = ?').run(document, id);
    database.close();
  };
  return { ...opened, damage, reopen: async () => opened.reopen().store };
};
storeContract('SQLite', openFresh);
damagedConnectionsContract('SQLite', openFresh);

grantVaultContract('SQLite', async () => {
  const opened = await openedAt(newDirectory());
  return { ...opened, reopen: async () => opened.reopen().vault };
});
signingKeyVaultContract('SQLite', async () => {
  const opened = await openedAt(newDirectory());
  const vault = opened.signingKeys;
  return { ...opened, vault, reopen: async () => opened.reopen().signingKeys };
});
orgSecretVaultContract('SQLite', async () => {
  const opened = await openedAt(newDirectory());
  const vault = opened.orgSecrets;
  return { ...opened, vault, reopen: async () => opened.reopen().orgSecrets };
});

callerSecretVaultContract('SQLite', async () => {
  const opened = await openedAt(newDirectory());
  const vault = opened.callerSecrets;
  return { ...opened, vault, reopen: async () => opened.reopen().callerSecrets };
});

storedMailContract('SQLite', async () => {
  const directory = newDirectory();
  const states = [open(directory)];
  const [state] = states;
  if (!state) throw new Error('unreachable');
  return {
    mail: state.mail,
    events: state.store,
    orgTokens: state.orgTokens,
    another: async () => {
      const other = open(directory);
      states.push(other);
      return other.mail;
    },
    damage: async (...place) => {
      const database = new DatabaseSync(join(directory, 'connector.sqlite'));
      database
        .prepare(
          "UPDATE mail_entries SET document = '{}' WHERE connection_id = ? AND message_id = ?",
        )
        .run(...place);
      database.close();
    },
    close: async () => {
      for (const each of states) await each.close();
    },
  };
});

const refusedWith = (code: string, detail = {}) =>
  expect.objectContaining({ code, detail: expect.objectContaining(detail) });

describe('sealing at rest', () => {
  test('no file contains a secret', async () => {
    const directory = newDirectory();
    const { store, vault, signingKeys, orgSecrets, orgTokens, callerSecrets, close } =
      open(directory);
    await store.writeConnection(sampleConnection(), null);
    await store.writeRequest(sampleAnswered(), null);
    await orgSecrets.put('org-1', { kind: 'client_secret', clientSecret: 'marked-client-secret' });
    await orgSecrets.put('org-1', { kind: 'private_key', privateKey: 'marked-private-key' });
    await callerSecrets.put('caller-1', { secret: 'marked-caller-secret' });
    await orgTokens.writeOrgToken('org-1', {
      value: 'marked-org-token',
      instanceUrl: 'https://example.my.salesforce.com',
      expiresAt: new Date('2026-01-01T01:00:00Z'),
    });
    await vault.put('connection-1', { refreshToken: 'marked-refresh-token', scopes: [] });
    await signingKeys.put('delegation-1', { privateKey: 'marked-private-key', keyId: null });
    close();
    const bytes = readFileSync(join(directory, 'connector.sqlite')).toString('latin1');
    expect(bytes).toContain('support@example.com');
    expect(bytes).not.toContain('marked-');
  });

  test('a sealed token does not open in another record, and counts as missing there', async () => {
    const directory = newDirectory();
    const { store, close } = open(directory);
    await store.writeConnection(sampleConnection({ id: 'a' }), null);
    await store.writeConnection(sampleConnection({ id: 'b' }), null);
    const database = new DatabaseSync(join(directory, 'connector.sqlite'));
    database.exec(
      `UPDATE connections SET document = replace(replace((SELECT document FROM connections WHERE id = 'a'), '"id":"a"', '"id":"b"'), '"a.version', '"b.version') WHERE id = 'b'`,
    );
    database.close();
    expect((await store.readConnection('b'))?.value.accessToken).toBeNull();
    expect((await store.readConnection('a'))?.value.accessToken).not.toBeNull();
    close();
  });

  test('a connection that names another’s grant is refused', async () => {
    const directory = newDirectory();
    const { store, close } = open(directory);
    await store.writeConnection(sampleConnection({ id: 'first' }), null);
    const database = new DatabaseSync(join(directory, 'connector.sqlite'));
    database.exec(
      `UPDATE connections SET document = replace(document, '"first.version', '"other.version')`,
    );
    database.close();
    await expect(store.readConnection('first')).rejects.toMatchObject({
      code: 'record_unreadable',
    });
    close();
  });

  test('a document that was edited by hand is refused, and hides no other', async () => {
    const directory = newDirectory();
    const { store, close } = open(directory);
    await store.writeConnection(sampleConnection(), null);
    await store.writeConnection(sampleConnection({ id: 'other' }), null);
    const database = new DatabaseSync(join(directory, 'connector.sqlite'));
    database.exec(`UPDATE connections SET document = replace(document, '"active"', '"fine"')
      WHERE id = 'connection-1'`);
    database.close();
    const listed = await store.listConnections({ after: null, limit: 9 });
    expect(listed.items.map(({ id }) => id)).toEqual(['other']);
    expect(listed.unreadable).toBe(1);
    await expect(store.readConnection('connection-1')).rejects.toEqual(
      refusedWith('record_unreadable'),
    );
    close();
  });

  test('old records open after a rotation, also in the running process', async () => {
    const directory = newDirectory();
    const before = open(directory);
    const version = await before.vault.put('connection-1', { refreshToken: 'old', scopes: [] });
    const after = open(directory);
    await after.keys.change((set) => withNewKey(set, new Date()));
    const newer = await after.vault.put('connection-1', { refreshToken: 'new', scopes: [] });
    expect((await after.vault.get(version))?.refreshToken).toBe('old');
    expect((await before.vault.get(newer))?.refreshToken).toBe('new');
    before.close();
    after.close();
  });
});

describe('the key file', () => {
  test('is created with mode 0600', () => {
    const directory = newDirectory();
    open(directory).close();
    expect(statSync(join(directory, 'keys.json')).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['when it is not JSON', '{'],
    ['when a key is too short', JSON.stringify({ current: 'a', keys: { a: 'AAAA' } })],
  ])('is refused %s', (_, content) => {
    const directory = newDirectory();
    open(directory).close();
    writeFileSync(join(directory, 'keys.json'), content);
    expect(() => open(directory)).toThrow(refusedWith('key_file_unusable'));
  });

  test('is refused when others may read it', () => {
    const directory = newDirectory();
    open(directory).close();
    chmodSync(join(directory, 'keys.json'), 0o644);
    expect(() => open(directory)).toThrow(
      refusedWith('key_file_unusable', { reason: 'open to others: chmod 600' }),
    );
  });

  test('is not replaced when it is lost, because its records would be lost with it', () => {
    const directory = newDirectory();
    open(directory).close();
    rmSync(join(directory, 'keys.json'));
    expect(() => open(directory)).toThrow(refusedWith('key_file_unusable', { reason: 'ENOENT' }));
    expect(existsSync(join(directory, 'keys.json'))).toBe(false);
  });

  test('is refused without its current key', () => {
    const directory = newDirectory();
    open(directory).close();
    const path = join(directory, 'keys.json');
    const file = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify({ ...file, current: 'another' }));
    expect(() => open(directory)).toThrow(refusedWith('key_file_unusable'));
  });
});

describe('a write', () => {
  const beside = (directory: string): DatabaseSync =>
    new DatabaseSync(join(directory, 'connector.sqlite'));

  test('fails when its commit fails', async () => {
    const directory = newDirectory();
    const { store, close } = open(directory);
    const other = beside(directory);
    // A deferred constraint fails at the commit, as a full disk does.
    other.exec(`CREATE TABLE parent (id INTEGER PRIMARY KEY);
      CREATE TABLE child (id REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
      CREATE TRIGGER spoil AFTER INSERT ON connections BEGIN INSERT INTO child VALUES (7); END;
      CREATE TRIGGER spoil_too AFTER INSERT ON authorization_requests
        BEGIN INSERT INTO child VALUES (7); END;`);
    other.close();
    const refused = refusedWith('store_unavailable');
    await expect(store.writeConnection(sampleConnection(), null)).rejects.toEqual(refused);
    await expect(store.writeRequest(sampleAnswered(), null)).rejects.toEqual(refused);
    expect(await store.readConnection('connection-1')).toBeNull();
    expect(await store.readRequest('request-1')).toBeNull();
    close();
  });

  test('waits for another process’s lock without blocking its own process', async () => {
    const directory = newDirectory();
    const { store, close } = open(directory);
    const other = beside(directory);
    other.exec('BEGIN IMMEDIATE');
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
      if (turns === 10) other.exec('COMMIT');
    }, 10);
    expect(await store.writeConnection(sampleConnection(), null)).toBe('1');
    clearInterval(ticking);
    expect(turns).toBeGreaterThanOrEqual(10);
    other.close();
    close();
  });
});

describe('the database', () => {
  const withDatabase = (sql: string): string => {
    const directory = newDirectory();
    open(directory).close();
    const database = new DatabaseSync(join(directory, 'connector.sqlite'));
    database.exec(sql);
    database.close();
    return directory;
  };

  test('is refused when it is newer than the program', () => {
    const directory = withDatabase('PRAGMA user_version = 99');
    expect(() => open(directory)).toThrow(refusedWith('store_newer'));
  });

  test('is refused when its grants belong to another client', async () => {
    const directory = newDirectory();
    const { store, close } = open(directory);
    await store.writeConnection(sampleConnection(), null);
    await close();
    open(directory).close();
    expect(() => open(directory, 'another')).toThrow(refusedWith('store_of_another_client'));
  });

  test('is refused when it belongs to another program', () => {
    const directory = newDirectory();
    open(directory).close();
    rmSync(join(directory, 'connector.sqlite'));
    const database = new DatabaseSync(join(directory, 'connector.sqlite'));
    database.exec('CREATE TABLE theirs (x)');
    database.close();
    expect(() => open(directory)).toThrow(refusedWith('store_corrupt'));
  });

  test('is refused when it is corrupt', () => {
    const directory = newDirectory();
    open(directory).close();
    writeFileSync(join(directory, 'connector.sqlite'), 'x'.repeat(8192));
    expect(() => open(directory)).toThrow(refusedWith('store_corrupt'));
  });

  test('is refused when its directory cannot be created', () => {
    const file = join(newDirectory(), 'file');
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, '');
    expect(() => open(join(file, 'below'))).toThrow(refusedWith('data_directory_unusable'));
  });
});
