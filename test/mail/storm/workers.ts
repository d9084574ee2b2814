import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, request as requestOf, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';
import { childEnvironment } from '../../support/child-environment.ts';
import type { Weather } from './worker.ts';

const PROGRAM = fileURLToPath(new URL('./worker.ts', import.meta.url));
/** By how much the clocks of two workers differ. */
const SKEW_MS = 40_000;

type Worker = { readonly child: ChildProcess; readonly port: number };

/** Several processes of the functions over one store; one that is killed is replaced. */
export type Workers = {
  /** Passes a request on to one of them; 502 when it dies before it answers, or none is alive. */
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Sends SIGKILL to one of them, and starts another. */
  killOne(): void;
  /** Waits until all are alive, and tells them. */
  face(weather: Weather): Promise<void>;
  readonly killed: number;
  /** Everything that they logged. */
  log(): string;
};

type Plan = {
  readonly count: number;
  readonly seed: number;
  readonly random: () => number;
  readonly environment: Readonly<Record<string, string>>;
};

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

export async function startWorkers(plan: Plan): Promise<Workers> {
  const alive = new Set<Worker>();
  let weather: Weather = { aheadMs: 0, isReliable: true };
  let [started, killed, logged] = [0, 0, ''];
  let starting: Promise<void>[] = [];

  const start = async (): Promise<void> => {
    const number = started++;
    const child = fork(PROGRAM, {
      env: {
        ...childEnvironment(),
        ...plan.environment,
        WORKER_SEED: `${plan.seed}${number}`,
        WORKER_SKEW_MS: String(number % 2 === 0 ? 0 : SKEW_MS),
        CLOCK_AHEAD_MS: String(weather.aheadMs),
        STORE_FAILS: weather.isReliable ? 'no' : 'yes',
      },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    running.add(child);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        logged += text;
      });
    }
    const gone = once(child, 'exit').then((): [{ port: number }] => {
      running.delete(child);
      throw new Error(`a worker ended before it was ready: ${logged.slice(-2000)}`);
    });
    gone.catch(() => undefined);
    const [{ port }] = (await Promise.race([once(child, 'message'), gone])) as [{ port: number }];
    alive.add({ child, port });
  };
  const any = (): Worker | undefined => [...alive][Math.floor(plan.random() * alive.size)];

  await Promise.all(Array.from({ length: plan.count }, start));
  return {
    serve: async (request, response) => passOn(any()?.port, request, response),
    killOne: () => {
      const worker = any();
      if (!worker) return;
      killed += 1;
      alive.delete(worker);
      worker.child.kill('SIGKILL');
      starting.push(start());
    },
    face: async (next) => {
      weather = next;
      await Promise.all(starting);
      starting = [];
      await Promise.all(
        [...alive].map(async ({ child }) => {
          if (!child.connected) throw new Error(`a worker ended by itself: ${logged.slice(-3000)}`);
          const faced = once(child, 'message');
          child.send(next);
          await faced;
        }),
      );
    },
    get killed() {
      return killed;
    },
    log: () => logged,
  };
}

function passOn(
  port: number | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  return new Promise((done) => {
    const fail = (): void => {
      if (!response.headersSent) response.writeHead(502);
      response.end(() => done());
    };
    if (port === undefined) return fail();
    const { method, url: path, headers } = request;
    const passed = requestOf({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('error', fail).on('end', done).pipe(response);
    });
    passed.on('error', fail);
    request.pipe(passed);
  });
}
