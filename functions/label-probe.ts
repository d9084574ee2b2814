import {
  type Incoming,
  json,
  jsonRefusal,
  type Reply,
  readAskedConnection,
} from '../shared/http/index.ts';
import { probeAll, probeMailbox } from '../shared/probe/index.ts';
import { register } from '../shared/runtime/register.ts';
import { requireScheduler } from '../shared/runtime/require-scheduler.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';

const RUN_MS = 90 * 1000;
const CONCURRENCY = 8;

register({ name: 'label-probe', refuse: jsonRefusal, routes: { 'POST /': probe } });

/** Probes one mailbox when the body names a connection, every active one when it does not. */
async function probe(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireScheduler(incoming, runtime, 'label-probe');
  const connectionId = await readAskedConnection(incoming);
  return connectionId === null ? probeEvery(incoming, runtime) : probeOne(runtime, connectionId);
}

async function probeOne(runtime: Runtime, connectionId: string): Promise<Reply> {
  const asked = { impatient: true };
  const { at, latencyMs, labelCount, failure } = await probeMailbox(runtime, connectionId, asked);
  return json({ at: at.toISOString(), latencyMs, labelCount, failure: failure?.code ?? null });
}

async function probeEvery({ correlationId }: Incoming, runtime: Runtime): Promise<Reply> {
  const { clock, log } = runtime;
  const until = new Date(clock.now().getTime() + RUN_MS);
  const summary = await probeAll(runtime, { concurrency: CONCURRENCY, until }, (probed) => {
    const { failure } = probed.probe;
    if (!failure) return;
    const { connectionId } = probed;
    log('warning', 'probe: failing', { correlationId, connectionId, code: failure.code });
  });
  log('info', 'probe run ended', { correlationId, counts: { ...summary } });
  return json(summary);
}
