import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';
import { childEnvironment } from '../support/child-environment.ts';
import { emulator } from '../support/emulator.ts';
import { type Pace, REAL_TIME } from './moved-clock.ts';

const PROGRAM = fileURLToPath(new URL('./google-process.ts', import.meta.url));

/** The emulated Google in its own process, which ends with the tests of the file. */
export type GoogleProcess = ReturnType<typeof emulator> & {
  readonly url: string;
  /** Sets how far its clock is ahead of the system's, and resolves once that is done. */
  moveTo(aheadMs: number): Promise<void>;
};

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** @param accessTokenSeconds how long its access tokens live */
export async function startGoogle(
  accessTokenSeconds = 3599,
  { speed, since }: Pace = REAL_TIME,
): Promise<GoogleProcess> {
  const child = fork(PROGRAM, [accessTokenSeconds, speed, since].map(String), {
    env: childEnvironment(),
    execArgv: [],
  });
  running.add(child);
  const [port] = await once(child, 'message');
  const url = `http://127.0.0.1:${port}/google`;
  return {
    url,
    ...emulator(url),
    moveTo: async (aheadMs) => {
      const moved = once(child, 'message');
      child.send(aheadMs);
      await moved;
    },
  };
}
