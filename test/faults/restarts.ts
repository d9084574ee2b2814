import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';
import { childEnvironment } from '../support/child-environment.ts';
import { eventually } from '../support/eventually.ts';

const PROGRAM = fileURLToPath(new URL('./restarting.ts', import.meta.url));

/** A process that starts and closes the local server as often as a test wants. */
export type Restarts = {
  /** Starts a new server over this directory, after closing the one before, and waits until it is healthy. */
  serve(directory: string): Promise<void>;
  /** Closes the server, so that another process can have its directory and port. */
  close(): Promise<void>;
};

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts the process, which serves nothing yet. */
export function startRestarts(
  port: number,
  environment: Readonly<Record<string, string>> = {},
): Restarts {
  const child = spawn(process.execPath, [PROGRAM], {
    // Not the checkout, whose .env would change what a test sees.
    cwd: tmpdir(),
    env: { ...childEnvironment(), PORT: String(port), ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  running.add(child);
  const ended = once(child, 'exit').then(() => {
    throw new Error('the restarting server has ended');
  });
  // It ends after the tests too, when nobody waits for it.
  ended.catch(() => {});
  const ask = async (directory: string | null): Promise<void> => {
    const done = once(child, 'message');
    child.send({ directory });
    await Promise.race([done, ended]);
  };
  const isHealthy = async (): Promise<boolean> =>
    (await fetch(`http://127.0.0.1:${port}/healthz`)).status === 200;
  return {
    serve: async (directory) => {
      await ask(directory);
      await eventually(isHealthy, { everyMs: 30 });
    },
    close: () => ask(null),
  };
}
