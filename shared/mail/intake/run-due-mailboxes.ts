import { createCountedWork, type DueRun } from '../../concurrency/counted-work.ts';
import type { FilingOutcome } from '../filing/filing-job.ts';
import { isQuiet } from './is-quiet.ts';
import { leaseMailbox } from './lease.ts';
import type { IntakePorts, MailboxRun } from './mailbox-run.ts';
import { type MailboxOutcome, runMailbox } from './run-mailbox.ts';

/**
 * The result of a run over mailboxes. `busy`: another holds the lease, or was first. `left`: due at the next run,
 * because the time was up. `found` counts messages.
 */
export type MailSyncSummary = {
  readonly due: number;
  readonly read: number;
  readonly failed: number;
  readonly busy: number;
  readonly left: number;
  readonly found: number;
};

/** What became of one mailbox of a run, for the log. `off`: its intake was switched off by then. */
export type RanMailbox = { readonly connectionId: string } & (
  | MailboxOutcome
  | { readonly kind: 'busy' | 'off' }
);

const COUNTED = {
  read: 'read',
  failed: 'failed',
  lost: 'busy',
  busy: 'busy',
  off: 'busy',
} as const satisfies Record<RanMailbox['kind'], keyof MailSyncSummary>;

/** Who hears of each mailbox, with the summary so far, and of each message. */
export type WatchMailboxes = {
  readonly mailbox?: (ran: RanMailbox, soFar: MailSyncSummary) => void;
  readonly message?: (connectionId: string, outcome: FilingOutcome) => void;
};

/**
 * Runs the mailboxes that are due, the longest overdue first, each under its lease. One that fails never stops the
 * others.
 *
 * @param run one page of `limit` mailboxes: what is left is due at the next run, a minute later
 * @throws AppError `store_unavailable` when the list of what is due cannot be read
 */
export async function runDueMailboxes(
  ports: IntakePorts,
  run: DueRun,
  watch: WatchMailboxes = {},
): Promise<MailSyncSummary> {
  const { limit, shards, until } = run;
  const ids = await ports.store.dueIntakes({ before: ports.clock.now(), limit, shards });
  let found = 0;
  const work = createCountedWork<RanMailbox, 'read' | 'failed' | 'busy'>({
    countedAs: COUNTED,
    doOne: async (connectionId, note) => {
      const message = (outcome: FilingOutcome) => watch.message?.(connectionId, outcome);
      const ran = await runOne(ports, connectionId, { until, watch: message });
      if ('found' in ran) found += ran.found;
      note(ran);
    },
    failed: (connectionId, error) => ({ connectionId, kind: 'failed', found: 0, error }),
    watch: (ran, counts) => watch.mailbox?.(ran, { due: ids.length, ...counts, left: 0, found }),
  });
  const left = await work.run(ids, { ...run, clock: ports.clock });
  return { due: ids.length, ...work.counts, left, found };
}

/**
 * Runs one mailbox now, and does what is due of it, if its intake is on and its lease is free.
 *
 * @throws AppError `store_unavailable`
 */
export async function runOne(
  ports: IntakePorts,
  connectionId: string,
  run: MailboxRun,
): Promise<RanMailbox> {
  const taken = await leaseMailbox(ports, connectionId, (read) => isQuiet(ports, read));
  if (taken.kind === 'quiet') return { connectionId, kind: 'read', found: 0 };
  if (taken.kind !== 'leased') return { connectionId, kind: taken.kind };
  return { connectionId, ...(await runMailbox(ports, taken.leased, run)) };
}
