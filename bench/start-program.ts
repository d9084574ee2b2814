import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { cleanUpAtExit } from './clean-up.ts';

/**
 * The heap that V8 allows itself on a machine of 1 GiB. On a larger machine it would grow the heap
 * instead of collecting garbage, and the figure would depend on the machine.
 */
const HEAP = '--max-heap-size=512';

/** A process that answers one message at a time. */
export type Program<Request, Outcome> = {
  ask(request: Request): Promise<Outcome>;
  close(): Promise<void>;
};

/** Starts a program in a process of its own, to measure its memory and its thread time. */
export async function startProgram<Request extends object, Outcome>(
  program: URL,
  parameters: readonly string[],
): Promise<Program<Request, Outcome>> {
  const child = fork(fileURLToPath(program), parameters, {
    execArgv: [HEAP, '--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const cancelCleanUp = cleanUpAtExit(() => child.kill('SIGKILL'));
  await nextMessage(child);
  return {
    ask: async (request) => {
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
