import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { freePort } from '../build/free-port.ts';
import type { FirstRequest } from '../build/warm-up/requests.ts';
import type { Sample } from './contest.ts';
import { undoAtExit } from './leftovers.ts';
import { peakMemoryOf } from './peak-memory.ts';

/** Far beyond any start; a function that hangs is ended rather than waited for. */
const PATIENCE_MS = 30_000;

/** A server of one function, and the first thing that it is asked. */
export type Start = {
  readonly name: string;
  /** What Node is to run. */
  readonly program: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly ask: FirstRequest;
};

/** Starts a server and times it from the start of its process to the first byte of its first answer. */
export async function startProcess(
  { name, program, environment, ask }: Start,
  directory: string,
): Promise<Sample> {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(process.execPath, [...program], {
    // Nothing of this shell's environment, and no `.env`: every run starts the same.
    env: { PORT: String(port), ...environment },
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
  });
  const keep = undoAtExit(() => child.kill('SIGKILL'));
  try {
    const said = await listening(child, name);
    const response = await firstAnswer(port, ask);
    const time = performance.now() - begun;
    if (response.statusCode !== ask.status) {
      throw new Error(
        `${name} answered ${response.statusCode} instead of ${ask.status}. ${said()}`,
      );
    }
    return { time, memory: peakMemoryOf(child.pid) };
  } finally {
    await end(child);
    keep();
  }
}

/**
 * Both frameworks say so on the standard output; asking before would cost both of us time.
 *
 * @returns what tells all that it has said
 */
function listening(child: ChildProcess, name: string): Promise<() => string> {
  let said = '';
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        said += chunk;
        if (/serving (on|function)/i.test(said)) resolve(() => said);
      });
    }
    child.once('error', reject);
    child.once('close', () => reject(new Error(`${name} did not start. ${said}`)));
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

/** Waits until it is gone, so that its end is not timed with the start of the next. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
