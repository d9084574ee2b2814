import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { DueRun } from '../../shared/concurrency/counted-work.ts';
import { LOCAL_SCHEDULER, parseConfig } from '../../shared/config/index.ts';
import type { Incoming } from '../../shared/http/index.ts';
import { RUN_RECORD } from '../../shared/jobs/run.ts';
import { type Job, runJob } from '../../shared/jobs/run-job.ts';
import { composeRuntime, type Runtime } from '../../shared/runtime/runtime.ts';
import { shardsOf } from '../../shared/tokens/index.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

type Outcome = { readonly kind: 'done' | 'quiet' };
type Summary = { readonly due: number; readonly done: number; readonly left: number };

const NOW = new Date('2026-01-31T09:17:00Z');
const directory = temporaryDirectory();
let runtime: Runtime;
let logged: string[] = [];
let runs: DueRun[] = [];

beforeAll(async () => {
  const composed = await composeRuntime(parseConfig({ DATA_DIR: directory, LOG_LEVEL: 'error' }));
  runtime = {
    ...composed,
    clock: { now: () => NOW, sleep: async () => {} },
    log: (severity, message) => logged.push(`${severity} ${message}`),
    verifyScheduler: async (token) => (token === 'scheduler' ? LOCAL_SCHEDULER : 'somebody else'),
  };
});
beforeEach(() => {
  logged = [];
  runs = [];
});
afterAll(() => runtime.close());

const JOB: Job<Outcome, Summary> = {
  name: 'label-probe',
  ended: 'sample run ended',
  limits: { ms: 5000, limit: 7, concurrency: 3 },
  doOne: async (_, connectionId) => ({ connectionId }),
  doDue: async (_, run, watch) => {
    runs.push(run);
    watch({ kind: 'quiet' }, { due: 3, done: 0, left: 0 });
    watch({ kind: 'done' }, { due: 3, done: 1, left: 0 });
    return { due: 3, done: 1, left: 2 };
  },
  logLine: ({ kind }, correlationId) =>
    kind === 'quiet' ? null : ['info', `sample: ${kind}`, { correlationId }],
  before: async ({ startedAt }) => ({ began: startedAt }),
  after: async ({ share }) => ({ ended: share }),
};

function request(body: object | null, token = 'scheduler'): Incoming {
  return {
    method: 'POST',
    path: '/',
    address: '/label-probe',
    params: {},
    query: new URLSearchParams(),
    cookies: {},
    language: 'en',
    prefersJson: true,
    correlationId: 'correlation-1',
    mediaType: 'application/json',
    header: (name) => (name === 'authorization' ? `Bearer ${token}` : undefined),
    readFormData: async () => new FormData(),
    readBody: async () => Buffer.from(body ? JSON.stringify(body) : ''),
  };
}

const run = async (body: object | null): Promise<unknown> =>
  JSON.parse((await runJob(JOB)(request(body), runtime)).body);

test('works on its share within its limits, and answers the summary with what else it did', async () => {
  const share = { shard: 1, shards: 4 };
  expect(await run(share)).toEqual({
    due: 3,
    done: 1,
    left: 2,
    began: NOW.toISOString(),
    ended: share,
  });
  const until = new Date(NOW.getTime() + 5000);
  expect(runs).toEqual([{ limit: 7, concurrency: 3, until, shards: shardsOf(share) }]);
});

test('reports the end of the run under the name of the job and its share', async () => {
  await run({ shard: 2, shards: 4 });
  const found = await runtime.store.readRecord(RUN_RECORD, 'label-probe-2-of-4');
  expect(found?.value).toMatchObject({
    job: 'label-probe',
    endedAt: NOW,
    due: 3,
    done: 1,
    counts: { done: 1 },
  });
});

test('logs the outcomes that have a line, and the end of the run', async () => {
  await run(null);
  expect(logged).toEqual(['info sample: done', 'info sample run ended']);
});

test('does the one connection that a request names, and nothing that is due', async () => {
  expect(await run({ connectionId: 'connection-1' })).toEqual({ connectionId: 'connection-1' });
  expect(runs).toEqual([]);
});

test('does nothing for a caller that is not the scheduler', async () => {
  const stranger = runJob(JOB)(request(null, 'stranger'), runtime);
  await expect(stranger).rejects.toMatchObject({ code: 'caller_unverified' });
  expect(runs).toEqual([]);
});
