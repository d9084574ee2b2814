import type { Intake } from '../model/intake.ts';
import { isOpen, type LedgerEntry } from '../model/ledger.ts';
import { RecentMails } from '../model/recent-mails.ts';
import type { Versioned } from '../ports.ts';
import type { LeasedIntake } from './lease.ts';
import type { IntakePorts, MailboxRun } from './mailbox-run.ts';
import { earliestOf } from './schedule.ts';
import type { RunFinds } from './sync-history.ts';

/** The longest turn, so that the lease is renewed in time. */
const TURN_MS = 90 * 1000;

/** So many messages of a backfill are filed before the mailbox is asked for new mail again. */
const BACKFILLED_AT_ONCE = 20;

/** What the filing leaves. */
export type Filed = {
  /** When something is due again; null: nothing is. */
  readonly nextAt: Date | null;
  /** Mail of a backfill was filed, and more of it is due: new mail is looked for first. */
  readonly hasMore: boolean;
  /** How many messages of a backfill are still to be filed. */
  readonly backfilled: number;
};

/**
 * Files what is due of a mailbox's open entries, in turns between which the lease is renewed. Mail of a backfill comes
 * after all other mail, and a few messages at a time, so that no new mail waits behind it.
 *
 * @throws what `fileEntries` throws; LeaseLost; AppError `store_unavailable`
 */
export async function fileOpenEntries(
  ports: IntakePorts,
  leased: LeasedIntake,
  work: MailboxRun & { readonly finds: RunFinds },
): Promise<Filed> {
  let entries = await openEntries(ports, leased, work.finds);
  let left: Filed = NOTHING_LEFT;
  const recentMails = new RecentMails(leased.intake.recentMails);
  while (entries.length > 0) {
    await leased.renewIfShort();
    const { intake, tookOver } = leased;
    const open = { entries, intake, isAfterDeath: tookOver, recentMails };
    const turn = await fileTurn(ports, open, work).finally(() => keepRecent(leased, recentMails));
    left = turn.left;
    work.finds.fresh.length = 0;
    work.finds.mustList = turn.leavesOpen;
    leased.plan((stored) => ({ ...stored, hasOpenEntries: turn.leavesOpen }));
    const now = ports.clock.now();
    if (!turn.goesOn || now >= work.until) return left;
    entries = await listOpen(ports, leased.intake.connectionId);
  }
  leased.plan((stored) => ({ ...stored, hasOpenEntries: false }));
  return { ...left, backfilled: 0 };
}

/** With the next write, so that no mail costs one: when it is lost, a few more mails of a loop are filed. */
function keepRecent(leased: LeasedIntake, { list }: RecentMails): void {
  leased.plan((stored) => ({ ...stored, recentMails: list }));
}

const NOTHING_LEFT: Filed = { nextAt: null, hasMore: false, backfilled: 0 };

type Entries = readonly Versioned<LedgerEntry>[];

type Open = {
  readonly intake: Intake;
  readonly entries: Entries;
  readonly isAfterDeath: boolean;
  readonly recentMails: RecentMails;
};

async function fileTurn(ports: IntakePorts, open: Open, run: MailboxRun) {
  const { first, batch, later } = inOrder(open.entries, ports.clock.now());
  const entries = [...first, ...batch];
  let changed = 0;
  let backfilled = [...batch, ...later].filter(({ value }) => value.state === 'found').length;
  let isHeld = open.entries.some(({ value }) => value.state === 'held');
  const watch: MailboxRun['watch'] = (outcome) => {
    changed += 1;
    isHeld ||= outcome.kind === 'held' && isOpen(outcome.entry);
    if (isBackfilled(outcome.entry) && outcome.kind !== 'retry_later') backfilled -= 1;
    run.watch(outcome);
  };
  const turnEnd = new Date(ports.clock.now().getTime() + TURN_MS);
  const until = turnEnd < run.until ? turnEnd : run.until;
  const turn = await ports.fileEntries(ports, { ...open, entries, until, watch });
  const now = ports.clock.now();
  const isFull = open.entries.length >= FIRST_LISTED;
  const nextAt = earliestOf([turn.nextAt, ...later.map(({ value }) => value.dueAt)]);
  const isDue = turn.nextAt !== null && turn.nextAt <= now;
  const hasBatch = batch.length > 0;
  return {
    // While the org is paused, everything waits for the end of the pause.
    left: {
      nextAt: isDue || changed > 0 ? nextAt : turn.nextAt,
      hasMore: hasBatch && changed > 0,
      backfilled,
    },
    leavesOpen: isHeld || turn.foundLeft > 0 || later.length > 0 || isFull,
    // A turn that changed nothing would change nothing again.
    goesOn: changed > 0 && !hasBatch && (isDue || isFull),
  };
}

const isBackfilled = ({ foundBy }: LedgerEntry): boolean => foundBy === 'backfill';

/** `first`: what is no mail of a backfill; of that, `batch` is for this turn, and `later` waits. */
function inOrder(entries: Entries, now: Date) {
  const first = entries.filter(({ value }) => !isBackfilled(value));
  const backfilled = entries.filter(({ value }) => isBackfilled(value));
  const isDue = ({ value: { dueAt } }: Versioned<LedgerEntry>): boolean =>
    dueAt !== null && dueAt <= now;
  // Held and waiting mail goes along, because later mail of its thread has to see it.
  const end = backfilled.findIndex(
    (_, at) => backfilled.slice(0, at + 1).filter(isDue).length > BACKFILLED_AT_ONCE,
  );
  const count = end < 0 ? backfilled.length : end;
  return { first, batch: backfilled.slice(0, count), later: backfilled.slice(count) };
}

/** What a run found itself needs no listing where nothing else is open. */
async function openEntries(
  ports: IntakePorts,
  leased: LeasedIntake,
  { fresh, mustList }: RunFinds,
): Promise<readonly Versioned<LedgerEntry>[]> {
  const mustLook = mustList || leased.wasMadeDue;
  leased.clearMadeDue();
  if (mustLook) return listOpen(ports, leased.intake.connectionId);
  return fresh.toSorted((one, other) => byMessageId(one.value.messageId, other.value.messageId));
}

/** Gmail's message ids are hexadecimal numbers. */
const byMessageId = (one: string, other: string): number =>
  one.length - other.length || (one < other ? -1 : 1);

const FIRST_LISTED = 500;
const LAST_LISTED = 32_000;

/** Open entries by rising id, as many as it takes to see one that is due: held ones may lie before it. */
async function listOpen(
  { store, clock }: IntakePorts,
  connectionId: string,
): Promise<readonly Versioned<LedgerEntry>[]> {
  for (let limit = FIRST_LISTED; ; limit *= 4) {
    const entries = await store.listOpenEntries(connectionId, limit);
    const now = clock.now();
    // New mail may lie behind that of a backfill.
    const isEnough = entries.some(
      ({ value }) => value.dueAt !== null && value.dueAt <= now && !isBackfilled(value),
    );
    if (isEnough || entries.length < limit || limit >= LAST_LISTED) return entries;
  }
}
