import type { Intake } from '../model/intake.ts';
import { stillRecent } from '../model/recent-mails.ts';
import type { MailboxReader, MailPorts, Versioned } from '../ports.ts';
import { dayBefore, daysToClose } from '../statement/index.ts';
import { isBackfilling } from './backfill.ts';
import { laterOf } from './history-id.ts';
import { earliestOf, hasNews, nextSweep, pollAfter, sweptSince } from './schedule.ts';

type Ports = Pick<MailPorts, 'store' | 'clock' | 'readerOf'>;

/**
 * Looks at a mailbox that was just read from the store without taking its lease, and writes that nothing happened if
 * nothing did: most polls and sweeps find nothing, and cost one call to Gmail and one write so. The compare-and-set
 * proves that nobody changed the mailbox since it was read.
 *
 * @returns false: there is something to do, or to find out, under the lease
 * @throws AppError `store_unavailable`
 */
export async function isQuiet(ports: Ports, read: Versioned<Intake>): Promise<boolean> {
  const now = ports.clock.now();
  const { connectionId } = read.value;
  if (!mayBeQuiet(read.value, now)) return false;
  // What fails is asked again under the lease, where a failure is written down.
  const looked = lookAt(ports.readerOf(connectionId), read.value, now);
  const quiet = await looked.catch(() => null);
  return quiet !== null && (await ports.store.writeIntake(quiet, read.revision)) !== null;
}

const mayBeQuiet = (intake: Intake, now: Date): boolean =>
  !intake.hasOpenEntries &&
  intake.failure === null &&
  intake.listing === null &&
  !isBackfilling(intake) &&
  intake.renewWatchAt > now &&
  !hasNews(intake, now);

/** The intake of a mailbox in which nothing happened, as it is after a look; null: something did. */
async function lookAt(reader: MailboxReader, intake: Intake, now: Date): Promise<Intake | null> {
  const polled = intake.pollAt <= now ? await polledIn(reader, intake, now) : intake;
  const swept = polled && polled.sweepAt <= now ? await sweptIn(reader, polled, now) : polled;
  if (!swept) return null;
  const { pollAt, sweepAt, renewWatchAt } = swept;
  const recentMails = stillRecent(swept.recentMails, now);
  return { ...swept, recentMails, dueAt: earliestOf([pollAt, sweepAt, renewWatchAt]) };
}

async function polledIn(reader: MailboxReader, intake: Intake, now: Date): Promise<Intake | null> {
  const { historyId } = intake;
  if (historyId === null) return null;
  const page = await reader.history({ historyId, pageToken: null });
  if (page.messages.length > 0 || page.nextPageToken !== null) return null;
  const cursor = laterOf(page.historyId, historyId);
  return { ...intake, historyId: cursor, syncedAt: now, pollAt: pollAfter(intake, now) };
}

async function sweptIn(reader: MailboxReader, intake: Intake, now: Date): Promise<Intake | null> {
  const page = await reader.list({ since: sweptSince(intake, now), pageToken: null });
  const isEmpty = page.messages.length === 0 && page.nextPageToken === null;
  // A day that was missed may have got mail before the two days that were listed.
  const missed = daysToClose(intake.booksClosedDay, now).length > 1;
  if (!isEmpty || missed) return null;
  const sweepAt = nextSweep(intake.connectionId, now);
  return { ...intake, sweepAt, booksClosedDay: dayBefore(now) };
}
