import { inParallel, type Pace } from '../concurrency/in-parallel.ts';
import type { ConnectionStore, Probe } from '../tokens/index.ts';
import { type ProbePorts, probeMailbox } from './probe-mailbox.ts';

/** How much one run may do; beyond `limit` mailboxes are due at the next. */
export type ProbeRun = Pace & { readonly limit: number; readonly shards: readonly number[] };

export type ProbeSummary = {
  readonly due: number;
  readonly healthy: number;
  readonly failing: number;
  /** Not probed: disconnected meanwhile, or the store failed for this one. */
  readonly skipped: number;
  /** Due at the next run: time was up, or Gmail's quota used up. */
  readonly left: number;
};

/** What one probe of a run found, for the log. */
export type Probed = { readonly connectionId: string; readonly probe: Probe };

/** Is told of each probe, and how the run stands after it. */
export type WatchProbe = (probed: Probed, so: ProbeSummary) => void;

/**
 * Probes the mailboxes whose time of the day has come, the longest overdue first. One that cannot be
 * probed never stops the run. When Gmail says that the project asks too much the run ends: what is left
 * is due at the next.
 *
 * @throws AppError `store_unavailable` when the list of what is due cannot be read
 */
export async function probeDue(
  ports: ProbePorts & { readonly store: ConnectionStore },
  run: ProbeRun,
  watch: WatchProbe = () => {},
): Promise<ProbeSummary> {
  const { store, clock } = ports;
  const ids = await store.dueProbes({ before: clock.now(), ...run });
  const counts = { due: ids.length, healthy: 0, failing: 0, skipped: 0 };
  let refused = 0;
  const probe = async (connectionId: string): Promise<void> => {
    try {
      const found = await probeMailbox(ports, connectionId, 'probe');
      if (isRateLimited(found)) refused += 1;
      counts[found.failure ? 'failing' : 'healthy'] += 1;
      watch({ connectionId, probe: found }, { ...counts, left: 0 });
    } catch {
      counts.skipped += 1;
    }
  };
  const stopped = (): boolean => refused >= MOST_REFUSED;
  const left = await inParallel(ids, { ...run, clock, stopped }, probe);
  return { ...counts, left };
}

/** One mailbox may be used by somebody else at this moment; several at once are the project's quota. */
const MOST_REFUSED = 3;

/** Gmail's answer to who asks too much (Gmail API, "Usage limits"): a rate, not a mailbox's trouble. */
const isRateLimited = ({ failure }: Probe): boolean =>
  failure?.code === 'google_unavailable' &&
  failure.upstream?.endpoint === 'gmail' &&
  (failure.upstream.status === 403 || failure.upstream.status === 429);
