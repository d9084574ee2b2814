import { type ConnectionStore, inParallel, type Pace, type Probe } from '../tokens/index.ts';
import { type ProbePorts, probeMailbox } from './probe-mailbox.ts';

const PAGE = 100;

export type ProbeSummary = {
  readonly healthy: number;
  readonly failing: number;
  /** Not probed: waiting for their owner's consent, out of time, or their record did not open. */
  readonly skipped: number;
};

/** What one probe of a run found, for the log. */
export type Probed = { readonly connectionId: string; readonly probe: Probe };

/**
 * Probes every active mailbox. One that cannot be probed never stops the run.
 *
 * @throws AppError `store_unavailable` when the connections cannot be listed
 */
export async function probeAll(
  ports: ProbePorts & { readonly store: ConnectionStore },
  run: Pace,
  watch: (probed: Probed) => void = () => {},
): Promise<ProbeSummary> {
  const summary = { healthy: 0, failing: 0, skipped: 0 };
  const probe = async (id: string): Promise<void> => {
    try {
      const found = await probeMailbox(ports, id, { impatient: false });
      summary[found.failure ? 'failing' : 'healthy'] += 1;
      watch({ connectionId: id, probe: found });
    } catch {
      // Disconnected between the listing and now, or the store failed for this one.
      summary.skipped += 1;
    }
  };
  const pace = { ...run, clock: ports.clock };
  let after: string | null = null;
  do {
    const page = await ports.store.listConnections({ after, limit: PAGE });
    const active = page.items.filter(({ status }) => status === 'active').map(({ id }) => id);
    summary.skipped += page.items.length - active.length + page.unreadable;
    summary.skipped += await inParallel(active, pace, probe);
    after = page.next;
  } while (after !== null);
  return summary;
}
