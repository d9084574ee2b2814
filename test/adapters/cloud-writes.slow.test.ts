import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { endOf, type FaultyCloud, openFaultyCloud } from '../support/cloud/faulty-cloud.ts';
import { sampleAnswered, sampleConnection } from '../support/samples.ts';

const { ABORTED, UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, INTERNAL } = status;
/** Faults that pass before the client's and our retries end, and faults that leave the result open. */
const PASSING: [string, number][] = Object.entries({ ABORTED, UNAVAILABLE, RESOURCE_EXHAUSTED });
const OPEN: [string, number][] = Object.entries({ DEADLINE_EXCEEDED, INTERNAL });
const SOON_MS = 2_000;

describeWithFirestore('a write to Firestore, under a fault', (firestore) => {
  let cloud: FaultyCloud;

  beforeAll(async () => {
    cloud = await openFaultyCloud(firestore);
  });
  beforeEach(async () => {
    await cloud.reset();
  });
  afterAll(() => cloud?.close());

  const write = (generation: number, revision: string | null) =>
    cloud.state.store.writeConnection(sampleConnection({ generation }), revision);
  const commit = (code: number, when: 'before' | 'after') =>
    cloud.proxy.fault({ method: 'Commit', code, when });
  const stored = () => cloud.state.store.readConnection('connection-1');

  test.each(PASSING)('%s before the commit: it is stored by a retry, soon', async (_, code) => {
    let revision: string | null = null;
    for (const generation of [1, 2]) {
      commit(code, 'before');
      const begun = performance.now();
      revision = await write(generation, revision);
      expect(performance.now() - begun).toBeLessThan(SOON_MS);
      expect(revision).toBe((await stored())?.revision);
    }
  });

  test.each([...PASSING, ...OPEN])(
    '%s after the commit: it is recognized as ours',
    async (_, code) => {
      commit(code, 'after');
      const first = await write(1, null);
      expect(first).toBe((await stored())?.revision);
      commit(code, 'after');
      const second = await write(2, first);
      expect(second).toBe((await stored())?.revision);
      expect((await stored())?.value.generation).toBe(2);
    },
  );

  test.each(OPEN)(
    '%s before the commit: it fails as store_unavailable, not as a conflict',
    async (_, code) => {
      commit(code, 'before');
      expect(await endOf(write(1, null))).toMatchObject({ code: 'store_unavailable' });
      expect(await stored()).toBeNull();
      const revision = await write(1, null);
      commit(code, 'before');
      expect(await endOf(write(2, revision))).toMatchObject({ code: 'store_unavailable' });
      expect((await stored())?.revision).toBe(revision);
    },
  );

  test.each(OPEN)('%s where another write came first: a conflict', async (_, code) => {
    const revision = await write(1, null);
    await write(2, revision);
    commit(code, 'before');
    expect(await write(3, revision)).toBeNull();
  });

  test('only one of two writers wins when their answers are lost', async () => {
    const other = cloud.another().store;
    for (const code of [ABORTED, UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, INTERNAL]) {
      const revision = (await stored())?.revision ?? (await write(1, null));
      for (const _ of [1, 2]) commit(code, 'after');
      const writers = [cloud.state.store, other].map((store, nth) =>
        store.writeConnection(sampleConnection({ generation: 10 + nth }), revision),
      );
      const wins = (await Promise.all(writers)).filter((won) => won !== null);
      expect(wins).toEqual([(await stored())?.revision]);
    }
  });

  test('an authorization request is consumed by one of two callers when the answers are lost', async () => {
    const { store } = cloud.state;
    const revision = await store.writeRequest(sampleAnswered(), null);
    for (const _ of [1, 2]) commit(UNAVAILABLE, 'after');
    const wins = await Promise.all([
      store.writeRequest(sampleAnswered(), revision),
      cloud.another().store.writeRequest(sampleAnswered(), revision),
    ]);
    expect(wins.filter((won) => won !== null)).toHaveLength(1);
  });

  test('a write whose answer was lost and that was overwritten is a conflict, and the newer write stays', async () => {
    const revision = await write(1, null);
    commit(UNAVAILABLE, 'after');
    // The retry comes after the other write, which replaces ours.
    const ours = write(2, revision);
    const theirs = (async () => {
      for (let nth = 0; nth < 500; nth++) {
        const found = await cloud.database.doc('connections/connection-1').get();
        if (String(found.get('document')).includes('"generation":2')) {
          return found.ref.update({ mark: 'theirs' });
        }
      }
      throw new Error('ours never came');
    })();
    const [won] = await Promise.all([ours, theirs]);
    const top = await cloud.database.doc('connections/connection-1').get();
    // Whichever came first, no result says that our write is the newest when it is not.
    expect(top.get('mark')).toBe('theirs');
    if (won !== null) expect(won).not.toBe((await stored())?.revision);
  });

  test('expired requests are deleted despite faults, and the next run deletes the rest', async () => {
    const { store } = cloud.state;
    await store.writeRequest(sampleAnswered(), null);
    const all = { before: new Date('2030-01-01'), parkedBefore: new Date('2030-01-01') };
    commit(DEADLINE_EXCEEDED, 'before');
    expect(await endOf(store.forgetRequests(all))).toMatchObject({ code: 'store_unavailable' });
    commit(UNAVAILABLE, 'after');
    await store.forgetRequests(all);
    expect(await store.readRequest('request-1')).toBeNull();
  });
});
