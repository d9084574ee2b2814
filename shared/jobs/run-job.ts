import type { DueRun } from '../concurrency/counted-work.ts';
import type { FunctionName } from '../function-names.ts';
import { type Incoming, json, type Reply } from '../http/index.ts';
import type { Log } from '../log.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { type Share, shardsOf } from '../tokens/index.ts';
import { readJobRequest } from './job-request.ts';
import { type Progress, reportRun } from './report-run.ts';
import { requireScheduler } from './require-caller.ts';

/** How much of what is due one run does, how it does it, and what the log says of each outcome. */
export type DueWork<Outcome, Summary> = {
  readonly limits: { readonly ms: number } & Omit<DueRun, 'until' | 'shards'>;
  readonly doDue: (
    runtime: Runtime,
    run: DueRun,
    watch: (outcome: Outcome, so: Summary) => void,
  ) => Promise<Summary>;
  /** Null: the log says nothing of it. */
  readonly logLine: (outcome: Outcome, correlationId: string) => Parameters<Log> | null;
};

/** What a run came to: how many were due, how many of them are left, and the outcomes by count. */
export type RunSummary = Readonly<Record<string, number>> & {
  readonly due: number;
  readonly left: number;
};

/** One run of a job. */
export type RunContext = {
  readonly runtime: Runtime;
  readonly share: Share;
  readonly startedAt: Date;
  readonly correlationId: string;
};

/** A job that a scheduler calls over HTTP. What `before` and `after` return is part of the answer. */
export type Job<Outcome, Summary extends RunSummary> = DueWork<Outcome, Summary> & {
  /** The function that runs it: the audience of the scheduler's token. */
  readonly name: FunctionName;
  /** The log's message at the end of a run. */
  readonly ended: string;
  /** Does the one connection that a request names, whether it is due or not; returns the answer. */
  readonly doOne: (runtime: Runtime, connectionId: string) => Promise<object>;
  readonly before?: (context: RunContext) => Promise<object>;
  readonly after?: (context: RunContext) => Promise<object>;
};

/**
 * Makes the handler that runs a job: reads the request, lets only the scheduler in, then works on its
 * share of what is due until the job's time is up, reports how it goes, and answers the summary.
 */
export function runJob<Outcome, Summary extends RunSummary>(
  job: Job<Outcome, Summary>,
): (incoming: Incoming, runtime: Runtime) => Promise<Reply> {
  return async (incoming, runtime) => {
    await requireScheduler(incoming, runtime, job.name);
    const { connectionId, share } = await readJobRequest(incoming);
    if (connectionId !== null) return json(await job.doOne(runtime, connectionId));
    const { correlationId } = incoming;
    return json(
      await runShare(job, { runtime, share, startedAt: runtime.clock.now(), correlationId }),
    );
  };
}

async function runShare<Outcome, Summary extends RunSummary>(
  job: Job<Outcome, Summary>,
  context: RunContext,
): Promise<object> {
  const { runtime, share, correlationId } = context;
  const before = await job.before?.(context);
  const report = reportRun(runtime, job.name, share);
  const summary = await doDueWork(job, context, (so) => report.tell(progressOf(so)));
  await report.end(progressOf(summary));
  runtime.log('info', job.ended, { correlationId, counts: summary });
  return { ...summary, ...before, ...(await job.after?.(context)) };
}

/** Does due work within its limits, and logs each outcome. */
export function doDueWork<Outcome, Summary>(
  { limits: { ms, ...limits }, doDue, logLine }: DueWork<Outcome, Summary>,
  { runtime, share, startedAt, correlationId }: RunContext,
  tell: (so: Summary) => void = () => {},
): Promise<Summary> {
  const run = { ...limits, until: new Date(startedAt.getTime() + ms), shards: shardsOf(share) };
  return doDue(runtime, run, (outcome, so) => {
    tell(so);
    const line = logLine(outcome, correlationId);
    if (line) runtime.log(...line);
  });
}

function progressOf({ due, left: _, ...counts }: RunSummary): Progress {
  const done = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { due, done, counts };
}
