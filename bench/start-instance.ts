import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { RefreshRun } from '../shared/tokens/index.ts';
import type { Counts } from './count-calls.ts';
import { undoAtExit } from './leftovers.ts';

/** One run, at a time that is so much later than it is. */
export type Order = Omit<RefreshRun, 'until'> & { readonly laterMs: number };

/** What became of a run; counts and memory are those of the process's whole life. */
export type Outcome = {
  readonly refreshed: number;
  readonly counts: Counts;
  /** Resident before the first run; null where that cannot be told. */
  readonly idleBytes: number | null;
  readonly peakBytes: number | null;
};

export type Instance = {
  refreshDue(order: Order): Promise<Outcome>;
  close(): Promise<void>;
};

/**
 * As V8 makes it on a machine of 1 GiB. It looks at what is there, and with plenty it would rather
 * take more than clean up: the machine would be measured, and not the product.
 */
const HEAP = '--max-heap-size=512';

const PROGRAM = fileURLToPath(new URL('./fleet-process.ts', import.meta.url));

/** Starts a process of its own over a directory: its memory and its one thread are not ours. */
export async function startInstance(directory: string, baseUrl: string): Promise<Instance> {
  const child = fork(PROGRAM, [directory, baseUrl], {
    execArgv: [HEAP],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const keep = undoAtExit(() => child.kill('SIGKILL'));
  await said(child);
  return {
    refreshDue: async (order) => {
      const outcome = said(child);
      child.send(order);
      return (await outcome) as Outcome;
    },
    close: async () => {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
      keep();
    },
  };
}

/** The next thing that it says, unless it ends first. */
function said(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('An instance ended before it had answered.'));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message);
    });
  });
}
