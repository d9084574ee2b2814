import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { reportRun } from '../../shared/jobs/report-run.ts';
import { RUN_RECORD, type Run } from '../../shared/jobs/run.ts';
import type { Ports } from '../../shared/tokens/index.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { type Desk, openDesk } from '../tokens/desk.ts';

const root = temporaryDirectory();
let desks = 0;
let desk: Desk;
let ports: Ports;
beforeEach(() => {
  desk = openDesk(`${root}/${desks++}`);
  ports = desk.start().ports;
});
afterEach(() => desk.close());

const EVERYTHING = { shard: 0, shards: 1 };
const HOUR = 60 * 60_000;
const report = () => reportRun(ports, 'token-refresh', EVERYTHING);
const progress = (done: number) => ({ due: 9, done, counts: { refreshed: done } });
const told = async (): Promise<Run | undefined> => (await ports.store.listRecords(RUN_RECORD))[0];

test('of two runs at once the one that began later is told', async () => {
  const earlier = report();
  desk.clock.advance(1000);
  const later = report();
  desk.clock.advance(1000);
  await later.end(progress(2));
  await earlier.end(progress(1));
  expect(await told()).toMatchObject({ done: 2 });
});

test('a run of a clock that was ahead hides none that follows', async () => {
  desk.clock.advance(HOUR);
  await report().end(progress(1));
  desk.clock.advance(-HOUR);
  const next = report();
  desk.clock.advance(1000);
  await next.end(progress(2));
  expect(await told()).toMatchObject({ done: 2 });
});

test('what cannot be told fails no run', async () => {
  const store = { ...ports.store, readRecord: () => Promise.reject(new Error('unwell')) };
  const { end } = reportRun({ ...ports, store }, 'token-refresh', EVERYTHING);
  await expect(end(progress(1))).resolves.toBeUndefined();
});
