import type { ConnectionStore, Probe } from '../tokens/index.ts';
import { type ProbePorts, probeMailbox } from './probe-mailbox.ts';

const PAGE = 100;

export type ProbeRun = {
  readonly concurrency: number;
  /** No new probe is begun after this moment. */
  readonly until: Date;
};

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
  run: ProbeRun,
  watch: (probed: Probed) => void = () => {},
): Promise<ProbeSummary> {
  const summary = { healthy: 0, failing: 0, skipped: 0 };
  const probe = async (id: string): Promise<void> => {
    if (ports.clock.now() >= run.until) {
      summary.skipped += 1;
      return;
    }
    try {
      const found = await probeMailbox(ports, id, { impatient: false });
      summary[found.failure ? 'failing' : 'healthy'] += 1;
      watch({ connectionId: id, probe: found });
    } catch {
      // Disconnected between the listing and now, or the store failed for this one.
      summary.skipped += 1;
    }
  };
  let after: string | null = null;
  do {
    const page = await ports.store.listConnections({ after, limit: PAGE });
    const active = page.items.filter(({ status }) => status === 'active').map(({ id }) => id);
    summary.skipped += page.items.length - active.length + page.unreadable;
    await inParallel(active, run.concurrency, probe);
    after = page.next;
  } while (after !== null);
  return summary;
}

async function inParallel(
  ids: readonly string[],
  workers: number,
  work: (id: string) => Promise<void>,
): Promise<void> {
  const queue = ids.values();
  const worker = async (): Promise<void> => {
    for (const id of queue) await work(id);
  };
  await Promise.all(Array.from({ length: workers }, worker));
}
