import { asAppError } from '../../errors.ts';
import type { Intake, Listing } from '../model/intake.ts';
import type { MailboxReader, MailPorts } from '../ports.ts';
import { addFound } from './add-found.ts';
import type { LeasedIntake } from './lease.ts';
import { DAY_MS } from './schedule.ts';
import { keepFound, type RunFinds } from './sync-history.ts';

type Ports = Pick<MailPorts, 'store' | 'clock' | 'readerOf'>;

/** A listing of what arrived since a moment, after which the history is read on from the pin. */
export const resyncFrom = (from: Date, pin: string): Listing => ({
  kind: 'resync',
  from,
  pin,
  pageToken: null,
  found: 0,
});

/**
 * Begins a resync of a mailbox whose history has expired. The present history id is pinned before the listing, so that
 * what arrives during it is named by the history after it. The list reaches a day further back than the last reading,
 * and never before the start.
 */
export async function beginResync(ports: Ports, leased: LeasedIntake): Promise<void> {
  const { connectionId } = leased.intake;
  const { historyId } = await ports.readerOf(connectionId).profile();
  await leased.write((intake) => ({
    ...intake,
    historyId: null,
    listing: resyncFrom(lastRead(intake), historyId),
  }));
}

function lastRead({ startsAt, syncedAt }: Intake): Date {
  const reaches = (syncedAt?.getTime() ?? 0) - DAY_MS;
  return new Date(Math.max(startsAt.getTime(), reaches));
}

/**
 * Lists on where the resync stands, page by page into the ledger. Pin and page token are stored with each page; after
 * the last one the cursor is the pin.
 *
 * @returns whether the end was reached before the time was up
 */
export async function resync(
  ports: Ports,
  leased: LeasedIntake,
  { until, finds }: { readonly until: Date; readonly finds: RunFinds },
): Promise<boolean> {
  if (leased.intake.historyId === null && leased.intake.listing?.kind !== 'resync')
    await beginResync(ports, leased);
  const { connectionId, routing } = leased.intake;
  const reader = ports.readerOf(connectionId);
  let listing = leased.intake.listing;
  while (listing?.kind === 'resync' && ports.clock.now() < until) {
    const page = await listOrStartOver(reader, leased, listing);
    const finding = { connectionId, labelId: routing.labelId, foundBy: 'resync' } as const;
    const found = await addFound(ports, page.messages, finding);
    keepFound(leased, finds, found);
    const count = listing.found + found.added.length;
    const listed = { ...listing, pageToken: page.nextPageToken, found: count };
    listing = await movePast(leased, listed, ports.clock.now());
  }
  return listing?.kind !== 'resync';
}

/** Answers what is left to list. After the last page the history is due. */
async function movePast(leased: LeasedIntake, listed: Listing, now: Date): Promise<Listing | null> {
  if (listed.pageToken !== null) {
    await leased.write((intake) => ({ ...intake, listing: listed }));
    return listed;
  }
  const { pin } = listed;
  await leased.write((intake) => ({ ...intake, listing: null, historyId: pin, pollAt: now }));
  return null;
}

/** Gmail does not say how long a page token lives: when it refuses one, the listing begins again at the next try. */
export async function listOrStartOver(
  reader: MailboxReader,
  leased: LeasedIntake,
  { from, pageToken }: Listing,
): ReturnType<MailboxReader['list']> {
  try {
    return await reader.list({ since: from, pageToken });
  } catch (thrown) {
    const error = asAppError(thrown);
    if (pageToken !== null && error.code === 'gmail_refused')
      leased.plan((intake) => {
        const listing = intake.listing && { ...intake.listing, pageToken: null };
        return { ...intake, listing };
      });
    throw error;
  }
}
