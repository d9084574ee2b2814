import type { Intake } from '../model/intake.ts';
import { ENTRY_DAYS } from '../model/ledger.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What of a day a statement is about: from a moment, until before another one. */
export type Span = { readonly from: Date; readonly until: Date };

/** Why there is no statement of a day. `forgotten`: the ledger no longer has its entries. */
export type DayRefusal = 'no_day' | 'future' | 'before_start' | 'forgotten';

/**
 * The part of a day (UTC, `YYYY-MM-DD`) that a mailbox's intake has seen: not before its start, and not after now.
 *
 * @returns why there is none, or the span
 */
export function spanOf(
  day: string,
  { startsAt }: Pick<Intake, 'startsAt'>,
  now: Date,
): Span | DayRefusal {
  const begins = beginOf(day);
  if (begins === null) return 'no_day';
  const ends = begins + DAY_MS;
  if (begins > now.getTime()) return 'future';
  if (ends <= startsAt.getTime()) return 'before_start';
  if (begins < now.getTime() - ENTRY_DAYS * DAY_MS) return 'forgotten';
  return {
    from: new Date(Math.max(begins, startsAt.getTime())),
    until: new Date(Math.min(ends, now.getTime())),
  };
}

/** The day before a moment, UTC, as `YYYY-MM-DD`. */
export const dayBefore = (now: Date): string => dayAway(now, -1);

/** The day so many days after a moment, UTC; before it if negative. */
const dayAway = (moment: Date, days: number): string =>
  new Date(moment.getTime() + days * DAY_MS).toISOString().slice(0, 10);

/** The days next to a day that exists, UTC. */
export const daysAround = (day: string): { readonly before: string; readonly after: string } => {
  const begins = new Date(beginOf(day) ?? 0);
  return { before: dayAway(begins, -1), after: dayAway(begins, 1) };
};

/** So many days back a statement that could not be made is made up for. */
const MADE_UP_DAYS = 7;

/**
 * The days whose statements are still to be made at a moment, the earliest first: the day before, and those that were
 * missed since the last one was made.
 *
 * @param closed the last day whose statement was made; null: none was
 */
export function daysToClose(closed: string | null, now: Date): readonly string[] {
  const days = Array.from({ length: MADE_UP_DAYS }, (_, at) => dayAway(now, at - MADE_UP_DAYS));
  return closed === null ? days.slice(-1) : days.filter((day) => day > closed);
}

/** Midnight of a day in milliseconds since 1970; null: there is no such day, as 2026-02-30. */
function beginOf(day: string): number | null {
  const begins = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00.000Z`) : Number.NaN;
  const exists = !Number.isNaN(begins) && new Date(begins).toISOString().startsWith(day);
  return exists ? begins : null;
}
