import { setTimeout as pause } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { endOf, type FaultyCloud, openFaultyCloud } from '../support/cloud/faulty-cloud.ts';
import { eventually } from '../support/eventually.ts';
import { sampleConnection, sampleEvent } from '../support/samples.ts';

const { ABORTED, UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, INTERNAL } = status;
/** As in the tests of writes without events: transient faults, and faults that leave the result open. */
const PASSING: [string, number][] = Object.entries({ ABORTED, UNAVAILABLE, RESOURCE_EXHAUSTED });
const OPEN: [string, number][] = Object.entries({ DEADLINE_EXCEEDED, INTERNAL });
const PATIENCE_MS = 8_000;

describeWithFirestore('a write with its event, under a fault', (firestore) => {
  let cloud: FaultyCloud;

  beforeAll(async () => {
    cloud = await openFaultyCloud(firestore);
  });
  beforeEach(async () => {
    await cloud.reset();
  });
  afterAll(() => cloud?.close());

  const write = (generation: number, revision: string | null, store = cloud.state.store) =>
    store.writeConnection(
      sampleConnection({ generation }),
      revision,
      sampleEvent({ id: `event-${generation}` }),
    );
  const commit = (code: number, when: 'before' | 'after') =>
    cloud.proxy.fault({ method: 'Commit', code, when });
  const stored = async () => {
    const found = await cloud.state.store.readConnection('connection-1');
    const { docs } = await cloud.database.collection('events').get();
    return {
      revision: found?.revision ?? null,
      generation: found?.value.generation ?? null,
      events: docs.map(({ id }) => id),
    };
  };

  test.each([...PASSING, ...OPEN])(
    '%s after the commit: both are known to be stored',
    async (_, code) => {
      commit(code, 'after');
      const first = await write(1, null);
      expect(await stored()).toEqual({ revision: first, generation: 1, events: ['event-1'] });
      commit(code, 'after');
      const second = await write(2, first);
      expect(await stored()).toEqual({
        revision: second,
        generation: 2,
        events: ['event-1', 'event-2'],
      });
    },
  );

  test.each(PASSING)('%s before the commit: both are stored by a retry', async (_, code) => {
    commit(code, 'before');
    const first = await write(1, null);
    expect(await stored()).toEqual({ revision: first, generation: 1, events: ['event-1'] });
  });

  test.each(OPEN)(
    '%s before the commit: neither is stored, and the write can be repeated',
    async (_, code) => {
      commit(code, 'before');
      expect(await endOf(write(1, null))).toMatchObject({ code: 'store_unavailable' });
      expect(await stored()).toEqual({ revision: null, generation: null, events: [] });
      const first = await write(1, null);
      expect(await stored()).toEqual({ revision: first, generation: 1, events: ['event-1'] });
    },
  );

  test.each(OPEN)(
    '%s where another write came first: a conflict, and no event',
    async (_, code) => {
      const first = await write(1, null);
      const second = await write(2, first);
      commit(code, 'before');
      expect(await write(3, first)).toBeNull();
      expect(await stored()).toEqual({
        revision: second,
        generation: 2,
        events: ['event-1', 'event-2'],
      });
    },
  );

  test('only the winner’s event is stored when the answers of two writers are lost', async () => {
    const other = cloud.another().store;
    let revision = await write(1, null);
    for (const [nth, code] of [ABORTED, UNAVAILABLE, DEADLINE_EXCEEDED, INTERNAL].entries()) {
      for (const _ of [1, 2]) commit(code, 'after');
      const generations = [10 * nth + 10, 10 * nth + 11];
      const won = await Promise.all([
        write(generations[0] ?? 0, revision),
        write(generations[1] ?? 0, revision, other),
      ]);
      const winner = generations.filter((_, each) => won[each] !== null);
      const now = await stored();
      const ours = now.events.filter((id) => generations.some((each) => id === `event-${each}`));
      expect({ winner, ours }).toEqual({
        winner: [now.generation],
        ours: [`event-${now.generation}`],
      });
      revision = now.revision;
    }
  });

  test('a late write stores its event with it, or neither', async () => {
    const first = await write(1, null);
    cloud.proxy.latency(PATIENCE_MS + 1_000);
    const commits = () => cloud.proxy.calls()['Commit'] ?? 0;
    const before = commits();
    const late = endOf(write(2, first));
    await eventually(() => commits() > before);
    cloud.proxy.heal();
    // Another write is faster, so the revision that the late one names is gone when it arrives.
    const third = await write(3, first);
    expect(await late).toMatchObject({ code: 'store_unavailable' });
    // The late write arrives a second after it is given up. Nothing shows that it came, so time must pass.
    await pause(2_000);
    expect(await stored()).toEqual({
      revision: third,
      generation: 3,
      events: ['event-1', 'event-3'],
    });
  });
});
