import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SecretManagerServiceClient } from '@google-cloud/secret-manager';
import { status } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { temporaryDirectory } from '../temporary-directory.ts';
import { secretManagerClient } from './secret-manager/client.ts';
import { crc32c } from './secret-manager/crc32c.ts';
import { type SecretManager, startSecretManager } from './secret-manager/secret-manager.ts';

const PROJECT = 'projects/test-project';
const SECRET = `${PROJECT}/secrets/grant`;
const ONCE = { retry: null };

const addTo = (client: SecretManagerServiceClient, text: string) =>
  client.addSecretVersion({ parent: SECRET, payload: { data: Buffer.from(text) } }, ONCE);
const createOn = (client: SecretManagerServiceClient) =>
  client.createSecret({
    parent: PROJECT,
    secretId: 'grant',
    secret: { replication: { automatic: {} } },
  });

describe('what a test can do to Secret Manager', () => {
  let double: SecretManager;
  let client: SecretManagerServiceClient;

  beforeEach(async () => {
    double = await startSecretManager({ projectId: 'test-project' });
    client = secretManagerClient(double.port, 'test-project');
    await createOn(client);
    await addTo(client, 'first');
  });
  afterEach(async () => {
    await client.close();
    await double.stop();
  });

  const access = (version: string) =>
    client.accessSecretVersion({ name: `${SECRET}/versions/${version}` }, ONCE);
  const stored = () => double.secrets()[0]?.versions.length;

  test('fails a call before it takes effect, as often as given', async () => {
    double.fault({ method: 'AddSecretVersion', code: status.UNAVAILABLE, times: 2 });
    for (const _ of [1, 2]) {
      await expect(addTo(client, 'more')).rejects.toMatchObject({ code: status.UNAVAILABLE });
    }
    expect(stored()).toBe(1);
    await addTo(client, 'more');
    expect(stored()).toBe(2);
    expect(double.calls()['AddSecretVersion']).toBe(4);
  });

  test('loses an answer after the change was made', async () => {
    double.fault({ method: 'AddSecretVersion', code: status.DEADLINE_EXCEEDED, when: 'after' });
    await expect(addTo(client, 'more')).rejects.toMatchObject({ code: status.DEADLINE_EXCEEDED });
    expect(stored()).toBe(2);
  });

  test('damages a payload on the way, which its checksum shows', async () => {
    double.corrupt(1);
    const [damaged] = await access('1');
    const { data, dataCrc32c } = damaged.payload ?? {};
    expect(String(crc32c(Buffer.from(data ?? '')))).not.toBe(dataCrc32c);
    const [{ payload }] = await access('1');
    expect(Buffer.from(payload?.data ?? '').toString()).toBe('first');
  });

  test('lets latest lag', async () => {
    await addTo(client, 'second');
    double.lagLatest(1);
    expect((await access('latest'))[0].name).toMatch(/versions\/1$/);
    double.heal();
    expect((await access('latest'))[0].name).toMatch(/versions\/2$/);
  });

  test('denies a permission in production’s words', async () => {
    double.deny('AccessSecretVersion');
    await expect(access('1')).rejects.toMatchObject({
      code: status.PERMISSION_DENIED,
      details: `Permission 'secretmanager.versions.access' denied for resource '${SECRET}/versions/1' (or it may not exist).`,
    });
  });

  test('forbids a secret that does not exist, and allows one that does', async () => {
    double.hideMissing();
    const parent = `${PROJECT}/secrets/other`;
    const payload = { data: Buffer.from('text') };
    await expect(client.addSecretVersion({ parent, payload }, ONCE)).rejects.toMatchObject({
      code: status.PERMISSION_DENIED,
      details: `Permission 'secretmanager.versions.add' denied for resource '${parent}' (or it may not exist).`,
    });
    const secret = { replication: { automatic: {} } };
    await client.createSecret({ parent: PROJECT, secretId: 'other', secret });
    await client.addSecretVersion({ parent, payload }, ONCE);
    await addTo(client, 'more');
    double.heal();
    await expect(client.getSecret({ name: `${PROJECT}/secrets/none` }, ONCE)).rejects.toMatchObject(
      { code: status.NOT_FOUND },
    );
  });

  test('exhausts the quota', async () => {
    double.exhaustQuota();
    await expect(access('1')).rejects.toMatchObject({ code: status.RESOURCE_EXHAUSTED });
  });

  test('delays calls', async () => {
    double.latency(100);
    const begun = Date.now();
    await access('1');
    expect(Date.now() - begun).toBeGreaterThanOrEqual(99);
  });

  test('moves the state to another double', async () => {
    const other = await startSecretManager({ projectId: 'test-project', state: double.dump() });
    expect(other.secrets()).toEqual(double.secrets());
    expect(other.secrets()[0]?.versions[0]?.payload?.toString()).toBe('first');
    await other.stop();
  });
});

describe('Secret Manager in its own process', () => {
  const program = fileURLToPath(new URL('./secret-manager/main.ts', import.meta.url));
  const file = join(temporaryDirectory(), 'state.json');
  let child: ChildProcess;

  const start = async (): Promise<SecretManagerServiceClient> => {
    child = spawn(process.execPath, [program, 'test-project', file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = child.stdout ? await once(child.stdout, 'data') : [];
    return secretManagerClient(Number(line), 'test-project');
  };
  const kill = async (client: SecretManagerServiceClient): Promise<void> => {
    await client.close();
    child.kill('SIGKILL');
    await once(child, 'close');
  };
  afterEach(() => {
    child.kill('SIGKILL');
  });

  test('prints its port, and keeps its secrets after kill -9', async () => {
    const first = await start();
    await createOn(first);
    await addTo(first, 'kept');
    await kill(first);
    const second = await start();
    const [{ payload }] = await second.accessSecretVersion({ name: `${SECRET}/versions/1` });
    expect(Buffer.from(payload?.data ?? '').toString()).toBe('kept');
    await kill(second);
  });
});
