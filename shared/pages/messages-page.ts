import { html } from 'hono/html';
import { addressOf, connectionAddress } from './address.ts';
import { backLink, backLinkTo } from './back-link.ts';
import { remedy } from './diagnosis-panel.ts';
import { doneBanner } from './done-banner.ts';
import { ICONS } from './icons.ts';
import type { HeldCause, HeldCauses, HeldView, MailDone, MessagesView } from './ledger-views.ts';
import { messagesAddress } from './mail-section.ts';
import type { Markup } from './markup.ts';
import { decisionForm, messageItem } from './message-item.ts';
import { grouped } from './messages/phrase.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import { pager } from './pager.ts';
import { refusalPanel } from './refusal-panel.ts';
import type { Frame } from './views.ts';
import { whereLink } from './where-link.ts';

/** The last messages of a mailbox, or its held ones with what may be decided of all of a cause. */
export function messagesPage(frame: Frame, view: MessagesView): string {
  const { language } = frame;
  const { connectionId, address, messages, refused, envelope } = view;
  const title = say(language, 'messagesOf', address);
  const own = messagesAddress(frame, connectionId);
  const main = html`${doneOf(frame, view)}
${backLinkTo(frame, `/setup-page/connections/${encodeURIComponent(connectionId)}`, address)}
<h1>${title}</h1>
<p class="lead">${say(language, 'messagesIntro')}</p>
<p>${whereLink(frame, connectionId, 'text-link')}</p>
${refused && refusalPanel(frame, refused)}
${!view.isOn && html`<p class="note tone-info">${ICONS.off}<span>${say(language, 'messagesOff')}</span></p>`}
${tabs(frame, view)}
${causes(frame, view.causes, connectionId)}
<section class="card"><h2 class="visually-hidden">${say(language, view.show === 'held' ? 'heldMail' : 'lastMessages')}</h2>
${
  messages.length === 0
    ? html`<p class="muted">${say(language, view.show === 'held' ? 'noHeld' : 'noMessages')}</p>`
    : html`<ol class="events mails">${messages.map((each) => messageItem(frame, each, { whose: null, envelope: envelope?.messageId === each.entry.messageId ? envelope : null }))}</ol>`
}</section>
${otherPages(frame, view, (after) => withQuery(own, { show: view.show === 'held' ? 'held' : null, after }))}`;
  return page(frame, { title, main, width: 'wide' });
}

/** The held mail of all mailboxes. */
export function heldPage(frame: Frame, view: HeldView): string {
  const { language } = frame;
  const { messages } = view;
  const main = html`${doneOf(frame, view)}
${backLink(frame)}
<h1>${say(language, 'heldMail')}</h1>
<p class="lead">${say(language, 'heldIntro')}</p>
<p>${whereLink(frame, null, 'text-link')}</p>
${view.refused && refusalPanel(frame, view.refused)}
${causes(frame, view.causes, null)}
<section class="card">${
    messages.length === 0
      ? html`<p class="muted">${say(language, 'noHeld')}</p>`
      : html`<ol class="events mails">${messages.map((each) => messageItem(frame, each, { whose: html`<a href="${connectionAddress(frame, each.entry.connectionId)}">${each.address}</a>`, envelope: null }))}</ol>`
  }</section>
${otherPages(frame, view, (after) => withQuery(addressOf(frame, '/setup-page/held'), { after }))}`;
  return page(frame, { title: say(language, 'heldMail'), main, width: 'wide' });
}

function withQuery(path: string, values: Readonly<Record<string, string | null>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== null) query.set(name, value);
  return query.size > 0 ? `${path}?${query}` : path;
}

function tabs(frame: Frame, { connectionId, show, held }: MessagesView): Markup {
  const { language } = frame;
  const own = messagesAddress(frame, connectionId);
  return html`<div class="filters"><nav aria-label="${say(language, 'showLabel')}"><ul class="tabs">
    <li><a class="tab tone-off" href="${own}"${show === 'all' && html` aria-current="page"`}>${say(language, 'show_all')}</a></li>
    <li><a class="tab ${held > 0 ? 'tone-warn' : 'tone-off'}" href="${own}?show=held"${show === 'held' && html` aria-current="page"`}>${held > 0 && ICONS.warning}${say(language, 'show_held')} <span class="count">${grouped(held)}</span></a></li>
  </ul></nav></div>`;
}

/** Of one mail a sentence. Of those of a cause how many, and how many are left for another click. */
function doneOf(
  { language }: Frame,
  {
    done,
    causes: { causes: held },
  }: { readonly done: MailDone | null; readonly causes: HeldCauses },
): Markup | null {
  if (done === null) return null;
  const { decision, many } = done;
  if (many === null) return doneBanner(say(language, `doneMail_${decision}`));
  const left = held.find(({ code }) => code === many.cause)?.count ?? 0;
  const said = say(language, `doneMany_${decision}`, many.count);
  return doneBanner(left > 0 ? `${said} ${say(language, 'leftForCause', left)}` : said);
}

function causes(
  frame: Frame,
  { causes: held, isAll }: HeldCauses,
  connectionId: string | null,
): Markup | null {
  if (held.length === 0) return null;
  const { language } = frame;
  return html`<section class="card">
  <h2>${say(language, 'heldByCause')}</h2>
  <p class="muted">${say(language, 'fileMeans')}</p>
  ${!isAll && html`<p class="muted">${say(language, 'newestCounted')}</p>`}
  ${held.map((each) => causePanel(frame, connectionId, each))}
</section>`;
}

const causePanel = (
  frame: Frame,
  connectionId: string | null,
  { code, diagnosis, count }: HeldCause,
): Markup =>
  html`<div class="cause-panel"><h3>${say(frame.language, 'causeHeading', count, diagnosis.title[frame.language])}</h3>
    <details class="small"><summary>${say(frame.language, 'whatToDo')}</summary><div class="diagnosis"><p>${diagnosis.explanation[frame.language]}</p>${remedy(frame, diagnosis)}</div></details>
    ${decisionForm(frame, connectionId, { which: { cause: code }, offered: ['retry', 'file', 'skip'] })}</div>`;

function otherPages(
  { language }: Frame,
  { after, next }: Pick<MessagesView, 'after' | 'next'>,
  at: (after: string | null) => string,
): Markup | null {
  return pager({
    label: say(language, 'mailPages'),
    back: after === null ? null : { href: at(null), text: say(language, 'newestMail') },
    on: next === null ? null : { href: at(next), text: say(language, 'olderMail') },
  });
}
