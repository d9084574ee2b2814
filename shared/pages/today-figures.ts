import { html } from 'hono/html';
import type { StateCounts } from '../mail/ports.ts';
import type { Markup } from './markup.ts';
import { grouped } from './messages/phrase.ts';
import { say } from './messages.ts';
import type { TodayView } from './today-view.ts';
import type { Frame } from './views.ts';

/** What is counted, in the order in which it is shown: `found` is what still waits. */
export const SHOWN_COUNTS = ['filed', 'skipped', 'held', 'found'] as const;

export const NAMES_OF_COUNTS = {
  filed: 'sum_filed',
  skipped: 'sum_skipped',
  held: 'sum_held',
  found: 'sum_waiting',
} as const;

export const arrivedIn = ({ filed, skipped, held, found }: StateCounts): number =>
  filed + skipped + held + found;

/** The figures of a day, with the day and its time zone. */
export function todayFigures({ language }: Frame, { day, counts }: TodayView): Markup {
  const fact = (name: string, count: number, tone = ''): Markup =>
    html`<div class="${tone}"><dt>${name}</dt><dd class="figure">${grouped(count)}</dd></div>`;
  return html`<p class="muted">${say(language, 'mailTodayOf', day.day, day.zone)}</p>
  <dl class="facts figures">
    ${fact(say(language, 'sum_arrived'), arrivedIn(counts))}
    ${SHOWN_COUNTS.map((each) => fact(say(language, NAMES_OF_COUNTS[each]), counts[each], each === 'held' && counts.held > 0 ? 'tone-warn' : ''))}
  </dl>`;
}
