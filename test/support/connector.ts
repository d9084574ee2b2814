import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';
import { freePort } from '../../build/free-port.ts';
import { childEnvironment } from './child-environment.ts';
import { eventually } from './eventually.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The whole product as `npm start` runs it, in its own process. */
export type Connector = {
  readonly baseUrl: string;
  readonly port: number;
  /** All that it has written to stdout and stderr so far. */
  output(): string;
  /** Sends SIGKILL or another signal, and resolves when the process is gone. */
  end(signal?: NodeJS.Signals): Promise<void>;
  /** Resolves with the exit code when the process ends by itself. */
  exitCode(): Promise<number | null>;
};

export type ConnectorOptions = {
  readonly directory: string;
  readonly port?: number;
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Replaces the local server's program, for example by one that dies at a given step. */
  readonly program?: string;
};

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts the process and does not wait until it serves. */
export async function launchConnector(options: ConnectorOptions): Promise<Connector> {
  const port = options.port ?? (await freePort());
  const program = options.program ?? `${ROOT}local/main.ts`;
  const child = spawn(process.execPath, [program], {
    // Not the checkout, whose .env would change what a test sees.
    cwd: options.cwd ?? tmpdir(),
    env: {
      ...childEnvironment(),
      PORT: String(port),
      DATA_DIR: options.directory,
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const gone = once(child, 'close').then(() => running.delete(child));
  return {
    baseUrl: options.environment?.['BASE_URL'] ?? `http://127.0.0.1:${port}`,
    port,
    output: () => output,
    end: async (signal = 'SIGKILL') => {
      child.kill(signal);
      await gone;
    },
    exitCode: async () => {
      await gone;
      return child.exitCode;
    },
  };
}

/** Starts the connector and waits until its health check succeeds. */
export async function startConnector(options: ConnectorOptions): Promise<Connector> {
  return waitForHealth(await launchConnector(options), (status) => status === 200);
}

/** Starts the connector and waits until it answers, even if its health check fails. */
export async function startUnready(options: ConnectorOptions): Promise<Connector> {
  return waitForHealth(await launchConnector(options), (status) => status !== null);
}

async function waitForHealth(
  connector: Connector,
  isEnough: (health: number | null) => boolean,
): Promise<Connector> {
  await eventually(async () => isEnough(await healthOf(connector.baseUrl)), {
    what: () => `the connector is up:\n${connector.output()}`,
    everyMs: 30,
  });
  return connector;
}

/** The status of its health check; null if it does not answer. */
async function healthOf(baseUrl: string): Promise<number | null> {
  return fetch(`${baseUrl}/healthz`).then(
    ({ status }) => status,
    () => null,
  );
}
