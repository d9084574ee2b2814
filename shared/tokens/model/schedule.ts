import type { Ports } from './ports.ts';
import { evenly } from './shards.ts';

type Jitter = Pick<Ports, 'ids'>;

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A random moment between two waits, so that mailboxes that start together spread out. */
const between = ({ ids }: Jitter, from: Date, [least, most]: readonly [number, number]): Date =>
  new Date(from.getTime() + least + ids.random() * (most - least));

/** A token that was requested less than two days ago may be requested again at any moment. */
const IN_USE_MS = 2 * DAY_MS;
/** Google ends a grant that nobody uses for six months. */
const KEEP_ALIVE_MS = [25 * DAY_MS, 35 * DAY_MS] as const;
const AHEAD_MS = [10 * MINUTE_MS, 15 * MINUTE_MS] as const;

/** When a token was fetched, expires, and was last requested. */
export type TokenLife = {
  readonly from: Date;
  readonly expiresAt: Date;
  readonly usedAt: Date;
};

/**
 * When a token is due to be replaced: ten to fifteen minutes before it expires if its connection is in use,
 * and never before two thirds of a short life have passed; after a month if it is idle, which only keeps the
 * grant alive. A request for an expired token refreshes it at once.
 */
export function refreshDueAfter(dice: Jitter, { from, expiresAt, usedAt }: TokenLife): Date {
  if (from.getTime() - usedAt.getTime() > IN_USE_MS) return between(dice, from, KEEP_ALIVE_MS);
  const life = Math.max(0, expiresAt.getTime() - from.getTime());
  const [least, most] = AHEAD_MS;
  const ahead = Math.min(least + dice.ids.random() * (most - least), life / 3);
  return new Date(expiresAt.getTime() - ahead);
}

const FIRST_RETRY_MS = 30 * 1000;
/** The longest back-off. */
const LAST_RETRY_MS = HOUR_MS;

/** Exponential back-off with jitter after the nth failure (n ≥ 1): 30 s doubling up to an hour. */
export function retryAfter(dice: Jitter, now: Date, attempts: number): Date {
  const ceiling = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 12));
  return between(dice, now, [ceiling / 2, ceiling]);
}

/** No answer asks for a longer wait, and a longer one is cut. */
const LONGEST_RETRY_AT_MS = DAY_MS;
const SPREAD_MS = 5 * MINUTE_MS;

/**
 * The planned moment, or a little after the one before which the service does not want to be asked, whichever is
 * later. The mailboxes that were given the same moment spread over some minutes.
 */
export function notBefore(
  dice: Jitter,
  planned: Date,
  { retryAt, now }: { readonly retryAt: Date | undefined; readonly now: Date },
): Date {
  if (!retryAt) return planned;
  const longest = now.getTime() + LONGEST_RETRY_AT_MS;
  const earliest = new Date(Math.min(retryAt.getTime(), longest));
  return planned > earliest ? planned : between(dice, earliest, [0, SPREAD_MS]);
}

/** When a dead grant is tried again, in case its end was undone: twice a day at most. */
export const reviveAfter = (dice: Jitter, now: Date): Date =>
  between(dice, now, [12 * HOUR_MS, 24 * HOUR_MS]);

/** How far ahead a due time can lie, in milliseconds, by what it is for; clocks may differ a little. */
export const LONGEST_WAITS = {
  refresh: KEEP_ALIVE_MS[1] + DAY_MS,
  retry: LAST_RETRY_MS + 5 * MINUTE_MS,
  /** After an answer that asked for a wait. */
  retryAt: LONGEST_RETRY_AT_MS + SPREAD_MS + 5 * MINUTE_MS,
  revive: 2 * DAY_MS,
  probe: 2 * DAY_MS,
  /** The last attempt to deliver a notification waits a day, with a fifth more at random. */
  notification: 2 * DAY_MS,
  /** A link waits a day to be opened. */
  link: 2 * DAY_MS,
} as const;

const FIRST_PROBE_MS = [MINUTE_MS, 10 * MINUTE_MS] as const;
const FAILED_PROBE_MS = [HOUR_MS / 2, HOUR_MS] as const;

/** When a mailbox is probed next that was just connected, works again, or fails. */
export const probeSoon = (dice: Jitter, now: Date, failed: boolean): Date =>
  between(dice, now, failed ? FAILED_PROBE_MS : FIRST_PROBE_MS);

/**
 * When a healthy mailbox is probed again: once a day, at a time that follows from its id, so that the probes
 * of a fleet spread over the day.
 */
export function probeNextDay(connectionId: string, now: Date): Date {
  const own = (evenly(connectionId) * DAY_MS) / 2 ** 16;
  // At least half a day after the last, so that a probe on request replaces a scheduled one.
  const earliest = now.getTime() + DAY_MS / 2;
  const today = Math.floor(earliest / DAY_MS) * DAY_MS + own;
  return new Date(today < earliest ? today + DAY_MS : today);
}
