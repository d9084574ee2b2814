import { html } from 'hono/html';
import { addressOf, listAddress } from './address.ts';
import { breakerBanner } from './breaker-banner.ts';
import { flashBanner, unreadableBanner } from './flash-banner.ts';
import { ICONS } from './icons.ts';
import { FEW, mailboxFilters, noMailboxes, totalOf } from './mailbox-filters.ts';
import { mailboxItem } from './mailbox-item.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import { runLines } from './run-lines.ts';
import type { Frame, MailboxListView } from './views.ts';

/** The home page: the mailboxes, and what each of them needs. */
export function mailboxListPage(frame: Frame, view: MailboxListView): string {
  const { language } = frame;
  const main = html`${view.flash && flashBanner(frame, view.flash)}
${view.breakers.map((breaker) => breakerBanner(frame, breaker))}
${view.damaged.length > 0 && unreadableBanner(frame, view.damaged)}
<div class="page-head">
  <h1>${say(language, 'mailboxes')}</h1>
  <div class="actions">${serviceAccountsLink(frame)}${linksLink(frame)}${historyLink(frame)}${!isEmpty(view) && connectButton(frame)}</div>
</div>
${isEmpty(view) ? emptyState(frame, view) : mailboxList(frame, view)}`;
  return page(frame, {
    title: say(language, 'mailboxes'),
    main,
    width: totalOf(view.counts) > FEW ? 'fleet' : 'wide',
  });
}

/** True when no mailbox is connected. */
const isEmpty = ({ asked, counts, mailboxes, damaged }: MailboxListView): boolean =>
  mailboxes.length + damaged.length + totalOf(counts) === 0 && !asked.after && asked.search === '';

const connectButton = (frame: Frame): Markup =>
  html`<a class="button primary" href="${addressOf(frame, '/setup-page/connect')}">${ICONS.plus}${say(frame.language, 'connectMailbox')}</a>`;

const serviceAccountsLink = (frame: Frame): Markup =>
  html`<a class="button quiet" href="${addressOf(frame, '/setup-page/service-accounts')}">${ICONS.key}${say(frame.language, 'serviceAccounts')}</a>`;

const linksLink = (frame: Frame): Markup =>
  html`<a class="button quiet" href="${addressOf(frame, '/setup-page/links')}">${ICONS.link}${say(frame.language, 'linksLink')}</a>`;

const historyLink = (frame: Frame): Markup =>
  html`<a class="button quiet" href="${addressOf(frame, '/setup-page/events')}">${ICONS.history}${say(frame.language, 'history')}</a>`;

function mailboxList(frame: Frame, view: MailboxListView): Markup {
  const { language } = frame;
  const { mailboxes } = view;
  const dense = mailboxes.length > FEW;
  return html`${mailboxFilters(frame, view)}
<div class="pulse">
  ${runLines(frame, view.runs)}
  <a class="text-link" href="${listAddress(frame, view.asked)}">${ICONS.reload}${say(language, 'reload')}</a>
</div>
${
  mailboxes.length === 0
    ? noMailboxes(frame, view.asked)
    : html`<ul class="mailboxes${dense && ' dense'}">${mailboxes.map((mailbox) => mailboxItem(frame, mailbox, dense))}</ul>`
}
${pager(frame, view)}`;
}

function emptyState(frame: Frame, { hadMailbox }: MailboxListView): Markup {
  const { language } = frame;
  return html`<section class="card empty"><div class="empty-inner">
  <span class="empty-mark">${ICONS.mail}</span>
  <h2>${say(language, hadMailbox ? 'noneConnectedTitle' : 'emptyTitle')}</h2>
  <p class="muted">${say(language, hadMailbox ? 'noneConnectedIntro' : 'emptyIntro')}</p>
  <ol class="steps">
    <li>${say(language, 'emptyChoose')}</li>
    <li>${say(language, 'emptyAllow')}</li>
    <li>${say(language, 'emptyKept')}</li>
  </ol>
  ${connectButton(frame)}
</div></section>`;
}

function pager(frame: Frame, { asked, next }: MailboxListView): Markup | null {
  if (!asked.after && next === null) return null;
  const { language } = frame;
  const first = listAddress(frame, { ...asked, after: null });
  return html`<nav class="pager" aria-label="${say(language, 'listContinues')}">
  ${asked.after && html`<a class="button" href="${first}">${ICONS.back}${say(language, 'firstPage')}</a>`}
  ${next !== null && html`<a class="button" rel="next" href="${listAddress(frame, { ...asked, after: next })}">${say(language, 'nextPage')}${ICONS.forward}</a>`}
</nav>`;
}
