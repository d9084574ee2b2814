import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { afterAll } from '@jest/globals';
import { describeWith } from '../support/describe-with.ts';
import { ROOT } from './documents.ts';

const TOOLS = ['bash', 'curl', 'openssl', 'sed'];
const run = promisify(execFile);

const serving = new Set<ChildProcess>();
afterAll(() => serving.forEach(endGroup));

/** Runs an example as a reader would paste it; answers what it printed. */
export async function runExample(
  script: string,
  directory: string,
  environment: Record<string, string> = {},
): Promise<string> {
  const env = { ...process.env, ...environment };
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], { cwd: directory, env });
  return stdout;
}

/** An example that serves until it is stopped, with all that it started. */
export type Serving = {
  /** Waits until it has written these words: it may answer before it says so. */
  says(words: string): Promise<void>;
  /** Asks until there is an answer. */
  answer(url: string): Promise<Response>;
  end(): Promise<void>;
};

export function serveExample(script: string, environment: Record<string, string>): Serving {
  // A group of its own: npm and npx start the server as a child of a child.
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
    says: (words) => saying(words, () => output),
    answer: (url) => answerOf(url, () => output),
    end: async () => {
      endGroup(child);
      await gone;
    },
  };
}

function endGroup({ pid, exitCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGKILL');
}

const PATIENCE_MS = 20_000;

async function saying(words: string, output: () => string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!output().includes(words)) {
    if (Date.now() > deadline) throw new Error(`it does not say ${words}:\n${output()}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

async function answerOf(url: string, output: () => string): Promise<Response> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const response = await fetch(url, { headers: { accept: 'application/json' } }).catch(
      () => null,
    );
    if (response) return response;
    if (Date.now() > deadline) throw new Error(`nothing answers at ${url}:\n${output()}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

/** Examples need what a reader has at hand. Where it is missing they are skipped, except on CI. */
export function describeInShell(name: string, suite: () => void): void {
  const missing = TOOLS.filter((tool) => spawnSync(tool, ['--help']).error);
  describeWith(missing.length > 0 ? `not found: ${missing.join(', ')}` : null, name, suite);
}
