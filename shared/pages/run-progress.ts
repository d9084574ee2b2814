import type { Run } from '../tokens/index.ts';

/** One run of a job as a reader sees it: its shards added up. */
export type Progress = {
  readonly state: 'running' | 'ended' | 'cut_off';
  readonly startedAt: Date;
  /** When it ended, or was last heard of. */
  readonly lastAt: Date;
  readonly due: number;
  readonly done: number;
  readonly counts: Readonly<Record<string, number>>;
};

/** A run reports every few seconds and ends within two minutes: one so quiet was killed. */
const SILENT_MS = 3 * 60 * 1000;
/** The scheduler starts the shards of a job together. */
const TOGETHER_MS = 60 * 1000;

/** How a job is going, or how it last went; null when it never ran. */
export function progressOf(runs: readonly Run[], job: Run['job'], now: Date): Progress | null {
  const ofJob = runs.filter((run) => run.job === job);
  const live = ofJob.filter((run) => isLive(run, now));
  const shards = live.length > 0 ? beside(live, ofJob) : latest(ofJob);
  if (shards.length === 0) return null;
  const over = shards.every(({ endedAt }) => endedAt !== null);
  return {
    state: live.length > 0 ? 'running' : over ? 'ended' : 'cut_off',
    startedAt: new Date(Math.min(...shards.map(({ startedAt }) => startedAt.getTime()))),
    lastAt: new Date(Math.max(...shards.map(lastHeard))),
    due: sum(shards.map(({ due }) => due)),
    done: sum(shards.map(({ done }) => done)),
    counts: added(shards.map(({ counts }) => counts)),
  };
}

const lastHeard = ({ endedAt, reportedAt }: Run): number => (endedAt ?? reportedAt).getTime();

const isLive = (run: Run, now: Date): boolean =>
  run.endedAt === null && now.getTime() - run.reportedAt.getTime() < SILENT_MS;

/** Those that run, and those that ended while they did: a shard that is done still counts. */
function beside(live: readonly Run[], all: readonly Run[]): readonly Run[] {
  const since = Math.min(...live.map(({ startedAt }) => startedAt.getTime()));
  return all.filter((run) => live.includes(run) || (run.endedAt && run.endedAt.getTime() >= since));
}

/** The shards that started last; a shard that is no longer run leaves a record behind for a while. */
function latest(all: readonly Run[]): readonly Run[] {
  const last = Math.max(...all.map(({ startedAt }) => startedAt.getTime()));
  return all.filter(({ startedAt }) => last - startedAt.getTime() < TOGETHER_MS);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

function added(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const names = new Set(counts.flatMap((each) => Object.keys(each)));
  return Object.fromEntries(
    [...names].map((name) => [name, sum(counts.map((each) => each[name] ?? 0))]),
  );
}
