import { AppError, errorEntry } from '../errors.ts';
import { errorFields } from '../log.ts';
import { type Probed, type ProbeSummary, probeDue, probeMailbox } from '../probe/index.ts';
import { gmailOf } from '../runtime/gmail.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Job } from './run-job.ts';

/** Probes the mailboxes whose probe is due. */
export const LABEL_PROBE: Job<Probed, ProbeSummary> = {
  name: 'label-probe',
  ended: 'probe run ended',
  limits: {
    // A run ends well before the scheduler's deadline; what is left is due in the next run.
    ms: 90 * 1000,
    limit: 2000,
    // Limits the load on Gmail; its quota would allow more: a probe costs 1 unit of a project's million a
    // minute.
    concurrency: 16,
  },
  doOne: async (runtime, connectionId) => {
    const probe = await probeMailbox(withGmail(runtime), connectionId, { trigger: 'person' });
    const { at, latencyMs, labelCount, failure } = probe;
    return { at: at.toISOString(), latencyMs, labelCount, failure: failure?.code ?? null };
  },
  doDue: (runtime, run, watch) => probeDue(withGmail(runtime), run, watch),
  logLine: (probed, correlationId) => {
    const failure = 'probe' in probed ? probed.probe.failure : null;
    if (!failure) return null;
    const { connectionId } = probed;
    const fields = errorFields(new AppError(failure.code, failure));
    const { severity } = errorEntry(failure.code);
    return [severity, 'probe: failing', { correlationId, connectionId, ...fields }];
  },
  after: async ({ runtime: { tokens } }) => {
    await tokens.shareFleets();
    return {};
  },
};

const withGmail = (runtime: Runtime) => ({ ...runtime, gmail: gmailOf(runtime) });
