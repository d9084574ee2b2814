import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { backLink } from './back-link.ts';
import { eventList } from './event-list.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import { pager } from './pager.ts';
import { type EventsView, type Frame, HISTORY_SUBJECTS, type HistoryQuery } from './views.ts';

/** The events of all mailboxes or of one, page by page, the newest first. */
export function eventsPage(frame: Frame, view: EventsView): string {
  const { language } = frame;
  const { asked, events, of, unreadable } = view;
  const title = of ? say(language, 'eventsTitleOf', of.address) : say(language, 'eventsTitle');
  const every = { ...asked, after: null, before: null };
  const main = html`${backLink(frame)}
<h1>${title}</h1>
<p class="lead">${say(language, 'eventsIntro')}</p>
${filters(frame, asked)}
<section class="card">${eventList(frame, events, { whose: of === null, isNarrowed: isNarrowed(asked) })}
${unreadable > 0 && html`<p class="muted">${say(language, 'eventsUnreadable', unreadable)}</p>`}</section>
<div class="list-head"><p class="muted small">${say(language, 'daysInUtc')}</p><a class="text-link" href="${historyAddress(frame, every, '/setup-page/events.csv')}" download>${ICONS.download}${say(language, 'exportHistory')}</a></div>
${otherPages(frame, view)}`;
  return page(frame, { title, main, width: 'wide' });
}

const isNarrowed = ({ subject, by, mailbox, from, to }: HistoryQuery): boolean =>
  subject !== null || by !== '' || mailbox !== '' || from !== '' || to !== '';

/** The form uses GET, so that what was found can be sent to a colleague as a link. */
function filters(frame: Frame, asked: HistoryQuery): Markup {
  const { language } = frame;
  const day = (name: 'from' | 'to', label: string): Markup =>
    html`<div class="field"><label for="history-${name}">${label}</label><input id="history-${name}" name="${name}" type="date" value="${asked[name]}"></div>`;
  const address = (name: 'by' | 'mailbox', label: string): Markup =>
    html`<div class="field"><label for="history-${name}">${label}</label><input id="history-${name}" name="${name}" type="text" inputmode="email" value="${asked[name]}" maxlength="254" autocomplete="off" autocapitalize="none" spellcheck="false"></div>`;
  return html`<form class="history-filters" action="${addressOf(frame, '/setup-page/events')}">
  ${asked.connection !== null && html`<input type="hidden" name="connection" value="${asked.connection}">`}
  <div class="field"><label for="history-subject">${say(language, 'historySubject')}</label>
    <select id="history-subject" name="subject"><option value="">${say(language, 'subject_any')}</option>
    ${HISTORY_SUBJECTS.map((subject) => html`<option value="${subject}"${subject === asked.subject && html` selected`}>${say(language, `subject_${subject}`)}</option>`)}</select></div>
  ${asked.connection === null && address('mailbox', say(language, 'columnWhose'))}
  ${address('by', say(language, 'historyBy'))}
  ${day('from', say(language, 'historyFrom'))}${day('to', say(language, 'historyTo'))}
  <div class="actions"><button class="button">${say(language, 'historyFilter')}</button>${isNarrowed(asked) && html`<a class="text-link" href="${eventsAddress(frame, asked.connection)}">${say(language, 'historyEverything')}</a>`}</div>
</form>`;
}

function otherPages(frame: Frame, { asked, previous, next }: EventsView): Markup | null {
  const { language } = frame;
  const newer = historyAddress(frame, { ...asked, after: null, before: previous });
  const older = historyAddress(frame, { ...asked, before: null, after: next });
  return pager({
    label: say(language, 'eventsContinue'),
    backRel: 'prev',
    back: previous === null ? null : { href: newer, text: say(language, 'newerEvents') },
    on: next === null ? null : { href: older, text: say(language, 'olderEvents') },
  });
}

/** The address of the history for a query. Missing and empty values are left out. */
function historyAddress(
  frame: Frame,
  asked: Partial<HistoryQuery>,
  path: '/setup-page/events' | '/setup-page/events.csv' = '/setup-page/events',
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value) query.set(name, value);
  return query.size > 0 ? `${addressOf(frame, path)}?${query}` : addressOf(frame, path);
}

/** The address of the history of all mailboxes, or of one. */
export const eventsAddress = (frame: Frame, connection: string | null): string =>
  historyAddress(frame, { connection });
