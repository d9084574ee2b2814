import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { keyOf, verifyProof } from '../shared/salesforce/webhook/callers/call-proof.ts';
import type { Bench, Comparison, OpenBench, Sample } from './comparison.ts';
import { warmUp } from './run-pairs.ts';
import { type Program, startProgram } from './start-program.ts';
import { timeWork } from './time-work.ts';

/** Where the instance serves, and what a call needs. */
export type WebhookServed = {
  readonly port: number;
  readonly mailbox: string;
  readonly callerId: string;
  readonly secret: string;
};

/** The processor time of the instance so far. */
type Instance = WebhookServed & { readonly microseconds: number };

const CONNECTIONS = [1, 16, 64] as const;
const CALLS = 640;
const SIGNED_BYTES = 1024;
const CHECKS = 2000;

/** A verified call for an access token on a warm instance, and the check of its signature alone. */
export const webhook: Bench = { name: 'webhook', seconds: { full: 40, quick: 8 }, open };

async function open(directory: string): Promise<OpenBench> {
  const program = new URL('./webhook-process.ts', import.meta.url);
  const instance = await startProgram<object, Instance>(program, [directory]);
  const figures = new Map<number, string>();
  const served = await instance.ask({});
  const calls = CONNECTIONS.map((connections) =>
    tokenCalls({ instance, served, figures }, connections),
  );
  const signature = signatureCheck();
  const comparisons = [...calls, signature.comparison];
  await warmUp(comparisons);
  return {
    comparisons,
    notes: () => [...figures.values(), signature.note()],
    close: () => instance.close(),
  };
}

type Load = {
  readonly instance: Program<object, Instance>;
  readonly served: WebhookServed;
  /** For the notes, by the number of connections. */
  readonly figures: Map<number, string>;
};

/** Makes the function that calls a path with a signed body, over so many connections. */
function callOver(
  { port, mailbox, callerId, secret }: WebhookServed,
  connections: number,
): (path: string) => Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const body = JSON.stringify({ mailbox });
  const headers = {
    'content-type': 'application/json',
    'x-connector-caller': callerId,
    'x-connector-signature': createHmac('sha256', secret).update(body).digest('hex'),
  };
  return (path) =>
    new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port, agent, path, headers, method: 'POST' };
      request(options, (response) => {
        response.resume();
        response.once('end', () =>
          response.statusCode === 200
            ? resolve()
            : reject(new Error(`A call was answered with ${response.statusCode}.`)),
        );
      })
        .once('error', reject)
        .end(body);
    });
}

function tokenCalls({ instance, served, figures }: Load, connections: number): Comparison {
  const call = callOver(served, connections);
  const load = (path: string, latencies: number[] = []): Promise<Sample> =>
    timeWork({ turns: CALLS / connections, lanes: connections }, async () => {
      const startedAt = performance.now();
      await call(path);
      latencies.push(performance.now() - startedAt);
    });
  return {
    measured: `a verified call for a token, ${connections} at once`,
    baseline: 'the same without proof, store and seal',
    runBaseline: () => load('/bare/v1/getAccessToken'),
    run: async () => {
      const latencies: number[] = [];
      const before = await instance.ask({});
      const sample = await load('/v1/getAccessToken', latencies);
      const after = await instance.ask({});
      const processor = (after.microseconds - before.microseconds) / CALLS;
      figures.set(connections, figureOf({ connections, sample, latencies, processor }));
      return sample;
    },
  };
}

type Measured = {
  readonly connections: number;
  readonly sample: Sample;
  readonly latencies: readonly number[];
  /** Microseconds of the instance for each call. */
  readonly processor: number;
};

function figureOf({ connections, sample, latencies, processor }: Measured): string {
  const sorted = latencies.toSorted((one, other) => one - other);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  const perSecond = Math.round(1000 / sample.time);
  return `webhook: with ${connections} at once ${perSecond} calls for a token a second, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ${Math.round(processor)} µs of processor time each (the last round)`;
}

/** The check of a signature over 1 KB against the digest that nobody can do without. */
function signatureCheck(): { readonly comparison: Comparison; readonly note: () => string } {
  const rawBody = Buffer.alloc(SIGNED_BYTES, 'x');
  const secret = 'a-secret-of-the-bench-of-32-characters';
  const keys = [keyOf('signature', secret)];
  const signature = createHmac('sha256', secret).update(rawBody).digest('hex');
  const none = { id: undefined, timestamp: undefined, signature: undefined };
  const proof = {
    rawBody,
    callerId: undefined,
    signature,
    authorization: undefined,
    webhook: none,
    pathKey: undefined,
  };
  const now = new Date();
  let least = Number.POSITIVE_INFINITY;
  const comparison: Comparison = {
    measured: 'a signature of 1 KB, checked',
    baseline: 'its HMAC alone',
    run: async () => {
      const sample = checks(() => verifyProof(proof, { proof: 'signature', keys }, now));
      least = Math.min(least, sample.time);
      return sample;
    },
    runBaseline: async () =>
      checks(() => createHmac('sha256', secret).update(rawBody).digest('hex')),
  };
  const note = (): string =>
    `webhook: a signature of 1 KB is checked in ${(least * 1000).toFixed(1)} µs in the best round (at most 6 µs)`;
  return { comparison, note };
}

/** The time of one check, of many in a row. */
function checks(check: () => unknown): Sample {
  const startedAt = performance.now();
  for (let nth = 0; nth < CHECKS; nth++) check();
  return { time: (performance.now() - startedAt) / CHECKS, memory: null };
}
