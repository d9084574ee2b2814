import { describe } from '../shared/errors.ts';
import type { Edge } from '../shared/http/edge.ts';
import { type Incoming, json, jsonRefusal, type Reply, readAsked } from '../shared/http/index.ts';
import { errorFields } from '../shared/log.ts';
import { requireScheduler } from '../shared/runtime/require-scheduler.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';
import { shardsOf } from '../shared/tokens/index.ts';

/** A run ends well inside the scheduler's own deadline; what is left is due at the next. */
const RUN_MS = 90 * 1000;
const RESUME_MS = 20 * 1000;
const LIMIT = 2000;
const CONCURRENCY = 32;

export const tokenRefresh: Edge<Runtime> = {
  name: 'token-refresh',
  refuse: jsonRefusal,
  routes: { 'POST /': refresh },
};

/** Refreshes one connection when the body names it, every token that is due when it does not. */
async function refresh(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireScheduler(incoming, runtime, 'token-refresh');
  const { connectionId, share } = await readAsked(incoming);
  if (connectionId !== null) return refreshOne(runtime, connectionId);
  return refreshDue(incoming, runtime, shardsOf(share));
}

async function refreshOne({ tokens }: Runtime, connectionId: string): Promise<Reply> {
  const outcome = await tokens.refreshOne(connectionId);
  const expiresAt = 'token' in outcome ? outcome.token.expiresAt.toISOString() : null;
  const failure = 'error' in outcome ? outcome.error.code : null;
  return json({ outcome: outcome.kind, expiresAt, failure });
}

/** Settles what a crash left unfinished, then refreshes what is due. */
async function refreshDue(
  { correlationId }: Incoming,
  runtime: Runtime,
  shards: readonly number[],
): Promise<Reply> {
  const { tokens, clock, log } = runtime;
  const startedAt = clock.now().getTime();
  const authorizations = await tokens.resumeAuthorizations(new Date(startedAt + RESUME_MS));
  const until = new Date(startedAt + RUN_MS);
  const run = { limit: LIMIT, concurrency: CONCURRENCY, until, shards };
  const refreshes = await tokens.refreshDue(run, (refreshed) => {
    const { connectionId, kind } = refreshed;
    const about = 'error' in refreshed ? errorFields(refreshed.error) : {};
    const severity = 'error' in refreshed ? describe(refreshed.error.code).severity : 'debug';
    log(severity, `refresh: ${kind}`, { correlationId, connectionId, outcome: kind, ...about });
  });
  log('info', 'refresh run ended', { correlationId, counts: { ...refreshes } });
  return json({ ...refreshes, authorizations });
}
