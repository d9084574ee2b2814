import type { Clock, MailStore, Versioned } from '../ports.ts';
import type { Intake } from './intake.ts';
import type { FilesClaim, LedgerEntry } from './ledger.ts';
import type { MailFailure } from './mail-failure.ts';
import type { OrgPause } from './org-pause.ts';

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** By how much the clocks of two instances may differ. */
const TOLERANCE_MS = 2 * MINUTE_MS;
/** An administrator's clock may be some minutes ahead when mail is switched on. */
const START_TOLERANCE_MS = 10 * MINUTE_MS;
/** Longer than any lease lasts. */
const LONGEST_LEASE_MS = 10 * MINUTE_MS;
/** Longer than a paused org waits for its next canary. */
const LONGEST_CANARY_MS = 10 * MINUTE_MS;
/** Longer than a mailbox keeps the files of a mail from others. */
const LONGEST_CLAIM_MS = HOUR_MS;
/** Longer than a mailbox waits for anything: the sweep and the watch come daily, and a retry within a day. */
const LONGEST_WAIT_MS = 2 * DAY_MS;
/** Longer than a message waits for its next try, unless a service asked for more. */
const LONGEST_RETRY_MS = 2 * HOUR_MS;

/**
 * A store that corrects what a wrong clock wrote. While the clock of an instance is ahead, even for a minute, it writes
 * moments that are too late: until then a mailbox would not be read, a lease would not end, an org would stay paused and
 * files would be kept from a mailbox. Such moments are corrected when an intake, an open message, a claim or a pause is
 * read, and its next write stores the correction. What is due at such a moment is found as due now.
 */
export function withPlausibleIntakes(store: MailStore, clock: Pick<Clock, 'now'>): MailStore {
  const correctIntake = (found: Versioned<Intake> | null): Versioned<Intake> | null =>
    found && { ...found, value: plausibleIntake(found.value, clock.now()) };
  const correctEntry = (found: Versioned<LedgerEntry>): Versioned<LedgerEntry> => ({
    ...found,
    value: plausibleEntry(found.value, clock.now()),
  });
  return {
    ...store,
    readIntake: async (id) => correctIntake(await store.readIntake(id)),
    findIntake: async (address) => correctIntake(await store.findIntake(address)),
    listIntakes: async () => {
      const now = clock.now();
      return (await store.listIntakes()).map((intake) => plausibleIntake(intake, now));
    },
    dueIntakes: async (asked) => {
      const ids = await store.dueIntakes(asked);
      const limit = asked.limit - ids.length;
      if (limit <= 0) return ids;
      const after = new Date(clock.now().getTime() + LONGEST_WAIT_MS);
      const shards = asked.shards && { shards: asked.shards };
      // One is in both when it was written between the two searches.
      return [...new Set([...ids, ...(await store.dueIntakes({ ...shards, after, limit }))])];
    },
    readEntry: async (...place) => {
      const found = await store.readEntry(...place);
      return found && correctEntry(found);
    },
    readEntries: async (...places) => (await store.readEntries(...places)).map(correctEntry),
    listOpenEntries: async (...listing) =>
      (await store.listOpenEntries(...listing)).map(correctEntry),
    readFilesClaim: async (place) => {
      const found = await store.readFilesClaim(place);
      return found && { ...found, value: plausibleClaim(found.value, clock.now()) };
    },
    readOrgPause: async (orgId) => {
      const found = await store.readOrgPause(orgId);
      return found && { ...found, value: plausiblePause(found.value, clock.now()) };
    },
  };
}

const isBeyond = (at: Date, now: Date, milliseconds: number): boolean =>
  at.getTime() - now.getTime() > milliseconds;

function plausibleIntake(intake: Intake, now: Date): Intake {
  const { lease, dueAt, syncedAt, listing } = intake;
  const dueBy = (at: Date): Date => (isBeyond(at, now, LONGEST_WAIT_MS) ? now : at);
  const past = (at: Date | null): Date | null => (at && isBeyond(at, now, TOLERANCE_MS) ? now : at);
  const isAhead = (at: Date): boolean => isBeyond(at, now, START_TOLERANCE_MS);
  return {
    ...intake,
    startsAt: isAhead(intake.startsAt) ? now : intake.startsAt,
    // Not known is safe: a resync then lists from the start. By a moment that is too late it would miss mail.
    syncedAt: syncedAt && isBeyond(syncedAt, now, TOLERANCE_MS) ? null : syncedAt,
    pushedAt: past(intake.pushedAt),
    pushSilentSince: past(intake.pushSilentSince),
    watchFailure: plausibleFailure(intake.watchFailure, now),
    // One that lasts longer than any was taken by a clock far ahead; its holder is no longer at work.
    lease: lease && isBeyond(lease.expiresAt, now, LONGEST_LEASE_MS) ? null : lease,
    dueAt: dueAt && dueBy(dueAt),
    pollAt: dueBy(intake.pollAt),
    renewWatchAt: dueBy(intake.renewWatchAt),
    sweepAt: dueBy(intake.sweepAt),
    // A listing from the future would find nothing: it begins from its start.
    listing: listing && isAhead(listing.from) ? null : listing,
    failure: plausibleFailure(intake.failure, now),
    // Days that a clock ahead closed would never be made up for.
    booksClosedDay: isDayAhead(intake.booksClosedDay, now) ? null : intake.booksClosedDay,
  };
}

const isDayAhead = (day: string | null, now: Date): boolean =>
  day !== null && day > now.toISOString().slice(0, 10);

function plausibleEntry(entry: LedgerEntry, now: Date): LedgerEntry {
  const { dueAt, failure } = entry;
  const longest = failure?.upstream?.retryAt ? LONGEST_WAIT_MS : LONGEST_RETRY_MS;
  return {
    ...entry,
    dueAt: dueAt && isBeyond(dueAt, now, longest) ? now : dueAt,
    failure: plausibleFailure(failure, now),
  };
}

const plausibleClaim = (claim: FilesClaim, now: Date): FilesClaim =>
  isBeyond(claim.until, now, LONGEST_CLAIM_MS) ? { ...claim, until: now } : claim;

const plausiblePause = (pause: OrgPause, now: Date): OrgPause =>
  isBeyond(pause.canaryAt, now, LONGEST_CANARY_MS) ? { ...pause, canaryAt: now } : pause;

const plausibleFailure = (failure: MailFailure | null, now: Date): MailFailure | null =>
  failure && isBeyond(failure.since, now, TOLERANCE_MS) ? { ...failure, since: now } : failure;
