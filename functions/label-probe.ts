import { z } from 'zod';
import { AppError } from '../shared/errors.ts';
import { type Incoming, json, jsonRefusal, parseJson, type Reply } from '../shared/http/index.ts';
import { probeAll, probeMailbox } from '../shared/probe/index.ts';
import { register } from '../shared/runtime/register.ts';
import { requireScheduler } from '../shared/runtime/require-scheduler.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';

const RUN_MS = 90 * 1000;
const CONCURRENCY = 8;

const askedSchema = z.object({ connectionId: z.string().min(1).optional() });

register({ name: 'label-probe', refuse: jsonRefusal, routes: { 'POST /': probe } });

/** Probes one mailbox when the body names a connection, every active one when it does not. */
async function probe(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireScheduler(incoming, runtime, 'label-probe');
  const { connectionId } = await readAsked(incoming);
  return connectionId ? probeOne(runtime, connectionId) : probeEvery(incoming, runtime);
}

async function readAsked(incoming: Incoming): Promise<z.infer<typeof askedSchema>> {
  const body = await incoming.readBody();
  if (body.length === 0) return {};
  if (incoming.mediaType !== 'application/json') throw new AppError('media_type_unsupported');
  return parseJson(body, askedSchema);
}

async function probeOne(runtime: Runtime, connectionId: string): Promise<Reply> {
  const { at, latencyMs, labelCount, failure } = await probeMailbox(runtime, connectionId, {
    impatient: true,
  });
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
