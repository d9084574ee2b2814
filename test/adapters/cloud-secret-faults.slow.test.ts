import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { endOf, type FaultyCloud, openFaultyCloud } from '../support/cloud/faulty-cloud.ts';

const GRANT = { refreshToken: 'marked-refresh-token', scopes: ['openid'] };
const { UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED } = status;
const { INTERNAL, ABORTED, INVALID_ARGUMENT, FAILED_PRECONDITION } = status;
const SOON_MS = 2_000;

describeWithFirestore('Secret Manager, under a fault', (firestore) => {
  let cloud: FaultyCloud;

  beforeAll(async () => {
    cloud = await openFaultyCloud(firestore);
  });
  beforeEach(async () => {
    await cloud.reset();
  });
  afterAll(() => cloud?.close());

  const put = () => cloud.state.vault.put('connection-1', GRANT);
  const get = (version: string) => cloud.state.vault.get(version);
  const fault = (method: string, code: number, when: 'before' | 'after' = 'before') =>
    cloud.secretManager.fault({ method, code, when });
  const kept = () =>
    cloud.secretManager.secrets().find(({ id }) => id === 'connector-grant-connection-1');
  const failed = { code: 'store_unavailable', detail: {} };

  test.each([
    ['UNAVAILABLE', UNAVAILABLE],
    ['RESOURCE_EXHAUSTED', RESOURCE_EXHAUSTED],
  ])('%s, if transient, delays the call and loses no grant', async (_, code) => {
    const begun = performance.now();
    for (const method of ['AddSecretVersion', 'AccessSecretVersion', 'ListSecretVersions']) {
      fault(method, code);
    }
    const version = await put();
    expect(await get(version)).toEqual(GRANT);
    expect(await cloud.state.vault.versions('connection-1')).toHaveLength(1);
    fault('DestroySecretVersion', code);
    await cloud.state.vault.destroy(version);
    expect(await get(version)).toBeNull();
    expect(performance.now() - begun).toBeLessThan(SOON_MS * 2);
  });

  test.each([
    ['DEADLINE_EXCEEDED', DEADLINE_EXCEEDED],
    ['INTERNAL', INTERNAL],
    ['ABORTED', ABORTED],
  ])('%s fails as store_unavailable, and loses no grant', async (_, code) => {
    const version = await put();
    fault('AccessSecretVersion', code);
    const end = await endOf(get(version));
    expect(end).toMatchObject(failed);
    expect(end.shown).not.toMatch(/marked|a fault of/);
    expect(await get(version)).toEqual(GRANT);
  });

  test('an exhausted quota fails as store_unavailable within seconds', async () => {
    const version = await put();
    cloud.secretManager.exhaustQuota();
    const ends = await Promise.all([endOf(get(version)), endOf(put())]);
    for (const end of ends) {
      expect(end).toMatchObject(failed);
      expect(end.milliseconds).toBeLessThan(7_000);
    }
    cloud.secretManager.heal();
    expect(await get(version)).toEqual(GRANT);
  });

  test('an added version whose answer was lost is an orphan at worst', async () => {
    fault('AddSecretVersion', DEADLINE_EXCEEDED, 'after');
    const first = await put();
    fault('AddSecretVersion', DEADLINE_EXCEEDED, 'after');
    expect(await endOf(put())).toMatchObject(failed);
    fault('AddSecretVersion', UNAVAILABLE, 'after');
    const version = await put();
    const names = (await cloud.state.vault.versions('connection-1')).map(({ name }) => name);
    expect(names).toHaveLength(4);
    expect(names).toEqual(expect.arrayContaining([first, version]));
    for (const name of names) expect(await get(name)).toEqual(GRANT);
  });

  test('two first grants at the same time make one secret and are both kept', async () => {
    const versions = await Promise.all([put(), cloud.another().vault.put('connection-1', GRANT)]);
    fault('CreateSecret', UNAVAILABLE, 'after');
    await cloud.state.vault.put('connection-2', GRANT);
    expect(kept()?.versions).toHaveLength(2);
    expect(new Set(versions).size).toBe(2);
    for (const version of versions) expect(await get(version)).toEqual(GRANT);
  });

  test('a payload that arrives damaged once is read again', async () => {
    const version = await put();
    cloud.secretManager.corrupt(1);
    expect(await get(version)).toEqual(GRANT);
  });

  test('a payload that always arrives damaged fails as store_unavailable', async () => {
    const version = await put();
    cloud.secretManager.corrupt(1_000);
    expect(await endOf(get(version))).toMatchObject(failed);
    cloud.secretManager.heal();
    expect(await get(version)).toEqual(GRANT);
  });

  test('a payload that is refused for its checksum was damaged on the way', async () => {
    await put();
    fault('AddSecretVersion', INVALID_ARGUMENT);
    expect(await endOf(put())).toMatchObject(failed);
    expect(kept()?.versions).toHaveLength(1);
  });

  test('a missing secret and a missing version hold no grant', async () => {
    const version = await put();
    await cloud.state.vault.destroy(version);
    expect(await get(version)).toBeNull();
    expect(await get(version.replace('connection-1', 'nobody'))).toBeNull();
  });

  test('a disabled version is not called lost', async () => {
    const version = await put();
    const dump = cloud.secretManager.dump();
    cloud.secretManager.restore(dump.replaceAll('"ENABLED"', '"DISABLED"'));
    expect(await endOf(get(version))).toMatchObject({
      code: 'grant_disabled',
      detail: { resource: version },
    });
    cloud.secretManager.restore(dump);
    expect(await get(version)).toEqual(GRANT);
  });

  test('a version that cannot be read although it is enabled is not called lost', async () => {
    const version = await put();
    fault('AccessSecretVersion', FAILED_PRECONDITION);
    expect(await endOf(get(version))).toMatchObject(failed);
  });

  test('no grant is called lost when the version’s state cannot be read', async () => {
    const version = await put();
    const dump = cloud.secretManager.dump();
    cloud.secretManager.restore(dump.replaceAll('"ENABLED"', '"DISABLED"'));
    fault('GetSecretVersion', INTERNAL);
    expect(await endOf(get(version))).toMatchObject(failed);
  });

  test.each(['connector-keyring', 'connector-grants', 'another'])(
    'a connection that was edited to name a version of %s neither reads nor destroys it',
    async (secret) => {
      const version = `projects/${firestore.projectId}/secrets/${secret}/versions/1`;
      const before = cloud.secretManager.calls();
      expect(await endOf(get(version))).toMatchObject({ code: 'record_unreadable' });
      await cloud.state.vault.destroy(version);
      expect(cloud.secretManager.calls()).toEqual(before);
    },
  );

  test('a grant that names another project is read from ours', async () => {
    const version = await put();
    expect(await get(version.replace(/^projects\/\d+/, 'projects/somebodys-own'))).toEqual(GRANT);
  });
});
