import { type AppError, asAppError } from '../../errors.ts';
import type { Intake } from '../model/intake.ts';
import { failureAfter } from '../model/mail-failure.ts';
import { stillRecent } from '../model/recent-mails.ts';
import { continueBackfill } from './backfill.ts';
import { closeBooks } from './close-books.ts';
import { type Filed, fileOpenEntries } from './file-open-entries.ts';
import { type LeasedIntake, LeaseLost } from './lease.ts';
import type { IntakePorts, MailboxRun } from './mailbox-run.ts';
import { renewWatch } from './renew-watch.ts';
import { beginResync, resync } from './resync.ts';
import { earliestOf, hasNews, readAgainAt, retryAfter } from './schedule.ts';
import { sweep } from './sweep.ts';
import { type RunFinds, syncHistory } from './sync-history.ts';

/**
 * What became of a run: `read`; `failed`: the mailbox could not be read, which is stored with its next try; `lost`:
 * another holds the lease by now. `found`: how many messages the ledger lacked.
 */
export type MailboxOutcome =
  | { readonly kind: 'read' | 'lost'; readonly found: number }
  | { readonly kind: 'failed'; readonly found: number; readonly error: AppError };

/**
 * Does what is due of one mailbox under its lease: the watch, a resync, the history, the sweep and the filing. Then it
 * lets the lease go, unless a push was noted during the run: then it reads on.
 *
 * @throws AppError `store_unavailable`: the lease stays, and when it ends the mailbox is due again
 */
export async function runMailbox(
  ports: IntakePorts,
  leased: LeasedIntake,
  run: MailboxRun,
): Promise<MailboxOutcome> {
  const finds: RunFinds = { found: 0, fresh: [], mustList: leased.intake.hasOpenEntries };
  try {
    for (;;) {
      const round = await workRound(ports, leased, { ...run, finds });
      if (await letGo(ports, leased, { ...round, until: run.until }))
        return round.error
          ? { kind: 'failed', found: finds.found, error: round.error }
          : { kind: 'read', found: finds.found };
    }
  } catch (thrown) {
    if (thrown instanceof LeaseLost) return { kind: 'lost', found: finds.found };
    throw thrown;
  }
}

type Work = MailboxRun & { readonly finds: RunFinds };

/** What a round leaves. */
type Round = {
  /** When the filing has something due again. */
  readonly nextAt: Date | null;
  /** Everything that was due is read. */
  readonly isDone: boolean;
  /** The highest id that had been pushed when the round began. */
  readonly pushed: string | null;
  readonly error: AppError | null;
};

async function workRound(ports: IntakePorts, leased: LeasedIntake, work: Work): Promise<Round> {
  const { pushedHistoryId: pushed, sweepAt } = leased.intake;
  try {
    const isRead = await readMailbox(ports, leased, work);
    // Older mail of a thread must not be filed after newer: a resync lists the newest first.
    const mayFile = isRead || leased.intake.listing?.kind !== 'resync';
    const filed = mayFile ? await fileOpenEntries(ports, leased, work) : null;
    const hasMore = isRead && (await bringMore(ports, leased, { ...work, filed }));
    leased.plan((intake) => ({ ...intake, failure: null }));
    if (leased.intake.sweepAt > sweepAt) await closeBooks(ports, leased);
    return { nextAt: filed?.nextAt ?? null, isDone: isRead && !hasMore, pushed, error: null };
  } catch (thrown) {
    if (thrown instanceof LeaseLost) throw thrown;
    const error = asAppError(thrown);
    if (error.code === 'store_unavailable') throw error;
    return { nextAt: null, isDone: false, pushed, error };
  }
}

/**
 * Goes on with a backfill after everything else is done. Its write notices a push of the time between, so that the next
 * round reads new mail first.
 *
 * @returns whether there is more to do at once
 */
async function bringMore(
  ports: IntakePorts,
  leased: LeasedIntake,
  { filed, finds }: Work & { readonly filed: Filed | null },
): Promise<boolean> {
  if (filed?.hasMore) {
    await leased.write((intake) => intake);
    return true;
  }
  return continueBackfill(ports, leased, { finds, waiting: filed?.backfilled ?? 0 });
}

/** Answers whether everything that was due is read. */
async function readMailbox(ports: IntakePorts, leased: LeasedIntake, work: Work): Promise<boolean> {
  if (leased.intake.renewWatchAt <= ports.clock.now()) await renewWatch(ports, leased);
  try {
    if (!(await resync(ports, leased, work))) return false;
    if (isHistoryDue(leased.intake, ports.clock.now()) && !(await syncHistory(ports, leased, work)))
      return false;
    return leased.intake.sweepAt > ports.clock.now() || (await sweep(ports, leased, work));
  } catch (thrown) {
    if (thrown instanceof LeaseLost || asAppError(thrown).code !== 'history_expired') throw thrown;
    await beginResync(ports, leased);
    return false;
  }
}

const isHistoryDue = (intake: Intake, now: Date): boolean =>
  intake.pollAt <= now || hasNews(intake, now);

/**
 * Answers false when there is more to do, and time for it: a push was noted during the round, or a person released
 * mail.
 */
async function letGo(
  { clock }: IntakePorts,
  leased: LeasedIntake,
  { nextAt, isDone, pushed, error, until }: Round & { readonly until: Date },
): Promise<boolean> {
  const now = clock.now();
  const hasTime = now < until;
  return leased.release((intake) => {
    if (error) return failing(intake, error, now);
    const isNews = intake.pushedHistoryId !== pushed && hasNews(intake, now);
    const hasMore = isNews || !isDone || leased.wasMadeDue;
    if (hasTime && hasMore) return null;
    const { pollAt, renewWatchAt, sweepAt } = intake;
    const again = hasMore ? now : readAgainAt(intake, now);
    const recentMails = stillRecent(intake.recentMails, now);
    const dueAt = earliestOf([pollAt, renewWatchAt, sweepAt, nextAt, again]);
    return { ...intake, recentMails, dueAt };
  });
}

/** The cursor stays: nothing is lost while a mailbox cannot be read. */
function failing(intake: Intake, error: AppError, now: Date): Intake {
  const failure = failureAfter(intake.failure, error, now);
  const pollAt = retryAfter(now, failure);
  const recentMails = stillRecent(intake.recentMails, now);
  return { ...intake, recentMails, failure, pollAt, dueAt: pollAt };
}
