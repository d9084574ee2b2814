import { status } from '@grpc/grpc-js';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createDatabase } from '../../shared/adapters/cloud/firestore.ts';
import { resealGrant } from '../../shared/adapters/cloud/sealed-vault.ts';
import { resealAll, withNewKey } from '../../shared/sealing/index.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { endOf, type FaultyCloud, openFaultyCloud } from '../support/cloud/faulty-cloud.ts';

const GRANT = { refreshToken: 'marked-refresh-token', scopes: ['openid'] };
const { UNAVAILABLE, DEADLINE_EXCEEDED } = status;

describeWithFirestore('grants that are sealed in Firestore', (firestore) => {
  let cloud: FaultyCloud;

  beforeEach(async () => {
    cloud = await openFaultyCloud(firestore, { grantVaults: ['sealed-firestore'] });
  });
  afterEach(() => cloud.close());

  const commit = (code: number, when: 'before' | 'after') =>
    cloud.proxy.fault({ method: 'Commit', code, when });
  const grants = () => cloud.another().sealed.filter(({ kind }) => kind === 'grants');
  const rotate = () => cloud.state.keys.change((set) => withNewKey(set, new Date()));

  test('one whose answer was lost is stored, and recognized as ours', async () => {
    commit(UNAVAILABLE, 'after');
    const version = await cloud.state.vault.put('a', GRANT);
    expect(await cloud.state.vault.get(version)).toEqual(GRANT);
    expect(await cloud.state.vault.versions('a')).toHaveLength(1);
  });

  test('one that may be stored is an orphan at worst', async () => {
    commit(DEADLINE_EXCEEDED, 'after');
    expect(await endOf(cloud.state.vault.put('a', GRANT))).toMatchObject({
      code: 'store_unavailable',
    });
    const [orphan] = await cloud.state.vault.versions('a');
    expect(await cloud.state.vault.get(orphan?.name ?? '')).toEqual(GRANT);
  });

  test.each(['before', 'after'] as const)(
    'one that is resealed with a fault %s still opens',
    async (when) => {
      const version = await cloud.state.vault.put('a', GRANT);
      const { current } = await rotate();
      commit(UNAVAILABLE, when);
      expect(await resealAll(grants(), current)).toEqual([
        { kind: 'grants', resealed: 1, unreadable: 0, left: 0 },
      ]);
      expect(await cloud.state.vault.get(version)).toEqual(GRANT);
    },
  );

  test('a late reseal does not bring back the key of an earlier rotation', async () => {
    const version = await cloud.state.vault.put('a', GRANT);
    const { current: earlier } = await rotate();
    const { keyring } = cloud.another();
    let latest = '';
    /** Between reading the key and the write, the keys are rotated and the grant is sealed with the newest. */
    const overtaken = async () => {
      const key = await keyring.current();
      latest = (await rotate()).current;
      await resealAll(grants(), latest);
      return key;
    };
    const { open, close } = createDatabase({
      projectId: firestore.projectId,
      databaseId: '(default)',
      firestoreEmulator: cloud.proxy.host,
    });
    const late = resealGrant(open, { ...keyring, current: overtaken });
    await late(version.replace('grants/', ''));
    await close();
    const sealedWith = (await cloud.database.doc(version).get()).get('sealedWith');
    expect(sealedWith).toBe(latest);
    expect(sealedWith).not.toBe(earlier);
    expect(await cloud.another().vault.get(version)).toEqual(GRANT);
  });

  test('one that is destroyed during a reseal stays destroyed', async () => {
    const version = await cloud.state.vault.put('a', GRANT);
    const [records] = grants();
    await cloud.state.vault.destroy(version);
    await records?.reseal(version.replace('grants/', ''));
    expect(await cloud.state.vault.get(version)).toBeNull();
  });
});
