import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openLocalState } from '../../shared/adapters/local/index.ts';
import { systemClock, systemIds } from '../../shared/runtime/system-ports.ts';
import { type KeySet, withNewKey, withoutOldKeys } from '../../shared/sealing/index.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { type FaultyCloud, openFaultyCloud } from '../support/cloud/faulty-cloud.ts';
import { sampleAnswered, sampleConnection } from '../support/samples.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { codeOf } from '../tokens/harness.ts';

const GRANT = { refreshToken: 'marked-refresh-token', scopes: [] };
const root = temporaryDirectory();
let rounds = 0;

describe('on one machine', () => {
  let directory: string;
  let version: string;

  const open = (at = directory, client = 'client', mayClaim = true) =>
    openLocalState({ directory: at, client, mayClaim }, { clock: systemClock, ids: systemIds });
  const path = (name: 'connector.sqlite' | 'connector.sqlite-wal' | 'keys.json') =>
    join(directory, name);
  const refusal = (...about: Parameters<typeof open>) =>
    codeOf((async () => open(...about).close())());
  const keys = (): KeySet => JSON.parse(readFileSync(path('keys.json'), 'utf8'));
  const writeKeys = (set: object) => writeFileSync(path('keys.json'), JSON.stringify(set));
  const inDatabase = (sql: string) => {
    const database = new DatabaseSync(path('connector.sqlite'));
    database.exec(sql);
    database.close();
  };
  /** A directory with a mailbox and its grant. */
  const fill = async (at: string): Promise<string> => {
    const state = open(at);
    await state.store.writeConnection(sampleConnection(), null);
    const stored = await state.vault.put('connection-1', GRANT);
    await state.close();
    return stored;
  };
  const opensTheGrant = async () => {
    const state = open();
    expect((await state.vault.get(version))?.refreshToken).toBe(GRANT.refreshToken);
    await state.close();
  };

  beforeEach(async () => {
    directory = join(root, String(rounds++));
    version = await fill(directory);
  });

  test.each([
    ['removed', () => rmSync(path('connector.sqlite'))],
    ['emptied', () => truncateSync(path('connector.sqlite'))],
    [
      'replaced by an empty database',
      () => {
        rmSync(path('connector.sqlite'));
        inDatabase('PRAGMA journal_mode = WAL');
      },
    ],
  ])('keys are refused when their database was %s', async (_, damage) => {
    damage();
    expect(await refusal()).toBe('store_missing');
    expect(await refusal()).toBe('store_missing');
  });

  test('a write-ahead log without its database stays as it is, also without keys', async () => {
    rmSync(path('connector.sqlite'));
    writeFileSync(path('connector.sqlite-wal'), 'records that can be salvaged');
    expect(await refusal()).toBe('store_missing');
    rmSync(path('keys.json'));
    expect(await refusal()).toBe('store_missing');
    writeFileSync(path('connector.sqlite'), '');
    expect(await refusal()).toBe('store_missing');
    expect(readFileSync(path('connector.sqlite-wal'), 'utf8')).toContain('salvaged');
    expect(existsSync(path('keys.json'))).toBe(false);
  });

  test('keys of another installation are refused, and the right ones work again', async () => {
    const other = join(root, String(rounds++));
    await fill(other);
    const own = keys();
    copyFileSync(join(other, 'keys.json'), path('keys.json'));
    expect(await refusal()).toBe('keys_of_another_store');
    // As release 0.1 wrote them, without a name.
    const { installation, ...unnamed } = keys();
    writeKeys(unnamed);
    expect(await refusal()).toBe('keys_of_another_store');
    writeKeys(own);
    await opensTheGrant();
  });

  test('new keys are refused, also under the name of the installation', async () => {
    const { installation } = keys();
    const [current, key] = ['aaaaaaaa', Buffer.alloc(32).toString('base64')];
    writeKeys({ current, installation, keys: { [current]: key } });
    expect(await refusal()).toBe('keys_of_another_store');
  });

  test('lost keys are not replaced', async () => {
    rmSync(path('keys.json'));
    expect(await refusal()).toBe('key_file_unusable');
    expect(existsSync(path('keys.json'))).toBe(false);
  });

  test('the name of the installation survives a rotation, a retirement and a restore of both', async () => {
    const { installation } = keys();
    const state = open();
    const backup = `${directory}-backup`;
    mkdirSync(backup);
    await state.keys.change((set) => withNewKey(set, new Date()));
    for (const each of state.sealed) {
      for await (const id of each.listOthers((await state.keys.load()).current)) {
        await each.reseal(id);
      }
    }
    await state.keys.change(withoutOldKeys);
    await state.close();
    expect(keys().installation).toBe(installation);
    expect(Object.keys(keys().keys)).not.toContain(installation);
    for (const name of ['connector.sqlite', 'keys.json'] as const) {
      copyFileSync(path(name), join(backup, name));
    }
    await opensTheGrant();
    directory = backup;
    await opensTheGrant();
  });

  test('a database and keys of release 0.1 are bound to each other at the first start', async () => {
    inDatabase('UPDATE owner SET installation = NULL');
    const { installation, ...unnamed } = keys();
    writeKeys(unnamed);
    await opensTheGrant();
    expect(keys().installation).toBe(unnamed.current);
    // A rotation by release 0.1 drops the name.
    writeKeys(withNewKey(unnamed, new Date()));
    await opensTheGrant();
    expect(keys().installation).toBe(unnamed.current);
    rmSync(path('connector.sqlite'));
    writeKeys(unnamed);
    expect(await refusal()).toBe('store_missing');
  });

  test('a first start that was interrupted can be repeated', async () => {
    rmSync(path('connector.sqlite'));
    writeKeys({ ...keys(), installation: null });
    version = await fill(directory);
    await opensTheGrant();
    expect(keys().installation).toBe(keys().current);
    // Interrupted between the two names.
    writeKeys({ ...keys(), installation: null });
    await opensTheGrant();
    expect(keys().installation).toBe(keys().current);
  });

  test('a database without mailboxes takes the client of the next start', async () => {
    directory = join(root, String(rounds++));
    await open(directory, 'mistyped').close();
    expect(await refusal(directory, 'corrected')).toBeNull();
    await fill(directory).catch(() => null);
    inDatabase('DELETE FROM connections');
    // A grant whose connection was not written yet is somebody's too.
    expect(await refusal(directory, 'mistyped')).toBe('store_of_another_client');
  });

  test('a command does not take an empty database from a running server', async () => {
    directory = join(root, String(rounds++));
    const server = open(directory, 'server');
    await open(directory, 'command', false).close();
    await server.store.writeConnection(sampleConnection(), null);
    expect(await refusal(directory, 'server')).toBeNull();
    expect(await refusal(directory, 'command')).toBe('store_of_another_client');
    await server.close();
  });
});

