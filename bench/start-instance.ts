import type { DueRun } from '../shared/concurrency/counted-work.ts';
import type { Counts } from './count-calls.ts';
import { startProgram } from './start-program.ts';

/** A request for one run, with a clock that is ahead by `laterMs`. */
export type RunRequest = Omit<DueRun, 'until'> & { readonly laterMs: number };

/** The outcome of a run; counts and peak memory cover the whole life of the process. */
export type Outcome = {
  readonly refreshed: number;
  readonly counts: Counts;
  /** Time on the process's main thread: other load on the machine hardly changes it. */
  readonly threadMicroseconds: number;
  /** Resident memory before the first run; null if the system is not Linux. */
  readonly idleBytes: number | null;
  readonly peakBytes: number | null;
};

export type Instance = {
  refreshDue(request: RunRequest): Promise<Outcome>;
  close(): Promise<void>;
};

/** Starts a separate process over a directory, to measure its memory and its thread time. */
export async function startInstance(directory: string, baseUrl: string): Promise<Instance> {
  const program = new URL('./fleet-process.ts', import.meta.url);
  const { ask, close } = await startProgram<RunRequest, Outcome>(program, [directory, baseUrl]);
  return { refreshDue: ask, close };
}
