import type { Run } from '../jobs/run.ts';

/** One run of a job, with its shards added up. */
export type Progress = {
  readonly state: 'running' | 'ended' | 'cut_off';
  readonly startedAt: Date;
  /** When it ended, or last reported. */
  readonly lastAt: Date;
  readonly due: number;
  readonly done: number;
  readonly counts: Readonly<Record<string, number>>;
};

/** A run reports every few seconds and ends within two minutes. Silent for this long, it was killed. */
const SILENT_MS = 3 * 60 * 1000;
/** The scheduler starts the shards of a job together. */
const TOGETHER_MS = 60 * 1000;

/** The progress of a job's current run, or the result of its last one; null when it never ran. */
export function progressOf(runs: readonly Run[], job: string, now: Date): Progress | null {
  const ofJob = runs.filter((run) => run.job === job);
  const live = ofJob.filter((run) => isLive(run, now));
  const shards = live.length > 0 ? shardsOfLiveRun(live, ofJob) : shardsOfLastRun(ofJob);
  if (shards.length === 0) return null;
  const ended = shards.every(({ endedAt }) => endedAt !== null);
  return {
    state: live.length > 0 ? 'running' : ended ? 'ended' : 'cut_off',
    startedAt: new Date(Math.min(...shards.map(({ startedAt }) => startedAt.getTime()))),
    lastAt: new Date(Math.max(...shards.map(lastReport))),
    due: sum(shards.map(({ due }) => due)),
    done: sum(shards.map(({ done }) => done)),
    counts: addCounts(shards.map(({ counts }) => counts)),
  };
}

const lastReport = ({ endedAt, reportedAt }: Run): number => (endedAt ?? reportedAt).getTime();

const isLive = (run: Run, now: Date): boolean =>
  run.endedAt === null && now.getTime() - run.reportedAt.getTime() < SILENT_MS;

/** The live shards, and those that ended during the same run: their counts still belong to it. */
function shardsOfLiveRun(live: readonly Run[], all: readonly Run[]): readonly Run[] {
  const since = Math.min(...live.map(({ startedAt }) => startedAt.getTime()));
  return all.filter((run) => live.includes(run) || (run.endedAt && run.endedAt.getTime() >= since));
}

/** The shards that started last. Older records can remain from shards that are no longer run. */
function shardsOfLastRun(all: readonly Run[]): readonly Run[] {
  const last = Math.max(...all.map(({ startedAt }) => startedAt.getTime()));
  return all.filter(({ startedAt }) => last - startedAt.getTime() < TOGETHER_MS);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

function addCounts(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const names = new Set(counts.flatMap((each) => Object.keys(each)));
  return Object.fromEntries(
    [...names].map((name) => [name, sum(counts.map((each) => each[name] ?? 0))]),
  );
}
