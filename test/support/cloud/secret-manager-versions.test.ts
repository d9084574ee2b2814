import type { SecretManagerServiceClient } from '@google-cloud/secret-manager';
import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { secretManagerClient } from './secret-manager/client.ts';
import { crc32c } from './secret-manager/crc32c.ts';
import { type SecretManager, startSecretManager } from './secret-manager/secret-manager.ts';

const PROJECT = 'projects/test-project';
const NUMBER = 'projects/123456789012';
const SECRET = `${PROJECT}/secrets/grant`;

let double: SecretManager;
let client: SecretManagerServiceClient;
let withoutVersions: string;

beforeAll(async () => {
  double = await startSecretManager({ projectId: 'test-project' });
  client = secretManagerClient(double.port, 'test-project');
  const secret = { replication: { automatic: {} } };
  await client.createSecret({ parent: PROJECT, secretId: 'grant', secret });
  withoutVersions = double.dump();
});
afterAll(async () => {
  await client.close();
  await double.stop();
});
beforeEach(() => {
  double.restore(withoutVersions);
});

const add = async (text: string) =>
  (await client.addSecretVersion({ parent: SECRET, payload: { data: Buffer.from(text) } }))[0];
const read = async (version: string) => {
  const name = `${SECRET}/versions/${version}`;
  const [{ payload }] = await client.accessSecretVersion({ name }, { retry: null });
  return Buffer.from(payload?.data ?? '').toString();
};
const at = (version: number) => ({ name: `${SECRET}/versions/${version}` });

test('versions are numbered, and named with the project’s number', async () => {
  expect((await add('first')).name).toBe(`${NUMBER}/secrets/grant/versions/1`);
  expect((await add('second')).name).toBe(`${NUMBER}/secrets/grant/versions/2`);
  expect(await read('1')).toBe('first');
  expect(await read('latest')).toBe('second');
});

test('versions keep their number when they are destroyed', async () => {
  await add('first');
  await client.destroySecretVersion(at(1));
  expect((await add('second')).name).toMatch(/versions\/2$/);
});

test('versions of an unknown secret or with an unknown number are not found', async () => {
  await expect(read('1')).rejects.toMatchObject({ code: status.NOT_FOUND });
  await expect(read('latest')).rejects.toMatchObject({ code: status.NOT_FOUND });
  const name = `${PROJECT}/secrets/nothing/versions/1`;
  await expect(client.getSecretVersion({ name })).rejects.toMatchObject({
    code: status.NOT_FOUND,
  });
});

test('versions carry a checksum', async () => {
  const data = Buffer.from('grant');
  const dataCrc32c = crc32c(data);
  const [version] = await client.addSecretVersion({
    parent: SECRET,
    payload: { data, dataCrc32c },
  });
  expect(version.clientSpecifiedPayloadChecksum).toBe(true);
  const [{ payload }] = await client.accessSecretVersion(at(1));
  expect(payload?.dataCrc32c).toBe(String(dataCrc32c));
});

test('versions are refused with a wrong checksum', async () => {
  const payload = { data: Buffer.from('grant'), dataCrc32c: 1 };
  await expect(client.addSecretVersion({ parent: SECRET, payload })).rejects.toMatchObject({
    code: status.INVALID_ARGUMENT,
  });
  expect(double.secrets()[0]?.versions).toEqual([]);
});

test('versions have from one byte to 64 KiB', async () => {
  await add('x'.repeat(65_536));
  await expect(add('x'.repeat(65_537))).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
  await expect(add('')).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
});

test('versions are listed newest first, and filtered by state', async () => {
  for (const text of ['first', 'second', 'third']) await add(text);
  await client.disableSecretVersion(at(2));
  const numbers = async (filter: string) => {
    const [versions] = await client.listSecretVersions({ parent: SECRET, filter });
    return versions.map(({ name }) => name?.split('/').at(-1));
  };
  expect(await numbers('')).toEqual(['3', '2', '1']);
  expect(await numbers('state:ENABLED')).toEqual(['3', '1']);
});

test('versions cannot be read while they are disabled', async () => {
  await add('first');
  expect((await client.disableSecretVersion(at(1)))[0].state).toBe('DISABLED');
  await expect(read('1')).rejects.toMatchObject({
    code: status.FAILED_PRECONDITION,
    details: `Secret Version [${NUMBER}/secrets/grant/versions/1] is in DISABLED state.`,
  });
  await client.enableSecretVersion(at(1));
  expect(await read('1')).toBe('first');
});

test('versions that are destroyed stay destroyed', async () => {
  await add('first');
  const [destroyed] = await client.destroySecretVersion(at(1));
  expect(destroyed).toMatchObject({ state: 'DESTROYED', destroyTime: expect.anything() });
  const refused = { code: status.FAILED_PRECONDITION };
  await expect(read('1')).rejects.toMatchObject(refused);
  await expect(client.enableSecretVersion(at(1))).rejects.toMatchObject(refused);
  await expect(client.disableSecretVersion(at(1))).rejects.toMatchObject(refused);
  await expect(client.destroySecretVersion(at(1))).rejects.toMatchObject(refused);
});

test('versions are the latest whatever their state', async () => {
  await add('first');
  await add('second');
  await client.disableSecretVersion(at(2));
  await expect(read('latest')).rejects.toMatchObject({ code: status.FAILED_PRECONDITION });
});

test('versions are changed under a matching etag only', async () => {
  const { etag = null } = await add('first');
  await client.enableSecretVersion({ ...at(1), etag });
  await expect(client.disableSecretVersion({ ...at(1), etag })).rejects.toMatchObject({
    code: status.FAILED_PRECONDITION,
  });
});
