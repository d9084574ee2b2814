import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Ends the program when its own input closes, which the system does for a process that dies in
 * whatever way, `kill -9` included. Its output is closed when the program is gone: the shell keeps
 * no hold on it.
 */
const SUPERVISE = '"$@" & exec >/dev/null 2>&1; cat; kill -9 $!; wait';

export type Running = {
  /** Everything the program wrote, once it is gone. */
  readonly gone: Promise<string>;
  /** Ends it, and answers the same. */
  end(): Promise<string>;
};

/** Runs a program that cannot outlive this process. */
export function runWhileWeLive(command: readonly string[]): Running {
  const child = spawn('sh', ['-c', SUPERVISE, 'sh', ...command], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C would end the shell, and leave the program without a guard.
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  // A closed pipe is no news when the program is gone already.
  child.stdin.on('error', () => undefined);
  const silent = Promise.all([once(child.stdout, 'close'), once(child.stderr, 'close')]);
  const gone = silent.then(() => {
    child.stdin.end();
    return output;
  });
  return {
    gone,
    end: () => {
      child.stdin.end();
      return gone;
    },
  };
}
