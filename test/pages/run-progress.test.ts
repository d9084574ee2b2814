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

describe('how a job goes', () => {
  test('that never ran, nothing is known', () => {
    expect(refresh(run({ job: 'label-probe' }))).toBeNull();
  });

  test('its shards add up, from the first start to the last word', () => {
    const shards = [run({}), run({ startedAt: ago(1.2), counts: { refreshed: 3, left: 7 } })];
    expect(refresh(...shards)).toMatchObject({
      state: 'ended',
      startedAt: ago(1.2),
      due: 20,
      counts: { refreshed: 13, left: 7 },
    });
  });

  test('a shard that is done counts while the others run, one of an earlier run does not', () => {
    const running = run({ endedAt: null, done: 4 });
    const earlier = run({ startedAt: ago(9), endedAt: ago(8) });
    expect(refresh(running, run({}), earlier)).toMatchObject({
      state: 'running',
      due: 20,
      done: 14,
    });
  });

  test('a shard that is no longer run is forgotten', () => {
    const abandoned = run({ startedAt: ago(60 * 24), endedAt: ago(60 * 24), due: 500 });
    expect(refresh(run({}), abandoned)?.due).toBe(10);
  });

  test('a run that fell silent was cut off, and one that speaks was not', () => {
    const silent = { startedAt: ago(5), endedAt: null, done: 4 };
    expect(refresh(run({ ...silent, reportedAt: ago(3) }))?.state).toBe('cut_off');
    expect(refresh(run({ ...silent, reportedAt: ago(2) }))?.state).toBe('running');
  });
});
