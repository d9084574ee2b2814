import { beginOfDay, dayAfter, dayIn } from './day-in-zone.ts';

/** A day of a time zone: its name as `YYYY-MM-DD`, from its first moment until before that of the next one. */
export type Day = {
  readonly day: string;
  readonly zone: string;
  readonly from: Date;
  readonly until: Date;
};

/** The day that it is in a time zone. */
export function todayIn(zone: string, now: Date): Day {
  const day = dayIn(zone, now);
  const from = beginOfDay(zone, day) ?? now;
  const until = beginOfDay(zone, dayAfter(day, 1)) ?? now;
  return { day, zone, from, until };
}
