import type { Clock, RecordStore, Share } from '../tokens/index.ts';
import { RUN_RECORD, type Run } from './run.ts';

/** How often a run tells how it goes, and for how long its last word is kept. */
const EVERY_MS = 3 * 1000;
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** How far a run has come. */
export type Progress = Pick<Run, 'due' | 'done' | 'counts'>;

export type RunReport = {
  /** Tells how it goes, if that was not told a moment ago. */
  tell(progress: Progress): void;
  /** Tells how it ended. */
  end(progress: Progress): Promise<void>;
};

/**
 * Reports a run for whoever watches the page. Reporting never fails or delays the run: a report that
 * cannot be stored is dropped.
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
    // One that began later has taken our place; one still to begin was told by a clock that was ahead.
    const other = found?.value.startedAt ?? startedAt;
    if (other > startedAt && other <= value.reportedAt) return;
    const expiresAt = new Date(value.reportedAt.getTime() + KEPT_MS);
    const record = { kind: RUN_RECORD, id, value, expiresAt };
    await store.writeRecord(record, found?.revision ?? null);
  };
  return {
    tell: (progress) => {
      const now = clock.now();
      // On a slow store only the newest report counts.
      if (isWriting || now.getTime() - toldAt.getTime() < EVERY_MS) return;
      toldAt = now;
      void write(progress, null);
    },
    end: (progress) => write(progress, clock.now()),
  };
}
