import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';
import { freePort } from '../../build/free-port.ts';
import { childEnvironment } from './child-environment.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The whole product as `npm start` runs it, in a process of its own. */
export type Connector = {
  readonly baseUrl: string;
  readonly port: number;
  /** Everything it wrote so far, to stdout and stderr. */
  output(): string;
  /** kill -9, or a polite signal; resolves when the process is gone. */
  end(signal?: NodeJS.Signals): Promise<void>;
  /** Its exit code, once it has ended by itself. */
  exitCode(): Promise<number | null>;
};

export type ConnectorOptions = {
  readonly directory: string;
  readonly port?: number;
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Another program than the local server's own, such as one that dies at a given step. */
  readonly program?: string;
};

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts it without waiting for more than the process. */
export async function launchConnector(options: ConnectorOptions): Promise<Connector> {
  const port = options.port ?? (await freePort());
  const program = options.program ?? `${ROOT}local/main.ts`;
  const child = spawn(process.execPath, [program], {
    // Not the checkout: a developer's own .env must not decide what a test sees.
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

/** Starts it and waits until it says that everything is up. */
export async function startConnector(options: ConnectorOptions): Promise<Connector> {
  return waitUntil(await launchConnector(options), (status) => status === 200);
}

/** Starts it and waits until it answers, though what it needs may be missing. */
export async function startUnready(options: ConnectorOptions): Promise<Connector> {
  return waitUntil(await launchConnector(options), (status) => status !== null);
}

async function waitUntil(
  connector: Connector,
  isEnough: (health: number | null) => boolean,
): Promise<Connector> {
  const deadline = Date.now() + 20_000;
  while (!isEnough(await healthOf(connector.baseUrl))) {
    if (Date.now() > deadline) throw new Error(`it does not come up:\n${connector.output()}`);
    await new Promise((wake) => setTimeout(wake, 30));
  }
  return connector;
}

/** The status with which it says how it is; null: it does not answer. */
async function healthOf(baseUrl: string): Promise<number | null> {
  return fetch(`${baseUrl}/healthz`).then(
    ({ status }) => status,
    () => null,
  );
}
