import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { call } from '../../shared/adapters/cloud/google-cloud.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import type { Faults } from '../support/cloud/faults.ts';
import { endOf, type FaultyCloud, openFaultyCloud } from '../support/cloud/faulty-cloud.ts';
import { eventually } from '../support/eventually.ts';
import { sampleConnection } from '../support/samples.ts';

const NEEDS = { role: 'role', resource: 'resource' };
const GRANT = { refreshToken: 'marked-refresh-token', scopes: ['openid'] };
const PATIENCE_MS = 8_000;

/** How many calls have arrived at a double. */
const callsOf = (double: Pick<Faults, 'calls'>): number =>
  Object.values(double.calls()).reduce((sum, calls) => sum + calls, 0);

describe('a call that never ends', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  test('is given up after eight seconds, and not before', async () => {
    jest.useFakeTimers();
    let code: string | null = 'none yet';
    const never = call(NEEDS, () => new Promise<never>(() => undefined));
    const ended = endOf(never).then((end) => {
      code = end.code;
    });
    await jest.advanceTimersByTimeAsync(PATIENCE_MS - 1);
    expect(code).toBe('none yet');
    await jest.advanceTimersByTimeAsync(1);
    await ended;
    expect(code).toBe('store_unavailable');
  });

  test('may fail afterwards, without an unhandled rejection', async () => {
    jest.useFakeTimers();
    let fail = (_: Error): void => undefined;
    const late = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const ended = endOf(call(NEEDS, () => late));
    await jest.advanceTimersByTimeAsync(PATIENCE_MS);
    expect(await ended).toMatchObject({ code: 'store_unavailable' });
    // An unhandled rejection would end this test, and in production the process.
    fail(new Error('marked-late'));
    await jest.advanceTimersByTimeAsync(1);
  });

  test('leaves no timer behind when it ends in time', async () => {
    jest.useFakeTimers();
    expect(await call(NEEDS, async () => 'done')).toBe('done');
    expect(jest.getTimerCount()).toBe(0);
  });
});

describeWithFirestore('writes that hang', (firestore) => {
  let cloud: FaultyCloud;

  beforeEach(async () => {
    cloud = await openFaultyCloud(firestore);
  });
  afterEach(() => cloud.close());

  test('are given up in time, and change nothing that is newer when they arrive after all', async () => {
    const { store, vault } = cloud.state;
    const revision = await store.writeConnection(sampleConnection({ generation: 1 }), null);
    const version = await vault.put('connection-1', GRANT);

    cloud.proxy.latency(PATIENCE_MS + 1_000);
    cloud.secretManager.latency(PATIENCE_MS + 1_000);
    const [toStore, toVault] = [callsOf(cloud.proxy), callsOf(cloud.secretManager)];
    const hanging = [
      store.writeConnection(sampleConnection({ generation: 2 }), revision),
      store.writeConnection(sampleConnection({ id: 'new' }), null),
      vault.put('connection-1', GRANT),
      vault.get(version),
    ].map(endOf);
    // The store repeats a read that has hung for a while.
    const read = store.readConnection('connection-1');
    await eventually(() => callsOf(cloud.proxy) >= toStore + 3);
    await eventually(() => callsOf(cloud.secretManager) >= toVault + 2);
    cloud.proxy.heal();
    cloud.secretManager.heal();
    const other = cloud.another();
    const newer = await other.store.writeConnection(sampleConnection({ generation: 3 }), revision);
    expect(newer).not.toBeNull();
    expect((await read)?.value.generation).toBe(3);
    for (const end of await Promise.all(hanging)) {
      expect(end).toMatchObject({ code: 'store_unavailable', detail: {} });
      expect(end.milliseconds).toBeLessThan(PATIENCE_MS + 500);
    }

    const arrived = async () => (await other.store.readConnection('new')) !== null;
    expect(await eventually(arrived, { withinMs: 5_000, everyMs: 50 })).toBe(true);
    const found = await other.store.readConnection('connection-1');
    expect(found).toMatchObject({ revision: newer, value: { generation: 3 } });
    expect(await other.vault.get(version)).toEqual(GRANT);
  });
});
