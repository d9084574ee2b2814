import { html } from 'hono/html';
import type { Markup } from './markup.ts';
import { relativeTime } from './relative-time.ts';
import type { Frame, Language } from './views.ts';

/** The server does not know the reader's zone; the script puts it in place of UTC. */
const absoluteTime = (language: Language, at: Date): string =>
  `${new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(at)} UTC`;

/** A moment, relative to now, with the absolute time in its title. */
export function timeElement({ language, now }: Frame, at: Date): Markup {
  return html`<time datetime="${at.toISOString()}" title="${absoluteTime(language, at)}" data-relative>${relativeTime(language, at, now)}</time>`;
}
