import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { backLink } from './back-link.ts';
import { ICONS } from './icons.ts';
import { messagesAddress } from './mail-section.ts';
import type { MailTodayView } from './mail-today-view.ts';
import type { Markup } from './markup.ts';
import { grouped } from './messages/phrase.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import { pager } from './pager.ts';
import { statementAddress } from './statement-page.ts';
import { arrivedIn, NAMES_OF_COUNTS, SHOWN_COUNTS, todayFigures } from './today-figures.ts';
import type { Frame } from './views.ts';
import { whereLink } from './where-link.ts';
import { whoActs } from './who-acts.ts';

export const MAIL_TODAY_PATH = '/setup-page/mail';

/** The mail of the day: of all mailboxes together, why mail is held, and of each mailbox. */
export function mailTodayPage(frame: Frame, view: MailTodayView): string {
  const { language } = frame;
  const title = say(language, 'mailToday');
  const main = html`${backLink(frame)}
<div class="page-head"><h1>${title}</h1><div class="actions">${whereLink(frame, null, 'button')}</div></div>
<section class="card"><h2>${say(language, 'mailOfAll')}</h2>${todayFigures(frame, view)}</section>
${heldSection(frame, view)}
${mailboxes(frame, view)}
${otherPages(frame, view)}`;
  return page(frame, { title, main, width: 'wide' });
}

function heldSection(frame: Frame, { held, causes }: MailTodayView): Markup | null {
  if (held === 0) return null;
  const { language } = frame;
  return html`<section class="card tone-warn"><div class="checks-head"><h2>${say(language, 'heldByCause')}</h2><p class="status">${ICONS.warning}${say(language, 'mailCount', held)}</p></div>
  ${!causes.isAll && html`<p class="muted">${say(language, 'newestCounted')}</p>`}
  <table class="checks"><thead><tr><th scope="col">${say(language, 'mailCause')}</th><th scope="col">${say(language, 'whoActs')}</th><th scope="col" class="number">${say(language, 'sum_held')}</th></tr></thead>
  <tbody>${causes.causes.map(({ diagnosis, count }) => html`<tr><td>${diagnosis.title[language]}</td><td>${whoActs(language, diagnosis)}</td><td class="number">${grouped(count)}</td></tr>`)}</tbody></table>
  <p><a class="text-link" href="${addressOf(frame, '/setup-page/held')}">${say(language, 'showHeld')}</a></p>
</section>`;
}

/** A phone shows each mailbox as a block of its own, with the names of the columns at its numbers. */
function mailboxes(frame: Frame, { mailboxes: shown }: MailTodayView): Markup {
  const { language } = frame;
  if (shown.length === 0)
    return html`<section class="card"><p class="muted">${say(language, 'noMailboxesYet')}</p></section>`;
  return html`<section class="card"><h2>${say(language, 'mailboxes')}</h2>
  <table class="checks mail-counts"><caption class="visually-hidden">${say(language, 'mailOfEach')}</caption>
  <thead><tr><th scope="col">${say(language, 'whereMailbox')}</th><th scope="col" class="number">${say(language, 'sum_arrived')}</th>${SHOWN_COUNTS.map((each) => html`<th scope="col" class="number">${say(language, NAMES_OF_COUNTS[each])}</th>`)}<th scope="col"><span class="visually-hidden">${say(language, 'statement')}</span></th></tr></thead>
  <tbody>${shown.map((each) => mailboxRow(frame, each))}</tbody></table>
</section>`;
}

/** The days of a statement are those of UTC. */
function mailboxRow(
  frame: Frame,
  { connection, isOn, counts }: MailTodayView['mailboxes'][number],
): Markup {
  const { language } = frame;
  const { id, mailbox } = connection;
  const messages = messagesAddress(frame, id);
  return html`<tr><th scope="row"><a class="text-link" href="${messages}">${mailbox.address}</a>${!isOn && html` <span class="muted">${say(language, 'mailOff')}</span>`}</th>
    <td class="number" data-label="${say(language, 'sum_arrived')}">${grouped(arrivedIn(counts))}</td>
    ${SHOWN_COUNTS.map((each) => html`<td class="number" data-label="${say(language, NAMES_OF_COUNTS[each])}">${each === 'held' && counts.held > 0 ? html`<a class="text-link" href="${messages}?show=held">${grouped(counts.held)}</a>` : grouped(counts[each])}</td>`)}
    <td class="number statement">${isOn && html`<a class="text-link" href="${statementAddress(frame, id)}?day=${frame.now.toISOString().slice(0, 10)}">${say(language, 'statement')}<span class="visually-hidden">: ${mailbox.address}</span></a>`}</td></tr>`;
}

function otherPages(frame: Frame, { after, next }: MailTodayView): Markup | null {
  const { language } = frame;
  const at = addressOf(frame, MAIL_TODAY_PATH);
  const on = next === null ? null : `${at}?${new URLSearchParams({ after: next })}`;
  return pager({
    label: say(language, 'listContinues'),
    back: after === null ? null : { href: at, text: say(language, 'firstPage') },
    on: on === null ? null : { href: on, text: say(language, 'nextPage') },
  });
}
