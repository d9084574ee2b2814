import { html } from 'hono/html';
import { backLink } from './back-link.ts';
import { eventList } from './event-list.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import type { EventsView, Frame } from './views.ts';

/** The latest events of all mailboxes. */
export function eventsPage(frame: Frame, { events }: EventsView): string {
  const { language } = frame;
  const main = html`${backLink(frame)}
<h1>${say(language, 'eventsTitle')}</h1>
<p class="lead">${say(language, 'eventsIntro')}</p>
<section class="card">${eventList(frame, events, { whose: true })}</section>`;
  return page(frame, { title: say(language, 'eventsTitle'), main, width: 'wide' });
}
