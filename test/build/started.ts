import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { freePort } from '../../build/free-port.ts';

const LOOPBACK_ONLY = new URL('../support/loopback-only.mjs', import.meta.url).href;

/** A complete configuration whose services do not exist: nothing listens on port 1. */
export const CLOUD = {
  STATE: 'cloud',
  GOOGLE_CLOUD_PROJECT: 'test-project',
  FIRESTORE_EMULATOR_HOST: '127.0.0.1:1',
  SECRET_MANAGER_EMULATOR_HOST: '127.0.0.1:1',
  GOOGLE_CLIENT_ID: 'test.apps.googleusercontent.com',
  SETUP_ADMINS: 'admin@example.com',
  METADATA_SERVER_DETECTION: 'none',
};

export type Started = {
  readonly baseUrl: string;
  /** All output so far. */
  output(): string;
  /** Ends the process as Cloud Run does. Returns its exit code. */
  end(): Promise<number | null>;
};

const children = new Set<ChildProcess>();

/** Ends every process that a failed test left running. */
export function endAll(): void {
  for (const child of children) child.kill('SIGKILL');
}

/** Starts a function by a program in a folder, with this environment and nothing of the test's own. */
export async function start(
  [program, ...args]: readonly [string, ...string[]],
  cwd: string,
  environment: NodeJS.ProcessEnv,
): Promise<Started> {
  const port = await freePort();
  const child = spawn(program, args, {
    cwd,
    env: {
      PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
      NODE_OPTIONS: `--import=${LOOPBACK_ONLY}`,
      PORT: String(port),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let output = '';
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (/serving (on|function)/i.test(output)) resolve();
      });
    }
    child.once('error', reject);
    child.once('close', () => reject(new Error(`It did not start.\n${output}`)));
  });
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    output: () => output,
    end: () => {
      child.kill('SIGTERM');
      children.delete(child);
      return exited;
    },
  };
}
