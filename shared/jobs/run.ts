import type { RecordKind } from '../tokens/index.ts';

/** How a run of a scheduled job goes: its last report while it runs, its result afterwards. */
export type Run = {
  /** The job's name. */
  readonly job: string;
  readonly startedAt: Date;
  readonly reportedAt: Date;
  readonly endedAt: Date | null;
  /** How many were due when it looked, and how many of them it has seen to. */
  readonly due: number;
  readonly done: number;
  readonly counts: Readonly<Record<string, number>>;
};

/** One record for each job and share, such as `token-refresh-0-of-4`. */
export const RUN_RECORD: RecordKind<Run> = { name: 'run' };
