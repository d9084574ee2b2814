import { asAppError, errorEntry } from '../errors.ts';
import { errorFields, type Log } from '../log.ts';
import type { Refreshed, RefreshSummary } from '../tokens/index.ts';
import { NOTIFICATION_DELIVERY } from './notification-delivery.ts';
import { doDueWork, type Job, type RunContext } from './run-job.ts';

const RESUME_MS = 20 * 1000;

/**
 * Resumes authorizations that a crash interrupted, refreshes what is due, then delivers notifications,
 * those of this run included.
 */
export const TOKEN_REFRESH: Job<Refreshed, RefreshSummary> = {
  name: 'token-refresh',
  ended: 'refresh run ended',
  limits: {
    // A run ends well before the scheduler's deadline; what is left is due in the next run.
    ms: 90 * 1000,
    limit: 2000,
    // As many as the CPU of one instance can handle when Google answers within a tenth of a second.
    concurrency: 256,
  },
  doOne: async ({ tokens }, connectionId) => {
    const outcome = await tokens.refreshOne(connectionId);
    const expiresAt = 'token' in outcome ? outcome.token.expiresAt.toISOString() : null;
    const failure = 'error' in outcome ? outcome.error.code : null;
    return { outcome: outcome.kind, expiresAt, failure };
  },
  doDue: ({ tokens }, run, watch) => tokens.refreshDue(run, watch),
  logLine,
  before: async ({ runtime: { tokens }, startedAt }) => ({
    authorizations: await tokens.resumeAuthorizations(new Date(startedAt.getTime() + RESUME_MS)),
  }),
  after: async (context) => ({ notices: await deliverAndForget(context) }),
};

function logLine(refreshed: Refreshed, correlationId: string): Parameters<Log> {
  const { connectionId, kind } = refreshed;
  const failed = 'error' in refreshed ? refreshed.error : null;
  // A single mailbox that must wait is a warning; if all must wait, the fleet logs it once.
  const severity = kind === 'retry_later' ? 'warning' : failed && errorEntry(failed.code).severity;
  const fields = { correlationId, connectionId, outcome: kind, ...(failed && errorFields(failed)) };
  return [severity ?? 'debug', `refresh: ${kind}`, fields];
}

/**
 * Delivers the notifications that are due, and deletes expired records. Only the job of shard 0 does this
 * work, which is not sharded. Its failure must not fail the run: the refreshes are done.
 */
async function deliverAndForget({ share, runtime, correlationId }: RunContext) {
  if (share.shard !== 0) return null;
  const { clock, config, log, store } = runtime;
  const context = { share, runtime, correlationId, startedAt: clock.now() };
  try {
    const delivered = config.notify ? await doDueWork(NOTIFICATION_DELIVERY, context) : null;
    await store.forgetExpired(clock.now());
    return delivered;
  } catch (thrown) {
    const error = asAppError(thrown);
    log('error', 'notices: not told', { correlationId, ...errorFields(error) });
    return null;
  }
}
