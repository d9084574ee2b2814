import type { FoundBy, LedgerEntry } from '../model/ledger.ts';
import type { HistoryPage, MailPorts, Versioned } from '../ports.ts';
import { addFound, type Found } from './add-found.ts';
import { laterOf } from './history-id.ts';
import type { LeasedIntake } from './lease.ts';
import { hasNews, pollAfter, pollAfterNews } from './schedule.ts';

type Ports = Pick<MailPorts, 'store' | 'clock' | 'readerOf'>;

/** What a run brought into the ledger, for its log and for the filing. */
export type RunFinds = {
  found: number;
  readonly fresh: Versioned<LedgerEntry>[];
  /** The ledger may have open entries that are not among the fresh ones. */
  mustList: boolean;
};

/** Keeps what was found, and plans the note that the ledger has entries to file before the cursor can move past them. */
export function keepFound(
  leased: LeasedIntake,
  finds: RunFinds,
  { added, hadOthers }: Found,
): void {
  finds.found += added.length;
  finds.fresh.push(...added);
  if (added.length > 0 || hadOthers) leased.plan((intake) => ({ ...intake, hasOpenEntries: true }));
  finds.mustList ||= hadOthers;
}

/**
 * Reads a mailbox's history from the stored cursor, page by page. The messages of a page are in the ledger before the
 * cursor moves past it, so that a crash reads a page twice and never skips one. After the last page the cursor moves
 * to the answer's history id, with the holder's next write.
 *
 * @returns whether the end was reached before the time was up
 * @throws AppError what the reader throws; `history_expired`: the mailbox has to be listed
 */
export async function syncHistory(
  ports: Ports,
  leased: LeasedIntake,
  { until, finds }: { readonly until: Date; readonly finds: RunFinds },
): Promise<boolean> {
  const { connectionId, historyId, routing } = leased.intake;
  if (historyId === null) return false;
  const reader = ports.readerOf(connectionId);
  const foundBy: FoundBy = hasNews(leased.intake, ports.clock.now()) ? 'push' : 'poll';
  let pageToken: string | null = null;
  let hadNews = false;
  do {
    const page: HistoryPage = await reader.history({ historyId, pageToken });
    const finding = { connectionId, labelId: routing.labelId, foundBy };
    const found = await addFound(ports, page.messages, finding);
    keepFound(leased, finds, found);
    hadNews ||= found.added.length > 0;
    pageToken = page.nextPageToken;
    if (pageToken === null) planEnd(leased, { ...page, hadNews }, ports.clock.now());
    else await movePast(leased, page.lastRecordId);
  } while (pageToken !== null && ports.clock.now() < until);
  return pageToken === null;
}

type End = { readonly historyId: string; readonly hadNews: boolean };

function planEnd(leased: LeasedIntake, { historyId, hadNews }: End, now: Date): void {
  leased.plan((intake) => ({
    ...intake,
    historyId: laterOf(historyId, intake.historyId),
    syncedAt: now,
    pollAt: hadNews ? pollAfterNews(intake, now) : pollAfter(intake, now),
  }));
}

/** A page without records says nothing of how far it goes. */
async function movePast(leased: LeasedIntake, lastRecordId: string | null): Promise<void> {
  if (lastRecordId === null) await leased.renewIfShort();
  else
    await leased.write((intake) => ({
      ...intake,
      historyId: laterOf(lastRecordId, intake.historyId),
    }));
}
