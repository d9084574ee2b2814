import type { Intake, Listing } from '../model/intake.ts';
import type { LedgerEntry } from '../model/ledger.ts';
import type { MailEvent } from '../model/mail-event.ts';
import type { MailPorts, NamedMessage } from '../ports.ts';
import { addFound } from './add-found.ts';
import type { LeasedIntake } from './lease.ts';
import { listOrStartOver } from './resync.ts';
import { DAY_MS, nextSweep, sweptSince } from './schedule.ts';
import { keepFound, type RunFinds, syncHistory } from './sync-history.ts';

type Ports = Pick<MailPorts, 'store' | 'clock' | 'readerOf'>;
type Work = { readonly until: Date; readonly finds: RunFinds };

const sweepFrom = (intake: Intake, now: Date): Listing => {
  const from = sweptSince(intake, now);
  return { kind: 'sweep', from, pin: null, pageToken: null, found: 0 };
};

/**
 * Lists the last two days and brings into the ledger what neither push nor history named. Where something is missing
 * the history is read first, because what it still names is no hole. Holes make one event with their count, and so
 * does a watch that pushed nothing for a day although mail came.
 *
 * @returns whether the end was reached before the time was up
 * @throws AppError what the reader throws; `history_expired`
 */
export async function sweep(ports: Ports, leased: LeasedIntake, work: Work): Promise<boolean> {
  const reader = ports.readerOf(leased.intake.connectionId);
  const begun = leased.intake.listing;
  let listing: Listing =
    begun?.kind === 'sweep' ? begun : sweepFrom(leased.intake, ports.clock.now());
  let isSilent = false;
  while (ports.clock.now() < work.until) {
    const page = await listOrStartOver(reader, leased, listing);
    const compared = await fillHoles(ports, leased, { ...work, listed: page.messages });
    if (compared === null) return false;
    isSilent ||= compared.known.some(({ value }) =>
      cameUnpushed(leased.intake, value, ports.clock.now()),
    );
    const found = listing.found + compared.holes;
    listing = { ...listing, found, pageToken: page.nextPageToken };
    if (listing.pageToken === null) {
      await endSweep(ports, leased, { found, isSilent });
      return true;
    }
    const progress = listing;
    await leased.write((intake) => ({ ...intake, listing: progress }));
  }
  return false;
}

/** Null: the history was not read to its end in time, so that it is not known what the holes are. */
async function fillHoles(
  ports: Ports,
  leased: LeasedIntake,
  { listed, ...work }: Work & { readonly listed: readonly NamedMessage[] },
) {
  if (listed.length === 0) return { known: [], holes: 0 };
  // Of a run that died no note may say that what it found is still to be filed: once a night it is looked for.
  work.finds.mustList = true;
  const { connectionId, routing } = leased.intake;
  const ids = [...new Set(listed.map(({ messageId }) => messageId))];
  const known = await ports.store.readEntries(connectionId, ids);
  // What counts as deleted and is listed is not deleted.
  const current = known.filter(({ value }) => value.skipped !== 'deleted');
  const has = new Set(current.map(({ value }) => value.messageId));
  const missing = listed.filter(({ messageId }) => !has.has(messageId));
  if (missing.length === 0) return { known, holes: 0 };
  if (!(await syncHistory(ports, leased, work))) return null;
  const finding = { connectionId, labelId: routing.labelId, foundBy: 'sweep' } as const;
  const found = await addFound(ports, missing, finding);
  keepFound(leased, work.finds, found);
  return { known, holes: found.added.length + found.reopened };
}

/** Is a message proof that a live watch does not push? It came after the last push, and that was a day ago. */
function cameUnpushed(intake: Intake, entry: LedgerEntry, now: Date): boolean {
  const lastPush = intake.pushedAt ?? intake.startsAt;
  return (
    now.getTime() - lastPush.getTime() > DAY_MS &&
    entry.foundAt > lastPush &&
    (entry.foundBy === 'poll' || entry.foundBy === 'sweep')
  );
}

async function endSweep(
  { clock }: Ports,
  leased: LeasedIntake,
  { found, isSilent }: { readonly found: number; readonly isSilent: boolean },
): Promise<void> {
  const now = clock.now();
  const { connectionId, watch, pushSilentSince, pushedAt, startsAt } = leased.intake;
  const isOver = (intake: Intake): boolean => intake.sweepAt > now && intake.listing === null;
  const end = (intake: Intake): Intake | null =>
    isOver(intake) ? null : { ...intake, listing: null, sweepAt: nextSweep(connectionId, now) };
  if (found > 0) await leased.write(end, eventOf(leased.intake, 'sweep_found_mail', found));
  else leased.plan(end);
  const isNews = isSilent && pushSilentSince === null && watch !== null && watch.expiresAt > now;
  if (!isNews) return;
  const since = pushedAt ?? startsAt;
  const tell = (intake: Intake): Intake | null =>
    intake.pushSilentSince ? null : { ...intake, pushSilentSince: since };
  await leased.write(tell, eventOf(leased.intake, 'push_silent', null));
}

const eventOf = (
  { connectionId, address }: Intake,
  kind: 'sweep_found_mail' | 'push_silent',
  count: number | null,
): MailEvent => ({ kind, connectionId, address, by: null, failure: null, change: null, count });
