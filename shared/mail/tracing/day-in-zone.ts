const DAY_MS = 24 * 60 * 60 * 1000;

/** Is it the name of a time zone (IANA), such as `Asia/Tokyo`? */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The day (`YYYY-MM-DD`) of a moment in a time zone. */
export const dayIn = (zone: string, at: Date): string => wallClock(zone, at).slice(0, 10);

/** The day so many days after another one; before it if negative. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + days * DAY_MS).toISOString().slice(0, 10);

/**
 * The first moment of a day (`YYYY-MM-DD`) in a time zone. Where clocks go forward at midnight, it is the moment at which
 * they do.
 *
 * @returns null: there is no such day, as 2026-02-30
 */
export function beginOfDay(zone: string, day: string): Date | null {
  const midnight = /^\d{4}-\d{2}-\d{2}$/.test(day)
    ? Date.parse(`${day}T00:00:00.000Z`)
    : Number.NaN;
  const exists = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
  if (!exists) return null;
  // The difference to UTC may be another one half a day away: one of the two holds at midnight.
  const candidates = [-DAY_MS / 2, DAY_MS / 2]
    .map((away) => midnight - offsetAt(zone, new Date(midnight + away)))
    .toSorted((one, other) => one - other);
  const begins = candidates.find((at) => dayIn(zone, new Date(at)) === day);
  return new Date(begins ?? midnight);
}

/** How far the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
const offsetAt = (zone: string, at: Date): number =>
  Date.parse(`${wallClock(zone, at)}Z`) - Math.floor(at.getTime() / 1000) * 1000;

/** `2026-11-29T14:03:00`, as the clocks of the zone show it. */
function wallClock(zone: string, at: Date): string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  const year = part('year').padStart(4, '0');
  return `${year}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}`;
}
