import { errorEntry } from '../shared/errors.ts';
import { createGmail, type Gmail } from '../shared/google/index.ts';
import type { Edge } from '../shared/http/edge.ts';
import { type Incoming, json, jsonRefusal, type Reply } from '../shared/http/index.ts';
import { readJobRequest } from '../shared/jobs/job-request.ts';
import { reportRun } from '../shared/jobs/report-run.ts';
import { requireScheduler } from '../shared/jobs/require-scheduler.ts';
import { type ProbeSummary, probeDue, probeMailbox } from '../shared/probe/index.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';
import { type Share, shardsOf } from '../shared/tokens/index.ts';

/** A run ends well before the scheduler's deadline; what is left is due in the next run. */
const RUN_MS = 90 * 1000;
const LIMIT = 2000;
/** Limits the load on Gmail; its quota would allow more: a probe costs 1 unit of a project's million a minute. */
const CONCURRENCY = 16;

export const labelProbe: Edge<Runtime> = {
  name: 'label-probe',
  refuse: jsonRefusal,
  routes: { 'POST /': probe },
};

/** Probes one mailbox if the body names a connection, otherwise every mailbox whose probe is due. */
async function probe(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireScheduler(incoming, runtime, 'label-probe');
  const { connectionId, share } = await readJobRequest(incoming);
  const ports = { ...runtime, gmail: createGmail(runtime.google) };
  return connectionId === null ? probeShare(incoming, ports, share) : probeOne(ports, connectionId);
}

type ProbeRuntime = Runtime & { readonly gmail: Gmail };

async function probeOne(runtime: ProbeRuntime, connectionId: string): Promise<Reply> {
  const { at, latencyMs, labelCount, failure } = await probeMailbox(
    runtime,
    connectionId,
    'person',
  );
  return json({ at: at.toISOString(), latencyMs, labelCount, failure: failure?.code ?? null });
}

async function probeShare(
  { correlationId }: Incoming,
  runtime: ProbeRuntime,
  share: Share,
): Promise<Reply> {
  const { clock, log } = runtime;
  const until = new Date(clock.now().getTime() + RUN_MS);
  const report = reportRun(runtime, 'label-probe', share);
  const run = { limit: LIMIT, concurrency: CONCURRENCY, until, shards: shardsOf(share) };
  const summary = await probeDue(runtime, run, ({ connectionId, probe: found }, so) => {
    report.tell(progressOf(so));
    const code = found.failure?.code;
    if (code)
      log(errorEntry(code).severity, 'probe: failing', { correlationId, connectionId, code });
  });
  await report.end(progressOf(summary));
  await runtime.tokens.shareFleets();
  log('info', 'probe run ended', { correlationId, counts: { ...summary } });
  return json(summary);
}

function progressOf({ due, left, ...counts }: ProbeSummary) {
  const done = counts.healthy + counts.failing + counts.skipped;
  return { due, done, counts };
}
