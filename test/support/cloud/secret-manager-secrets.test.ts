import type { SecretManagerServiceClient } from '@google-cloud/secret-manager';
import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { secretManagerClient } from './secret-manager/client.ts';
import { type SecretManager, startSecretManager } from './secret-manager/secret-manager.ts';

const PROJECT = 'projects/test-project';
const NUMBER = 'projects/123456789012';
const SECRET = `${PROJECT}/secrets/grant`;
const AUTOMATIC = { replication: { automatic: {} } };

let double: SecretManager;
let client: SecretManagerServiceClient;
let empty: string;

beforeAll(async () => {
  double = await startSecretManager({ projectId: 'test-project' });
  client = secretManagerClient(double.port, 'test-project');
  empty = double.dump();
});
afterAll(async () => {
  await client.close();
  await double.stop();
});
beforeEach(() => {
  double.heal();
  double.restore(empty);
});

const create = async (secretId: string, secret: object = AUTOMATIC) =>
  (await client.createSecret({ parent: PROJECT, secretId, secret }))[0];

test('secrets are created, read and deleted', async () => {
  const created = await create('grant', { ...AUTOMATIC, labels: { app: 'connector' } });
  expect(created).toMatchObject({
    name: `${NUMBER}/secrets/grant`,
    labels: { app: 'connector' },
  });
  expect((await client.getSecret({ name: SECRET }))[0].etag).toBe(created.etag);
  await client.deleteSecret({ name: SECRET });
  await expect(client.getSecret({ name: SECRET })).rejects.toMatchObject({
    code: status.NOT_FOUND,
  });
});

test('secrets may be named with the number of the project', async () => {
  await create('grant');
  const [secret] = await client.getSecret({ name: `${NUMBER}/secrets/grant` });
  expect(secret.name).toBe(`${NUMBER}/secrets/grant`);
});

test('secrets of another project are forbidden', async () => {
  await expect(client.getSecret({ name: 'projects/other/secrets/grant' })).rejects.toMatchObject({
    code: status.PERMISSION_DENIED,
  });
});

test('secrets cannot be created twice', async () => {
  await create('grant');
  await expect(create('grant')).rejects.toMatchObject({ code: status.ALREADY_EXISTS });
});

test.each(['', 'with space', 'dot.ted', 'x'.repeat(256)])(
  'secrets cannot be named "%s"',
  async (id) => {
    await expect(create(id)).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
  },
);

test('secrets need a replication policy', async () => {
  await expect(create('grant', {})).rejects.toMatchObject({ code: status.INVALID_ARGUMENT });
});

test('secrets are listed newest first, in pages', async () => {
  for (const id of ['a', 'b', 'c']) await create(id);
  const pageFrom = async (pageToken: string) => {
    const request = { parent: PROJECT, pageSize: 2, pageToken };
    const [, , page] = await client.listSecrets(request, { autoPaginate: false });
    const ids = page?.secrets?.map(({ name }) => name?.split('/').at(-1));
    return { ids, next: page?.nextPageToken ?? '' };
  };
  const first = await pageFrom('');
  expect(first.ids).toEqual(['c', 'b']);
  expect(await pageFrom(first.next)).toEqual({ ids: ['a'], next: '' });
  const [all] = await client.listSecrets({ parent: PROJECT });
  expect(all).toHaveLength(3);
});

test('secrets are not listed from an invalid page token', async () => {
  const request = { parent: PROJECT, pageToken: 'invented' };
  await expect(client.listSecrets(request)).rejects.toMatchObject({
    code: status.INVALID_ARGUMENT,
  });
});

test.each([
  ['labels.app=connector', ['b', 'ab']],
  ['labels.app:*', ['c', 'b', 'ab']],
  ['NOT labels.app=connector', ['c', 'a']],
  ['name:b', ['b', 'ab']],
  ['name:a AND labels.app=connector', ['ab']],
  ['name:c OR name:ab', ['c', 'ab']],
])('secrets are filtered by %s', async (filter, expected) => {
  await create('a');
  await create('ab', { ...AUTOMATIC, labels: { app: 'connector' } });
  await create('b', { ...AUTOMATIC, labels: { app: 'connector' } });
  await create('c', { ...AUTOMATIC, labels: { app: 'other' } });
  const [found] = await client.listSecrets({ parent: PROJECT, filter });
  expect(found.map(({ name }) => name?.split('/').at(-1))).toEqual(expected);
});

test.each(['name~a', '(name:a)', 'colour=red'])('secrets refuse the filter %s', async (filter) => {
  await expect(client.listSecrets({ parent: PROJECT, filter })).rejects.toMatchObject({
    code: status.INVALID_ARGUMENT,
  });
});

test('secrets change their labels under a matching etag only', async () => {
  const { etag = null } = await create('grant');
  const secret = { name: SECRET, labels: { app: 'connector' }, etag };
  const updateMask = { paths: ['labels'] };
  const [updated] = await client.updateSecret({ secret, updateMask });
  expect(updated.labels).toEqual({ app: 'connector' });
  expect(updated.etag).not.toBe(etag);
  await expect(client.updateSecret({ secret, updateMask })).rejects.toMatchObject({
    code: status.FAILED_PRECONDITION,
  });
});

test('secrets are not changed without a mask', async () => {
  await create('grant');
  await expect(client.updateSecret({ secret: { name: SECRET } })).rejects.toMatchObject({
    code: status.INVALID_ARGUMENT,
  });
});

test('secrets are not deleted under another etag', async () => {
  await create('grant');
  await expect(client.deleteSecret({ name: SECRET, etag: '"old"' })).rejects.toMatchObject({
    code: status.FAILED_PRECONDITION,
  });
});
