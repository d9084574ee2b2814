import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { afterAll } from '@jest/globals';
import { describeWith } from '../support/describe-with.ts';
import { eventually } from '../support/eventually.ts';
import { ROOT } from './documents.ts';

const TOOLS = ['bash', 'curl', 'openssl', 'sed'];
const run = promisify(execFile);

const serving = new Set<ChildProcess>();
afterAll(() => serving.forEach(endGroup));

/** Runs an example as a reader would paste it. Returns what it printed. */
export async function runExample(
  script: string,
  directory: string,
  environment: Record<string, string> = {},
): Promise<string> {
  const env = { ...process.env, ...environment };
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], { cwd: directory, env });
  return stdout;
}

/** An example that serves until it is stopped, with every process that it started. */
export type Serving = {
  /** Waits until it has written these words, which may come after its first answer. */
  says(words: string): Promise<void>;
  /** Asks until the server answers. */
  answer(url: string): Promise<Response>;
  end(): Promise<void>;
};

export function serveExample(script: string, environment: Record<string, string>): Serving {
  // Its own process group, since npm and npx start the server as a child of a child.
  const child = spawn('bash', ['-c', script], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  serving.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const gone = once(child, 'close').then(() => serving.delete(child));
  return {
    says: async (words) => {
      const what = () => `the example writes ${words}:\n${output}`;
      await eventually(() => output.includes(words), { what, everyMs: 50 });
    },
    answer: (url) => {
      const what = () => `an answer from ${url}:\n${output}`;
      const headers = { accept: 'application/json' };
      return eventually(() => fetch(url, { headers }), { what, everyMs: 50 });
    },
    end: async () => {
      endGroup(child);
      await gone;
    },
  };
}

function endGroup({ pid, exitCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGKILL');
}

/** Skips the examples where a tool that they need is missing, except on CI. */
export function describeInShell(name: string, suite: () => void): void {
  const missing = TOOLS.filter((tool) => spawnSync(tool, ['--help']).error);
  describeWith(missing.length > 0 ? `not found: ${missing.join(', ')}` : null, name, suite);
}
