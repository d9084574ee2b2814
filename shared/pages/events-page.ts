import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { backLink } from './back-link.ts';
import { eventList } from './event-list.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import type { EventsView, Frame } from './views.ts';

/** The events of all mailboxes or of one, page by page, the newest first. */
export function eventsPage(frame: Frame, view: EventsView): string {
  const { language } = frame;
  const { events, of, unreadable } = view;
  const title = of ? say(language, 'eventsTitleOf', of.address) : say(language, 'eventsTitle');
  const main = html`${backLink(frame)}
<h1>${title}</h1>
<p class="lead">${say(language, 'eventsIntro')}</p>
<section class="card">${eventList(frame, events, { whose: of === null })}
${unreadable > 0 && html`<p class="muted">${say(language, 'eventsUnreadable', unreadable)}</p>`}</section>
${pager(frame, view)}`;
  return page(frame, { title, main, width: 'wide' });
}

function pager(frame: Frame, { of, isLater, next }: EventsView): Markup | null {
  if (!isLater && next === null) return null;
  const { language } = frame;
  const at = (after: string | null): string =>
    eventsAddress(frame, of?.connectionId ?? null, after);
  return html`<nav class="pager" aria-label="${say(language, 'eventsContinue')}">
  ${isLater && html`<a class="button" href="${at(null)}">${ICONS.back}${say(language, 'newestEvents')}</a>`}
  ${next !== null && html`<a class="button" rel="next" href="${at(next)}">${say(language, 'olderEvents')}${ICONS.forward}</a>`}
</nav>`;
}

/** The address of a page of events. */
export function eventsAddress(
  frame: Frame,
  connectionId: string | null,
  after: string | null = null,
): string {
  const query = new URLSearchParams();
  if (connectionId !== null) query.set('connection', connectionId);
  if (after !== null) query.set('after', after);
  const search = query.size > 0 ? `?${query}` : '';
  return `${addressOf(frame, '/setup-page/events')}${search}`;
}
