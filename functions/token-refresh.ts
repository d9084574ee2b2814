import type { LogLevel } from '../shared/config/index.ts';
import { asAppError, errorEntry } from '../shared/errors.ts';
import type { Edge } from '../shared/http/edge.ts';
import { type Incoming, json, jsonRefusal, type Reply } from '../shared/http/index.ts';
import { readJobRequest } from '../shared/jobs/job-request.ts';
import { reportRun } from '../shared/jobs/report-run.ts';
import { requireScheduler } from '../shared/jobs/require-scheduler.ts';
import { errorFields, type Log } from '../shared/log.ts';
import {
  createNotifications,
  type DeliverySummary,
  deliveryLogLine,
} from '../shared/notifications/index.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';
import {
  type Refreshed,
  type RefreshSummary,
  type Share,
  shardsOf,
} from '../shared/tokens/index.ts';

/** A run ends well before the scheduler's deadline; what is left is due in the next run. */
const RUN_MS = 90 * 1000;
const RESUME_MS = 20 * 1000;
const NOTICE_MS = 20 * 1000;
const NOTICES_AT_ONCE = 8;
const LIMIT = 2000;
/** As many as the CPU of one instance can handle when Google answers within a tenth of a second. */
const CONCURRENCY = 256;

export const tokenRefresh: Edge<Runtime> = {
  name: 'token-refresh',
  refuse: jsonRefusal,
  routes: { 'POST /': refresh },
};

/** Refreshes one connection if the body names it, otherwise every connection that is due. */
async function refresh(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireScheduler(incoming, runtime, 'token-refresh');
  const { connectionId, share } = await readJobRequest(incoming);
  if (connectionId !== null) return refreshOne(runtime, connectionId);
  return refreshShare(incoming, runtime, share);
}

async function refreshOne({ tokens }: Runtime, connectionId: string): Promise<Reply> {
  const outcome = await tokens.refreshOne(connectionId);
  const expiresAt = 'token' in outcome ? outcome.token.expiresAt.toISOString() : null;
  const failure = 'error' in outcome ? outcome.error.code : null;
  return json({ outcome: outcome.kind, expiresAt, failure });
}

/** Resumes authorizations that a crash interrupted, refreshes what is due, then delivers notifications. */
async function refreshShare(
  { correlationId }: Incoming,
  runtime: Runtime,
  share: Share,
): Promise<Reply> {
  const { tokens, clock, log } = runtime;
  const startedAt = clock.now().getTime();
  const authorizations = await tokens.resumeAuthorizations(new Date(startedAt + RESUME_MS));
  const until = new Date(startedAt + RUN_MS);
  const report = reportRun(runtime, 'token-refresh', share);
  const run = { limit: LIMIT, concurrency: CONCURRENCY, until, shards: shardsOf(share) };
  const refreshes = await tokens.refreshDue(run, (refreshed, so) => {
    report.tell(progressOf(so));
    logRefresh(log, correlationId, refreshed);
  });
  await report.end(progressOf(refreshes));
  log('info', 'refresh run ended', { correlationId, counts: { ...refreshes } });
  // Only the job of shard 0 does the work that is not sharded. Its failure must not fail the run: the
  // refreshes are done.
  const notices =
    share.shard === 0
      ? await tellAndForget(runtime, correlationId).catch((thrown: unknown) => {
          const error = asAppError(thrown);
          log('error', 'notices: not told', { correlationId, ...errorFields(error) });
          return null;
        })
      : null;
  return json({ ...refreshes, authorizations, notices });
}

/** Delivers the notifications that are due, those of this run included, and deletes expired records. */
async function tellAndForget(
  { config, store, clock, ids, log }: Runtime,
  correlationId: string,
): Promise<DeliverySummary | null> {
  const until = new Date(clock.now().getTime() + NOTICE_MS);
  const pace = { concurrency: NOTICES_AT_ONCE, until };
  const notices = createNotifications(config, { store, clock, ids });
  const told = await notices?.deliver(pace, (delivered) =>
    log(...deliveryLogLine(delivered, correlationId)),
  );
  await store.forgetExpired(clock.now());
  return told ?? null;
}

function logRefresh(log: Log, correlationId: string, refreshed: Refreshed): void {
  const { connectionId, kind } = refreshed;
  const about = 'error' in refreshed ? errorFields(refreshed.error) : {};
  // A single mailbox that must wait is a warning; if all must wait, the fleet logs it once.
  const severity = kind === 'retry_later' ? 'warning' : severityOf(refreshed);
  log(severity, `refresh: ${kind}`, { correlationId, connectionId, outcome: kind, ...about });
}

const severityOf = (refreshed: Refreshed): LogLevel =>
  'error' in refreshed ? errorEntry(refreshed.error.code).severity : 'debug';

function progressOf({ due, left, ...counts }: RefreshSummary) {
  const done = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { due, done, counts };
}
