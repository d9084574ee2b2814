import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { ICONS } from './icons.ts';
import { mailboxCard } from './mailbox-card.ts';
import { needsAttention } from './mailbox-status.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { noticeBanner, unreadableBanner } from './notice-banner.ts';
import { page } from './page.ts';
import type { Frame, MailboxListView } from './views.ts';

/** The home: every mailbox, and what it needs. */
export function mailboxListPage(frame: Frame, view: MailboxListView): string {
  const { language } = frame;
  const first = !hasEarlier(frame);
  const empty = view.mailboxes.length + view.unreadable === 0;
  const main = html`${view.notice && noticeBanner(frame, view.notice)}
${view.unreadable > 0 && unreadableBanner(frame, view.unreadable)}
<div class="page-head">
  <div><h1>${say(language, 'mailboxes')}</h1>${!empty && summary(frame, view)}</div>
  ${!(empty && first) && connectButton(frame)}
</div>
${empty ? nothing(frame, first) : html`<ul class="mailboxes">${view.mailboxes.map((mailbox) => mailboxCard(frame, mailbox))}</ul>`}
${pager(frame, view.next)}`;
  return page(frame, { title: say(language, 'mailboxes'), main, width: 'wide' });
}

const hasEarlier = ({ path }: Frame): boolean =>
  new URLSearchParams(path.split('?')[1] ?? '').has('after');

const connectButton = (frame: Frame): Markup =>
  html`<a class="button primary" href="${addressOf(frame, '/setup-page/connect')}">${ICONS.plus}${say(frame.language, 'connectMailbox')}</a>`;

/** Only what is on this page is counted: nobody should wait for a list of thousands. */
function summary(frame: Frame, { mailboxes, next }: MailboxListView): Markup {
  const { language } = frame;
  const part = next !== null || hasEarlier(frame);
  const troubled = mailboxes.filter(needsAttention).length;
  return html`<p class="summary">${say(language, part ? 'mailboxCountOnPage' : 'mailboxCount', mailboxes.length)} · <span class="${troubled > 0 ? 'tone-bad-text' : 'tone-ok-text'}">${troubled > 0 ? say(language, 'needAttention', troubled) : say(language, 'allWell')}</span></p>`;
}

/** No mailbox at all is a beginning; no mailbox on a later page is merely an end. */
function nothing(frame: Frame, first: boolean): Markup {
  const { language } = frame;
  if (!first) return html`<p class="card">${say(language, 'pageEmpty')}</p>`;
  return html`<section class="card empty"><div class="empty-inner">
  <span class="empty-mark">${ICONS.mail}</span>
  <h2>${say(language, 'emptyTitle')}</h2>
  <p class="muted">${say(language, 'emptyIntro')}</p>
  <ol class="steps">
    <li>${say(language, 'emptyChoose')}</li>
    <li>${say(language, 'emptyAllow')}</li>
    <li>${say(language, 'emptyKept')}</li>
  </ol>
  ${connectButton(frame)}
</div></section>`;
}

function pager(frame: Frame, next: string | null): Markup | null {
  const earlier = hasEarlier(frame);
  if (!earlier && next === null) return null;
  const { language } = frame;
  const home = addressOf(frame, '/setup-page');
  return html`<nav class="pager" aria-label="${say(language, 'listContinues')}">
  ${earlier && html`<a class="button" href="${home}">${ICONS.back}${say(language, 'firstPage')}</a>`}
  ${next !== null && html`<a class="button" rel="next" href="${home}?after=${encodeURIComponent(next)}">${say(language, 'nextPage')}${ICONS.forward}</a>`}
</nav>`;
}
