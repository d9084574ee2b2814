import { AppError } from '../../errors.ts';
import type { Backfill, Intake } from '../model/intake.ts';
import type { MailEvent } from '../model/mail-event.ts';
import type { MailboxReader, MailPorts, NamedMessage } from '../ports.ts';
import { addFound } from './add-found.ts';
import { changeIntake, type IntakeChange } from './change-intake.ts';
import type { LeasedIntake } from './lease.ts';
import { DAY_MS } from './schedule.ts';
import { keepFound, type RunFinds } from './sync-history.ts';

const MOST_DAYS = 30;

type Ports = Pick<MailPorts, 'store' | 'clock' | 'readerOf'>;

export const isBackfilling = ({ backfill }: Pick<Intake, 'backfill'>): boolean =>
  backfill !== null && backfill.endedAt === null;

export const endedBackfill = (backfill: Backfill, endedAt: Date): Backfill => ({
  ...backfill,
  endedAt: backfill.endedAt ?? endedAt,
});

/**
 * Asks for the mail of the last days that arrived before the start of an intake that is on.
 *
 * @param wish `days`: 1 to 30, back from now
 * @throws AppError `backfill_invalid`: not so many days, or the start lies before all of them; `backfill_running`;
 *   `intake_off`; `store_unavailable`
 */
export async function beginBackfill(
  ports: Pick<MailPorts, 'store' | 'clock'>,
  { connectionId, days, by }: IntakeChange & { readonly days: number },
): Promise<Intake> {
  const now = ports.clock.now();
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
    throw new AppError('backfill_invalid');
  const from = new Date(now.getTime() - days * DAY_MS);
  const change = { connectionId, kind: 'backfill_begun', by, count: days } as const;
  return changeIntake(ports, change, (before) => {
    if (!before?.isOn) throw new AppError('intake_off');
    // It was stored by a write whose answer was lost.
    if (before.backfill?.from.getTime() === from.getTime()) return before;
    if (isBackfilling(before)) throw new AppError('backfill_running');
    if (before.startsAt <= from) throw new AppError('backfill_invalid');
    const backfill = { from, to: before.startsAt, listedTo: from, found: 0, endedAt: null };
    return { ...before, backfill, dueAt: now };
  });
}

/**
 * Ends a backfill before it is done. What it found is filed all the same.
 *
 * @throws AppError `intake_unknown`, `store_unavailable`
 */
export async function stopBackfill(
  ports: Pick<MailPorts, 'store' | 'clock'>,
  { connectionId, by }: IntakeChange,
): Promise<Intake> {
  const change = { connectionId, kind: 'backfill_ended', by } as const;
  return changeIntake(ports, change, (before) => {
    if (!before) throw new AppError('intake_unknown');
    if (before.backfill === null || !isBackfilling(before)) return before;
    return { ...before, backfill: endedBackfill(before.backfill, ports.clock.now()) };
  });
}

/** While so many are listed, no backfill brings more. */
const OPEN_LISTED = 1000;

/** How many messages of a backfill are still to be filed. */
export async function countBackfilled(
  store: Pick<MailPorts['store'], 'listOpenEntries'>,
  connectionId: string,
): Promise<number> {
  const open = await store.listOpenEntries(connectionId, OPEN_LISTED);
  return open.filter(({ value }) => value.foundBy === 'backfill' && value.state === 'found').length;
}

/** While so many that it found wait to be filed, no more are listed. */
const MOST_WAITING = 50;

/**
 * Brings the next messages of a backfill into the ledger, unless many still wait, and ends it after the last one.
 *
 * @param work `waiting`: how many that it found are still to be filed
 * @returns whether it found some now, which are to be filed before it goes on
 * @throws what the reader throws; LeaseLost; AppError `store_unavailable`
 */
export async function continueBackfill(
  ports: Ports,
  leased: LeasedIntake,
  { finds, waiting }: { readonly finds: RunFinds; readonly waiting: number },
): Promise<boolean> {
  const { backfill } = leased.intake;
  if (backfill === null || backfill.endedAt !== null) return false;
  const isListed = backfill.listedTo >= backfill.to;
  if (isListed && waiting === 0) await end(leased, ports.clock.now());
  if (isListed || waiting >= MOST_WAITING) return false;
  await listOn(ports, leased, { backfill, finds });
  return true;
}

async function listOn(
  ports: Ports,
  leased: LeasedIntake,
  { backfill, finds }: { readonly backfill: Backfill; readonly finds: RunFinds },
): Promise<void> {
  const { connectionId, routing } = leased.intake;
  const { messages, until } = await nextSpan(ports.readerOf(connectionId), backfill);
  const finding = { connectionId, labelId: routing.labelId, foundBy: 'backfill' } as const;
  const page = await addFound(ports, messages, finding);
  keepFound(leased, finds, page);
  if (messages.length > 0) finds.mustList = true;
  await leased.write((intake) => {
    const { backfill: stored } = intake;
    // It was stopped, or another run was here.
    if (stored === null || stored.listedTo.getTime() !== backfill.listedTo.getTime()) return intake;
    const found = stored.found + page.added.length + page.reopened;
    const hasOpenEntries = intake.hasOpenEntries || messages.length > 0;
    return { ...intake, hasOpenEntries, backfill: { ...stored, listedTo: until, found } };
  });
}

const SHORTEST_SPAN_MS = 60 * 1000;

/**
 * The messages of the next part of the time. Gmail lists the newest first, and they are to be filed oldest first: the
 * part is made shorter until Gmail lists it on one page. Then no page token has to outlive a crash.
 */
async function nextSpan(
  reader: MailboxReader,
  { listedTo: since, to }: Backfill,
): Promise<{ readonly messages: readonly NamedMessage[]; readonly until: Date }> {
  for (let length = DAY_MS; ; length /= 8) {
    const until = new Date(Math.min(since.getTime() + length, to.getTime()));
    const first = await reader.list({ since, until, pageToken: null });
    if (first.nextPageToken === null) return { messages: first.messages, until };
    if (length > SHORTEST_SPAN_MS) continue;
    return { messages: await allPages(reader, { since, until }), until };
  }
}

async function allPages(
  reader: MailboxReader,
  span: { readonly since: Date; readonly until: Date },
): Promise<readonly NamedMessage[]> {
  const messages: NamedMessage[] = [];
  let pageToken: string | null = null;
  do {
    const page: Listed = await reader.list({ ...span, pageToken });
    messages.push(...page.messages);
    pageToken = page.nextPageToken;
  } while (pageToken !== null);
  return messages;
}

type Listed = Awaited<ReturnType<MailboxReader['list']>>;

async function end(leased: LeasedIntake, now: Date): Promise<void> {
  const { connectionId, address, backfill } = leased.intake;
  const about = { connectionId, address, by: null, failure: null, change: null };
  const event: MailEvent = { kind: 'backfill_ended', ...about, count: backfill?.found ?? 0 };
  await leased.write(
    (intake) =>
      isBackfilling(intake) && intake.backfill
        ? { ...intake, backfill: endedBackfill(intake.backfill, now) }
        : null,
    event,
  );
}
