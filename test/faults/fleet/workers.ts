import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';
import { childEnvironment } from '../../support/child-environment.ts';
import type { Ledger } from './ledger.ts';
import type { Order, Told } from './messages.ts';

const PROGRAM = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** A process that works on the fleet. */
export type Worker = {
  /** Does one round; answers the codes of what it met, or null when it was killed meanwhile. */
  round(order: Order): Promise<readonly string[] | null>;
  /** kill -9; `at` is the moment, for the ledger. */
  kill(at: number): Promise<void>;
};

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

let started = 0;

/** Starts one and waits until it is ready. */
export async function startWorker(
  environment: Readonly<Record<string, string>>,
  ledger: Ledger,
  called: () => void,
): Promise<Worker> {
  const number = ++started;
  const child = fork(PROGRAM, {
    env: {
      ...childEnvironment(),
      ...environment,
      WORKER_SEED: `${environment['WORKER_SEED']}${number}`,
    },
    execArgv: [],
  });
  running.add(child);
  const gone = once(child, 'exit').then(() => null);
  let done: (met: readonly string[]) => void = () => {};
  const ready = new Promise<void>((isReady) => {
    child.on('message', (told: Told) => {
      if (told.kind === 'ready') isReady();
      else if (told.kind === 'done') done(told.met);
      else ledger.note(number, told);
      if (told.kind === 'began') called();
    });
  });
  const failed = gone.then(() => {
    throw new Error('a worker ended before it was ready');
  });
  await Promise.race([ready, failed]);
  failed.catch(() => {});
  return {
    round: (order) => {
      const met = new Promise<readonly string[]>((answer) => {
        done = answer;
      });
      // One that was killed after its last round is found out here.
      child.send(order, () => {});
      return Promise.race([met, gone]);
    },
    kill: async (at) => {
      child.kill('SIGKILL');
      await gone;
      running.delete(child);
      ledger.noteKill(number, at);
    },
  };
}
