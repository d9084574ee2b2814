import { createCountedWork, type DueRun } from '../concurrency/counted-work.ts';
import { type DueStore, PROBE_DUE, type Probe } from '../tokens/index.ts';
import type { ProbePorts } from './call-gmail.ts';
import { probeMailbox } from './probe-mailbox.ts';

export type ProbeSummary = {
  readonly due: number;
  readonly healthy: number;
  readonly failing: number;
  /** Not probed: disconnected since the list was read, or the store failed for this one. */
  readonly skipped: number;
  /** Due at the next run: time was up, or Gmail's quota used up. */
  readonly left: number;
};

/** What became of one mailbox of a run, for the log. */
export type Probed = { readonly connectionId: string } & (
  | { readonly kind: 'healthy' | 'failing'; readonly probe: Probe }
  | { readonly kind: 'skipped' }
);

const COUNTED = { healthy: 'healthy', failing: 'failing', skipped: 'skipped' } as const;

/** Is called after each mailbox, with the counts of the run so far. */
export type WatchProbe = (probed: Probed, so: ProbeSummary) => void;

/**
 * Probes the mailboxes whose time of the day has come, the longest overdue first. One that cannot be
 * probed never stops the run. When Gmail says that the project asks too much the run ends: what is left
 * is due at the next.
 *
 * @param run one page of `limit` mailboxes, unlike a run of refreshes: nothing is lost when a probe waits
 *   for the next run, and a fleet's probes are spread over the day
 * @throws AppError `store_unavailable` when the list of what is due cannot be read
 */
export async function probeDue(
  ports: ProbePorts & { readonly store: DueStore },
  run: DueRun,
  watch: WatchProbe = () => {},
): Promise<ProbeSummary> {
  const { store, clock } = ports;
  const ids = await store.due(PROBE_DUE, { before: clock.now(), ...run });
  let refused = 0;
  const work = createCountedWork<Probed, Probed['kind']>({
    countedAs: COUNTED,
    doOne: async (connectionId, note) => {
      const probe = await probeMailbox(ports, connectionId, { trigger: 'probe' });
      if (isRateLimited(probe)) refused += 1;
      note({ connectionId, kind: probe.failure ? 'failing' : 'healthy', probe });
    },
    failed: (connectionId) => ({ connectionId, kind: 'skipped' }),
    watch: (probed, counts) => watch(probed, { due: ids.length, ...counts, left: 0 }),
  });
  const stopped = (): boolean => refused >= MOST_REFUSED;
  const left = await work.run(ids, { ...run, clock, stopped });
  return { due: ids.length, ...work.counts, left };
}

/** One mailbox may be used by somebody else at this moment; several at once are the project's quota. */
const MOST_REFUSED = 3;

/** Gmail's answer to who asks too much (Gmail API, "Usage limits"): a rate, not a mailbox's trouble. */
const isRateLimited = ({ failure }: Probe): boolean =>
  failure?.code === 'google_unavailable' &&
  failure.upstream?.endpoint === 'gmail' &&
  (failure.upstream.status === 403 || failure.upstream.status === 429);
