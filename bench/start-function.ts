import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Sample } from './contest.ts';
import { findFreePort } from './free-port.ts';
import { undoAtExit } from './leftovers.ts';
import { peakMemoryOf } from './peak-memory.ts';

/** Far beyond any start; a function that hangs is ended rather than waited for. */
const PATIENCE_MS = 30_000;

const FRAMEWORK = join(
  dirname(createRequire(import.meta.url).resolve('@google-cloud/functions-framework')),
  'main.js',
);

/** A function as the Functions Framework is told of it, and what it answers where it has no route. */
export type StartedFunction = {
  readonly target: string;
  readonly source: string;
  readonly status: number;
};

/**
 * Starts one function by itself and times it from the start of its process to the first byte of an
 * answer that needs no store: that of a path it does not have.
 */
export async function startFunction(
  { target, source, status }: StartedFunction,
  dataDirectory: string,
): Promise<Sample> {
  const port = await findFreePort();
  const begun = performance.now();
  const child = spawn(process.execPath, [FRAMEWORK, `--target=${target}`, `--source=${source}`], {
    // Nothing of this shell's environment, and no `.env`: every run starts the same.
    env: { PORT: String(port), DATA_DIR: dataDirectory },
    cwd: dataDirectory,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
  });
  const keep = undoAtExit(() => child.kill('SIGKILL'));
  try {
    await listening(child, target);
    const response = await firstAnswer(port);
    const time = performance.now() - begun;
    if (response.statusCode !== status) {
      throw new Error(`${target} answered ${response.statusCode} instead of ${status}.`);
    }
    return { time, memory: peakMemoryOf(child.pid) };
  } finally {
    await end(child);
    keep();
  }
}

/** The framework says so on its standard output; asking before would cost both of us time. */
function listening(child: ChildProcess, target: string): Promise<void> {
  let complaint = '';
  child.stderr?.on('data', (chunk) => {
    complaint += chunk;
  });
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      if (String(chunk).includes('Serving function')) resolve();
    });
    child.once('error', reject);
    child.once('close', () => reject(new Error(`${target} did not start. ${complaint}`)));
  });
}

function firstAnswer(port: number): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: '/no/such/path', agent: false }, (response) => {
      response.resume();
      resolve(response);
    }).once('error', reject);
  });
}

/** Waits until it is gone, so that its end is not timed with the start of the next. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
