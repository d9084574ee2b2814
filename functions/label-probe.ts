import { AppError, describe } from '../shared/errors.ts';
import { createGmail, type Gmail } from '../shared/google/index.ts';
import type { Edge } from '../shared/http/edge.ts';
import { type Incoming, json, jsonRefusal, type Reply, readAsked } from '../shared/http/index.ts';
import { probeAll, probeMailbox } from '../shared/probe/index.ts';
import { requireScheduler } from '../shared/runtime/require-scheduler.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';

const RUN_MS = 90 * 1000;
const CONCURRENCY = 8;

export const labelProbe: Edge<Runtime> = {
  name: 'label-probe',
  refuse: jsonRefusal,
  routes: { 'POST /': probe },
};

/** Probes one mailbox when the body names a connection, every active one when it does not. */
async function probe(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireScheduler(incoming, runtime, 'label-probe');
  const { connectionId, share } = await readAsked(incoming);
  // One run probes them all: jobs that believe to share them would each do everything.
  if (share.shards > 1) throw new AppError('body_invalid', { detail: { fields: ['shards'] } });
  const ports = { ...runtime, gmail: createGmail(runtime.google) };
  return connectionId === null ? probeEvery(incoming, ports) : probeOne(ports, connectionId);
}

type ProbeRuntime = Runtime & { readonly gmail: Gmail };

async function probeOne(runtime: ProbeRuntime, connectionId: string): Promise<Reply> {
  const asked = { impatient: true };
  const { at, latencyMs, labelCount, failure } = await probeMailbox(runtime, connectionId, asked);
  return json({ at: at.toISOString(), latencyMs, labelCount, failure: failure?.code ?? null });
}

async function probeEvery({ correlationId }: Incoming, runtime: ProbeRuntime): Promise<Reply> {
  const { clock, log } = runtime;
  const until = new Date(clock.now().getTime() + RUN_MS);
  const summary = await probeAll(runtime, { concurrency: CONCURRENCY, until }, (probed) => {
    const { failure } = probed.probe;
    if (!failure) return;
    const { connectionId } = probed;
    log(describe(failure.code).severity, 'probe: failing', {
      correlationId,
      connectionId,
      code: failure.code,
    });
  });
  log('info', 'probe run ended', { correlationId, counts: { ...summary } });
  return json(summary);
}
