import { AppError } from '../../errors.ts';
import type { Intake, Routing } from '../model/intake.ts';
import type { MailPorts } from '../ports.ts';
import { endedBackfill } from './backfill.ts';
import { changeIntake, type IntakeChange } from './change-intake.ts';
import { changeRouting } from './change-routing.ts';
import { resyncFrom } from './resync.ts';
import { DAY_MS, nextSweep } from './schedule.ts';

const LONGEST_PAST_MS = 30 * DAY_MS;
/** Clocks differ a little. */
const SLACK_MS = 5 * 60 * 1000;

type Ports = Pick<MailPorts, 'store' | 'clock' | 'readerOf'>;

/** What an administrator chooses. */
export type SwitchOn = {
  readonly connectionId: string;
  /** The mailbox's address, by which pushes name it. */
  readonly address: string;
  readonly routing: Routing;
  /** Mail that arrived before is skipped; at most 30 days ago. Null: now, or of an intake that is on, as it was. */
  readonly startsAt: Date | null;
  readonly by: string;
};

/**
 * Turns a mailbox's mail into cases from now on, or changes how. The present history id is pinned first, then what
 * arrived since the start is listed, and the history is read on from the pin: nothing falls between. Switching on
 * again does all of this again, so that mail of the time between is taken only if the start is chosen so.
 *
 * @throws AppError `start_invalid`: older than 30 days, or in the future; what the reader's `profile` throws;
 *   `store_unavailable`
 */
export async function switchOn(ports: Ports, wish: SwitchOn): Promise<Intake> {
  const { connectionId, routing, by } = wish;
  const now = ports.clock.now();
  const startsAt = validStart(wish.startsAt ?? now, now);
  const stored = await ports.store.readIntake(connectionId);
  if (stored?.value.isOn && wish.startsAt === null)
    return changeRouting(ports, { connectionId, routing, by });
  const { historyId } = await ports.readerOf(connectionId).profile();
  const fresh = begunIntake({ ...wish, startsAt, historyId, now });
  return changeIntake(ports, { connectionId, kind: 'intake_on', by }, (before) =>
    before && isBegun(before, fresh)
      ? before
      : // The ledger may have mail that an earlier intake left.
        { ...fresh, hasOpenEntries: before !== null },
  );
}

/** It was stored by a write whose answer was lost. */
const isBegun = (stored: Intake, { startsAt, listing }: Intake): boolean =>
  stored.isOn &&
  stored.startsAt.getTime() === startsAt.getTime() &&
  stored.listing !== null &&
  stored.listing.pin === listing?.pin;

function validStart(startsAt: Date, now: Date): Date {
  const age = now.getTime() - startsAt.getTime();
  const isValid = age >= -SLACK_MS && age <= LONGEST_PAST_MS + SLACK_MS;
  if (!isValid) throw new AppError('start_invalid');
  return startsAt;
}

function begunIntake({
  connectionId,
  address,
  routing,
  startsAt,
  historyId,
  now,
}: SwitchOn & { readonly startsAt: Date; readonly historyId: string; readonly now: Date }): Intake {
  return {
    connectionId,
    address: address.toLowerCase(),
    isOn: true,
    startsAt,
    routing,
    historyId: null,
    syncedAt: null,
    pushedHistoryId: null,
    pushedAt: null,
    watch: null,
    watchFailure: null,
    pushSilentSince: null,
    lease: null,
    dueAt: now,
    pollAt: now,
    renewWatchAt: now,
    sweepAt: nextSweep(connectionId, now),
    listing: resyncFrom(startsAt, historyId),
    backfill: null,
    failure: null,
    hasOpenEntries: false,
    booksClosedDay: null,
    recentMails: [],
  };
}

/**
 * Turns no more mail of a mailbox into cases. What the ledger has stays. Gmail is asked to push no more; if it does
 * all the same, the push is of an unknown mailbox.
 *
 * @throws AppError `intake_unknown`, `store_unavailable`
 */
export async function switchOff(ports: Ports, { connectionId, by }: IntakeChange): Promise<Intake> {
  const off = await changeIntake(ports, { connectionId, kind: 'intake_off', by }, (before) => {
    if (!before) throw new AppError('intake_unknown');
    const rest = {
      ...{ lease: null, dueAt: null, listing: null, watch: null, failure: null },
      recentMails: [],
    };
    const backfill = before.backfill && endedBackfill(before.backfill, ports.clock.now());
    return before.isOn ? { ...before, ...rest, backfill, isOn: false } : before;
  });
  await ports
    .readerOf(connectionId)
    .stop()
    .catch(() => null);
  return off;
}
