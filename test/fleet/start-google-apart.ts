import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';
import { childEnvironment } from '../support/child-environment.ts';
import { emulator } from '../support/emulator.ts';
import { AS_IT_IS, type Pace } from './moved-clock.ts';

const PROGRAM = fileURLToPath(new URL('./google-apart.ts', import.meta.url));

/** An emulated Google in a process of its own; it ends with the tests of this file. */
export type GoogleApart = ReturnType<typeof emulator> & {
  readonly url: string;
  /** Moves its clock on; answers once that is done. */
  moveTo(aheadMs: number): Promise<void>;
};

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** @param accessTokenSeconds how long its access tokens live */
export async function startGoogleApart(
  accessTokenSeconds = 3599,
  { speed, since }: Pace = AS_IT_IS,
): Promise<GoogleApart> {
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