describeWithFirestore('in the cloud', (firestore) => {
  let cloud: FaultyCloud;

  beforeAll(async () => {
    cloud = await openFaultyCloud(firestore, { grantVaults: ['sealed-firestore'] });
  });
  beforeEach(() => cloud.reset());
  afterAll(() => cloud?.close());

  const installation = () => cloud.database.doc('installation/current');
  const stored = async () => (await installation().get()).data() ?? {};
  const fill = async () => {
    await cloud.state.store.writeConnection(sampleConnection(), null);
    return cloud.state.vault.put('connection-1', GRANT);
  };
  const keyring = () => codeOf(cloud.another().keyring.current());
  /** Changes the keys in Secret Manager in place. */
  const replaceKeys = (change: (set: KeySet) => object) => {
    const dump = JSON.parse(cloud.secretManager.dump());
    const versions = dump.secrets.find(({ id }: { id: string }) => id.endsWith('-keyring'));
    for (const each of versions.versions) {
      const set = JSON.parse(Buffer.from(each.payload, 'base64').toString());
      each.payload = Buffer.from(JSON.stringify(change(set))).toString('base64');
    }
    cloud.secretManager.restore(JSON.stringify(dump));
  };
  const unnamed = ({ installation: _, ...set }: KeySet) => set;
  const foreign = (): KeySet => {
    const key = Buffer.alloc(32).toString('base64');
    return { current: 'aaaaaaaa', installation: 'aaaaaaaa', keys: { aaaaaaaa: key } };
  };

  test('keys of another installation are refused before anything is accepted', async () => {
    await fill();
    replaceKeys(foreign);
    expect(await keyring()).toBe('keys_of_another_store');
    const another = cloud.another();
    expect(await codeOf(another.vault.put('connection-2', GRANT))).toBe('keys_of_another_store');
    expect(await codeOf(another.store.writeRequest(sampleAnswered(), null))).toBe(
      'keys_of_another_store',
    );
    const rotate = (set: KeySet) => withNewKey(set, new Date());
    expect(await codeOf(another.keys.change(rotate))).toBe('keys_of_another_store');
  });

  test('unnamed foreign keys are refused by what is stored, of release 0.1 or not', async () => {
    await fill();
    replaceKeys(() => unnamed(foreign()));
    expect(await keyring()).toBe('keys_of_another_store');
    const { installation: _, ...older } = await stored();
    await installation().set(older);
    expect(await keyring()).toBe('keys_of_another_store');
  });

  test('an operator can accept other keys deliberately', async () => {
    await fill();
    replaceKeys(foreign);
    await installation().update({ installation: 'aaaaaaaa' });
    expect(await keyring()).toBeNull();
  });

  test('an installation of release 0.1 gets its name at the first use, and keeps it', async () => {
    const version = await fill();
    const { installation: name, ...older } = await stored();
    await installation().set(older);
    replaceKeys(unnamed);
    expect((await cloud.another().vault.get(version))?.refreshToken).toBe(GRANT.refreshToken);
    expect((await stored())['installation']).toBe(name);
    const state = cloud.another();
    await state.keys.change((set) => withNewKey(set, new Date()));
    await state.keys.change(withoutOldKeys);
    expect((await state.keys.load()).installation).toBe(name);
    expect((await stored())['installation']).toBe(name);
    expect(await keyring()).toBeNull();
  });

  test('keys init adopts the keys that are in the secret when the installation is gone', async () => {
    const version = await fill();
    const before = await stored();
    await installation().delete();
    expect(await keyring()).toBe('keyring_unusable');
    expect(await cloud.another().keys.create()).toBe(true);
    expect(await stored()).toMatchObject({ installation: before['installation'] });
    expect((await cloud.another().vault.get(version))?.refreshToken).toBe(GRANT.refreshToken);
  });

  test('keys init makes no keys beside records of lost ones', async () => {
    await fill();
    await installation().delete();
    const dump = cloud.secretManager.dump();
    cloud.secretManager.restore(JSON.stringify({ ...JSON.parse(dump), secrets: [] }));
    expect(await codeOf(cloud.another().keys.create())).toBe('keys_of_another_store');
    expect(cloud.secretManager.secrets()).toEqual([]);
  });

  test('a database without mailboxes takes the client of the next start', async () => {
    const at = (client: string, mayClaim = true) =>
      codeOf(cloud.another({ client, mayClaim }).keyring.current());
    expect(await at('command', false)).toBeNull();
    expect((await stored())['client']).toBe('client');
    expect(await at('corrected')).toBeNull();
    expect((await stored())['client']).toBe('corrected');
    await cloud.another({ client: 'corrected' }).store.writeRequest(sampleAnswered(), null);
    expect(await at('mistyped')).toBe('store_of_another_client');
  });
});
