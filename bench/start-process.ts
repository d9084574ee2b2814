import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { freePort } from '../build/free-port.ts';
import type { FirstRequest } from '../build/warm-up/requests.ts';
import { cleanUpAtExit } from './clean-up.ts';
import type { Sample } from './comparison.ts';
import { peakMemoryOf } from './process-memory.ts';

/** Far longer than any start takes; a function that hangs is killed. */
const TIMEOUT_MS = 30_000;

/** A server of one function, and the first request that it gets. */
export type Start = {
  readonly name: string;
  /** The arguments of Node: the program and its options. */
  readonly program: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly firstRequest: FirstRequest;
};

/** Starts a server; measures from the start of its process to the first byte of its first answer. */
export async function startProcess(
  { name, program, environment, firstRequest }: Start,
  directory: string,
): Promise<Sample> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...program], {
    // Without this shell's environment and without `.env`: every run starts the same.
    env: { PORT: String(port), ...environment },
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
  });
  const cancelCleanUp = cleanUpAtExit(() => child.kill('SIGKILL'));
  try {
    const output = await listening(child, name);
    const response = await firstAnswer(port, firstRequest);
    const time = performance.now() - startedAt;
    if (response.statusCode !== firstRequest.status) {
      throw new Error(
        `${name} answered ${response.statusCode} instead of ${firstRequest.status}. ${output()}`,
      );
    }
    return { time, memory: peakMemoryOf(child.pid) };
  } finally {
    await end(child);
    cancelCleanUp();
  }
}

/**
 * Waits until the server listens, which the framework and our own start report on the standard output.
 * Polling its port would slow down the start.
 *
 * @returns a function that returns the server's whole output so far
 */
function listening(child: ChildProcess, name: string): Promise<() => string> {
  let output = '';
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        output += chunk;
        if (/serving (on|function)/i.test(output)) resolve(() => output);
      });
    }
    child.once('error', reject);
    child.once('close', () => reject(new Error(`${name} did not start. ${output}`)));
  });
}

function firstAnswer(
  port: number,
  { path, method, headers, body }: FirstRequest,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, method, headers, agent: false };
    request(options, (response) => {
      response.resume();
      resolve(response);
    })
      .once('error', reject)
      .end(body);
  });
}

/** Kills the child and waits for its exit, so that this does not slow down the next start. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
