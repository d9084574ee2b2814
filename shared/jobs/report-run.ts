import type { Clock, RecordStore, Share } from '../tokens/index.ts';
import { RUN_RECORD, type Run } from './run.ts';

/** How often a run reports its progress, and for how long its last report is kept. */
const EVERY_MS = 3 * 1000;
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** How far a run has come. */
export type Progress = Pick<Run, 'due' | 'done' | 'counts'>;

export type RunReport = {
  /** Stores the progress, unless it was stored less than three seconds ago. */
  tell(progress: Progress): void;
  /** Stores the result. */
  end(progress: Progress): Promise<void>;
};

/**
 * Reports a run to the setup page. Reporting never fails or delays the run: a report that cannot be stored
 * is dropped.
 *
 * @param share the next run of the same job and share overwrites this report
 */
export function reportRun(
  { store, clock }: { readonly store: RecordStore; readonly clock: Clock },
  job: string,
  { shard, shards }: Share,
): RunReport {
  const id = `${job}-${shard}-of-${shards}`;
  const startedAt = clock.now();
  let toldAt = startedAt;
  let isWriting = false;
  let writing: Promise<void> = Promise.resolve();
  const write = (progress: Progress, endedAt: Date | null): Promise<void> => {
    const reportedAt = clock.now();
    const value: Run = { job, startedAt, reportedAt, endedAt, ...progress };
    isWriting = true;
    writing = writing
      .then(() => put(value))
      .catch(() => {})
      .finally(() => {
        isWriting = false;
      });
    return writing;
  };
  const put = async (value: Run): Promise<void> => {
    const found = await store.readRecord(RUN_RECORD, id);
    // A run that began later has replaced this one. A start in the future comes from a clock that was ahead.
    const other = found?.value.startedAt ?? startedAt;
    if (other > startedAt && other <= value.reportedAt) return;
    const expiresAt = new Date(value.reportedAt.getTime() + KEPT_MS);
    const record = { kind: RUN_RECORD, id, value, expiresAt };
    await store.writeRecord(record, found?.revision ?? null);
  };
  return {
    tell: (progress) => {
      const now = clock.now();
      // A slow store gets the next report, not a queue of them.
      if (isWriting || now.getTime() - toldAt.getTime() < EVERY_MS) return;
      toldAt = now;
      void write(progress, null);
    },
    end: (progress) => write(progress, clock.now()),
  };
}
