import { status } from '@grpc/grpc-js';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { endOf, type FaultyCloud, openFaultyCloud } from '../support/cloud/faulty-cloud.ts';
import { sampleConnection } from '../support/samples.ts';

/** Google's client waits about a second before it retries, plus or minus half of it. */
const SOON_MS = 3_000;
/** It does not retry after these. */
const { ABORTED, RESOURCE_EXHAUSTED, UNAVAILABLE, DEADLINE_EXCEEDED, INTERNAL } = status;
const ENDING: [string, number][] = Object.entries({ ABORTED, RESOURCE_EXHAUSTED });
const PASSING: [string, number][] = Object.entries({ UNAVAILABLE, DEADLINE_EXCEEDED, INTERNAL });

describeWithFirestore('a read of Firestore, under a fault', (firestore) => {
  let cloud: FaultyCloud;

  beforeEach(async () => {
    cloud = await openFaultyCloud(firestore);
    await cloud.state.store.writeConnection(sampleConnection(), null);
  });
  afterEach(() => cloud.close());

  const reads: [string, () => Promise<unknown>][] = [
    ['BatchGetDocuments', () => cloud.state.store.readConnection('connection-1')],
    ['RunQuery', () => cloud.state.store.findByAddress('support@example.com')],
    ['RunAggregationQuery', () => Promise.resolve(cloud.state.sealed[0]?.countOthers('another'))],
  ];

  /** Each fault in another of the reads; an answer may also be lost after it is complete. */
  test.each([
    ['before', 0],
    ['after', 1],
  ] as const)('is retried soon when a transient fault comes %s the read', async (when, shift) => {
    for (const [nth, [method]] of reads.entries()) {
      const [, code = INTERNAL] = PASSING[(nth + shift) % PASSING.length] ?? [];
      cloud.proxy.fault({ method, code, when });
    }
    const begun = performance.now();
    const answers = await Promise.all(reads.map(([, read]) => read()));
    expect(answers.every(Boolean)).toBe(true);
    expect(performance.now() - begun).toBeLessThan(SOON_MS);
  });

  test.each(ENDING)('%s: fails at once as store_unavailable', async (_, code) => {
    for (const [method, read] of reads) {
      cloud.proxy.fault({ method, code });
      const end = await endOf(read());
      expect(end).toMatchObject({ code: 'store_unavailable', detail: {} });
      expect(end.milliseconds).toBeLessThan(1_000);
      expect(end.shown).not.toContain('a fault of');
      expect(await read()).toBeTruthy();
    }
  });
});
