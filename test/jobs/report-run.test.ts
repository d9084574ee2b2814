import { expect, test } from '@jest/globals';
import { reportRun } from '../../shared/jobs/report-run.ts';
import { RUN_RECORD, type Run } from '../../shared/jobs/run.ts';
import { useHarness } from '../tokens/harness.ts';

const { harness, instance } = useHarness();

const EVERYTHING = { shard: 0, shards: 1 };
const HOUR = 60 * 60_000;
const report = () => reportRun(instance.ports, 'token-refresh', EVERYTHING);
const progress = (done: number) => ({ due: 9, done, counts: { refreshed: done } });
const shown = async (): Promise<Run | undefined> =>
  (await instance.ports.store.listRecords(RUN_RECORD))[0];

test('shows the later of two runs at the same time', async () => {
  const earlier = report();
  harness.clock.advance(1000);
  const later = report();
  harness.clock.advance(1000);
  await later.end(progress(2));
  await earlier.end(progress(1));
  expect(await shown()).toMatchObject({ done: 2 });
});

test('does not let a run of a clock that was ahead hide the next', async () => {
  harness.clock.advance(HOUR);
  await report().end(progress(1));
  harness.clock.advance(-HOUR);
  const next = report();
  harness.clock.advance(1000);
  await next.end(progress(2));
  expect(await shown()).toMatchObject({ done: 2 });
});

test('does not fail a run whose report cannot be stored', async () => {
  const store = {
    ...instance.ports.store,
    readRecord: () => Promise.reject(new Error('the store fails')),
  };
  const { end } = reportRun({ ...instance.ports, store }, 'token-refresh', EVERYTHING);
  await expect(end(progress(1))).resolves.toBeUndefined();
});
