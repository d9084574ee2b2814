import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { DueRun } from '../shared/concurrency/counted-work.ts';
import { cleanUpAtExit } from './clean-up.ts';
import type { Counts } from './count-calls.ts';

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

/**
 * The heap that V8 allows itself on a machine of 1 GiB. On a larger machine it would grow the heap
 * instead of collecting garbage, and the figure would depend on the machine.
 */
const HEAP = '--max-heap-size=512';

const PROGRAM = fileURLToPath(new URL('./fleet-process.ts', import.meta.url));

/** Starts a separate process over a directory, to measure its memory and its thread time. */
export async function startInstance(directory: string, baseUrl: string): Promise<Instance> {
  const child = fork(PROGRAM, [directory, baseUrl], {
    execArgv: [HEAP],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const cancelCleanUp = cleanUpAtExit(() => child.kill('SIGKILL'));
  await nextMessage(child);
  return {
    refreshDue: async (request) => {
      const outcome = nextMessage(child);
      child.send(request);
      return (await outcome) as Outcome;
    },
    close: async () => {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
      cancelCleanUp();
    },
  };
}

/** The child's next message; rejects if it exits first. */
function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('An instance ended before it had answered.'));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message);
    });
  });
}
