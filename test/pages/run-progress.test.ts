import { describe, expect, test } from '@jest/globals';
import type { Run } from '../../shared/jobs/run.ts';
import { progressOf } from '../../shared/pages/run-progress.ts';
import { ago, NOW } from './sample-views.ts';

const run = (about: Partial<Run>): Run => ({
  job: 'token-refresh',
  startedAt: ago(1),
  reportedAt: ago(0.5),
  endedAt: ago(0.5),
  due: 10,
  done: 10,
  counts: { refreshed: 10 },
  ...about,
});

const refresh = (...runs: Run[]) => progressOf(runs, 'token-refresh', NOW);

describe('the progress of a job', () => {
  test('is unknown for a job that never ran', () => {
    expect(refresh(run({ job: 'label-probe' }))).toBeNull();
  });

  test('adds up its shards, from the first start to the last report', () => {
    const shards = [run({}), run({ startedAt: ago(1.2), counts: { refreshed: 3, left: 7 } })];
    expect(refresh(...shards)).toMatchObject({
      state: 'ended',
      startedAt: ago(1.2),
      due: 20,
      counts: { refreshed: 13, left: 7 },
    });
  });

  test('counts a finished shard while the others run, but not one of an earlier run', () => {
    const running = run({ endedAt: null, done: 4 });
    const earlier = run({ startedAt: ago(9), endedAt: ago(8) });
    expect(refresh(running, run({}), earlier)).toMatchObject({
      state: 'running',
      due: 20,
      done: 14,
    });
  });

  test('ignores a shard that no longer runs', () => {
    const abandoned = run({ startedAt: ago(60 * 24), endedAt: ago(60 * 24), due: 500 });
    expect(refresh(run({}), abandoned)?.due).toBe(10);
  });

  test('shows a run as interrupted when it stops reporting', () => {
    const silent = { startedAt: ago(5), endedAt: null, done: 4 };
    expect(refresh(run({ ...silent, reportedAt: ago(3) }))?.state).toBe('cut_off');
    expect(refresh(run({ ...silent, reportedAt: ago(2) }))?.state).toBe('running');
  });
});
