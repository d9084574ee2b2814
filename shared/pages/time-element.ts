import { html } from 'hono/html';
import type { Markup } from './markup.ts';
import type { Frame, Language } from './views.ts';

/**
 * The units from small to large: the seconds in each, and the count from which the next unit is used. The
 * script in the browser uses the same table.
 */
export const RELATIVE_UNITS = [
  ['second', 1, 60],
  ['minute', 60, 60],
  ['hour', 3600, 36],
  ['day', 86_400, 14],
  ['week', 604_800, 9],
  ['month', 2_629_746, 18],
  ['year', 31_556_952, Number.MAX_SAFE_INTEGER],
] as const;

/** Below this distance a time is shown as "now". */
export const NOW_SECONDS = 5;

/** "3 minutes ago", "in 2 hours", "now"; 「3 分前」「2 時間後」「今」. */
export function relativeTime(language: Language, at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const distance = Math.abs(seconds);
  if (distance < NOW_SECONDS) {
    return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(0, 'second');
  }
  const count = (size: number): number => Math.max(1, Math.round(distance / size));
  const [unit, size] =
    RELATIVE_UNITS.find(([, size, limit]) => count(size) < limit) ?? RELATIVE_UNITS[6];
  return new Intl.RelativeTimeFormat(language).format(Math.sign(seconds) * count(size), unit);
}

/** The day of a time, in UTC as below. */
export const dateText = (language: Language, at: Date): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(at);

/** In UTC, because the server does not know the reader's time zone; the script replaces it with local time. */
const absoluteTime = (language: Language, at: Date): string =>
  `${new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(at)} UTC`;

/** A time relative to now, with the absolute time in its title. */
export function timeElement({ language, now }: Frame, at: Date): Markup {
  return html`<time datetime="${at.toISOString()}" title="${absoluteTime(language, at)}" data-relative>${relativeTime(language, at, now)}</time>`;
}

/** The time of the page itself, with its zone: the script replaces it with the reader's. */
export function clockElement({ language, now }: Frame): Markup {
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: 'UTC' });
  return html`<time datetime="${now.toISOString()}" data-clock>${clock.format(now)} UTC</time>`;
}

/** The same, with the absolute time shown as well: for a record of what happened when. */
export function datedTimeElement(frame: Frame, at: Date): Markup {
  const absolute = absoluteTime(frame.language, at);
  return html`<time datetime="${at.toISOString()}" data-absolute>${absolute}</time> <span class="ago">${timeElement(frame, at)}</span>`;
}
