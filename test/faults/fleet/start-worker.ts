import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';
import { childEnvironment } from '../../support/child-environment.ts';
import type { CallLog } from './call-log.ts';
import type { RoundRequest, WorkerMessage } from './messages.ts';

const PROGRAM = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** A process that refreshes and probes the fleet. */
export type Worker = {
  /** Does one round. Returns the codes that its work ended with, or null when it was killed. */
  round(request: RoundRequest): Promise<readonly string[] | null>;
  /** Sends SIGKILL. `at` is the time for the call log. */
  kill(at: number): Promise<void>;
};

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

let started = 0;

/** Starts a worker and waits until it is ready. `called` runs at each call of the token endpoint. */
export async function startWorker(
  environment: Readonly<Record<string, string>>,
  log: CallLog,
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
  let done: (codes: readonly string[]) => void = () => {};
  const ready = new Promise<void>((becomeReady) => {
    child.on('message', (message: WorkerMessage) => {
      if (message.kind === 'ready') becomeReady();
      else if (message.kind === 'done') done(message.codes);
      else log.note(number, message);
      if (message.kind === 'began') called();
    });
  });
  const failed = gone.then(() => {
    throw new Error('a worker ended before it was ready');
  });
  await Promise.race([ready, failed]);
  failed.catch(() => {});
  return {
    round: (request) => {
      const codes = new Promise<readonly string[]>((answer) => {
        done = answer;
      });
      // The callback keeps the send to a worker that was killed after its last round from throwing.
      child.send(request, () => {});
      return Promise.race([codes, gone]);
    },
    kill: async (at) => {
      child.kill('SIGKILL');
      await gone;
      running.delete(child);
      log.noteKill(number, at);
    },
  };
}
