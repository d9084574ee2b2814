import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';
import { childEnvironment } from './child-environment.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** How a command ended. */
export type Ended = {
  /** Null if the command was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type Running = {
  readonly ended: Promise<Ended>;
  /** Waits until stderr has these words, or the command has ended. */
  said(words: string): Promise<unknown>;
  /** Waits until stdout has these words, or the command has ended. */
  printed(words: string): Promise<unknown>;
  /** Without a signal it cannot clean up. */
  kill(signal?: 'SIGINT'): void;
};

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

type CommandName = 'delegation' | 'diagnose' | 'keys' | 'mail' | 'security-events' | 'vault';

/** Starts what `npm run NAME -- ARGUMENTS` runs, without npm, in its own process. */
export function startCommand(
  [name, ...args]: readonly [CommandName, ...string[]],
  environment: Readonly<Record<string, string>>,
  input = '',
): Running {
  const child = spawn(process.execPath, [`${ROOT}commands/${name}.ts`, ...args], {
    // Not the checkout, whose .env would change what a test sees.
    cwd: tmpdir(),
    env: { ...childEnvironment(), ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A command that reads no input may end before it arrives.
  child.stdin.on('error', () => {}).end(input);
  running.add(child);
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      written[name] += text;
    });
  }
  const ended = once(child, 'close').then(() => {
    running.delete(child);
    return { code: child.exitCode, ...written };
  });
  const wrote = async (name: 'stdout' | 'stderr', words: string): Promise<void> => {
    while (!written[name].includes(words)) await once(child[name], 'data');
  };
  return {
    ended,
    said: (words) => Promise.race([wrote('stderr', words), ended]),
    printed: (words) => Promise.race([wrote('stdout', words), ended]),
    kill: (signal: NodeJS.Signals = 'SIGKILL') => void child.kill(signal),
  };
}

/** Starts a command and waits for its end. */
export const runCommand = (
  command: readonly [CommandName, ...string[]],
  environment: Readonly<Record<string, string>>,
  input = '',
): Promise<Ended> => startCommand(command, environment, input).ended;

/** The output of `--json`. */
export const factsOf = ({ stdout }: Ended): Record<string, unknown> => JSON.parse(stdout);
