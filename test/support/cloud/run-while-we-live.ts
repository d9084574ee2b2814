import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Ends the program when its own input closes. The system closes it when the owner dies in any way, `kill -9`
 * included. The program's output closes when the program is gone, because the shell does not hold it.
 */
const SUPERVISE = '"$@" & exec >/dev/null 2>&1; cat; kill -9 $!; wait';

export type Running = {
  /** The program's whole output, once it is gone. */
  readonly gone: Promise<string>;
  /** Ends the program and returns its output. */
  end(): Promise<string>;
};

/** Runs a program that cannot outlive this process. */
export function runWhileWeLive(command: readonly string[]): Running {
  const child = spawn('sh', ['-c', SUPERVISE, 'sh', ...command], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Its own process group, because Ctrl-C would end the shell and leave the program unguarded.
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  // A closed pipe is no error when the program is gone already.
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
