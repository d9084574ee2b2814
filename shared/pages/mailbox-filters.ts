import { html } from 'hono/html';
import { addressOf, listAddress } from './address.ts';
import { ICONS } from './icons.ts';
import { MAILBOX_STATUS } from './mailbox-status.ts';
import type { Markup } from './markup.ts';
import { grouped } from './messages/phrase.ts';
import { say } from './messages.ts';
import type { Counts, Frame, Language, ListQuery, MailboxListView, Shown } from './views.ts';

/** Up to this many mailboxes need no search, and leave room to show everything about each. */
export const FEW = 12;

/** The filters beside "all", the most urgent first. */
const FILTERS: readonly Shown[] = ['failing', 'needs_reconnect', 'well'];

/** The number of mailboxes that match the search: a sum, so that it agrees with the counts beside it. */
export const totalOf = (counts: Counts): number =>
  FILTERS.reduce((sum, health) => sum + counts[health], 0);

/** The number of mailboxes by health, each linked to its list. */
export function statusTabs(frame: Frame, { asked, counts }: MailboxListView): Markup {
  const { language } = frame;
  return html`<nav id="tabs" aria-label="${say(language, 'filterLabel')}"><ul class="tabs">
    ${tab(frame, asked, { show: null, count: totalOf(counts) })}
    ${FILTERS.map((show) => tab(frame, asked, { show, count: counts[show] }))}
  </ul></nav>`;
}

/** A search, where there is something to search. */
export const searchForm = (frame: Frame, { asked, counts }: MailboxListView): Markup | null =>
  totalOf(counts) > FEW || asked.search !== '' ? search(frame, asked) : null;

type Tab = { readonly show: Shown | null; readonly count: number };

function tab(frame: Frame, asked: ListQuery, { show, count }: Tab): Markup {
  const { search } = asked;
  const isChosen = asked.trouble === null && asked.actor === null && show === asked.show;
  const { language } = frame;
  const name = show ? say(language, MAILBOX_STATUS[show].key) : say(language, 'everyMailbox');
  const look = show && count > 0 ? MAILBOX_STATUS[show] : null;
  return html`<li><a class="tab ${look?.tone ?? 'tone-off'}" href="${listAddress(frame, { show, search })}"${isChosen && html` aria-current="page"`}>${look && ICONS[look.icon]}${name} <span class="count">${grouped(count)}</span></a></li>`;
}

/** The form uses GET, so that a result can be sent to a colleague as a link. */
function search(frame: Frame, { show, trouble, actor, search: words }: ListQuery): Markup {
  const { language } = frame;
  return html`<form class="search" role="search" action="${addressOf(frame, '/setup-page')}">
    ${Object.entries({ show, trouble, actor }).map(([name, value]) => value !== null && html`<input type="hidden" name="${name}" value="${value}">`)}
    <label class="visually-hidden" for="search">${say(language, 'searchLabel')}</label>
    <input id="search" name="search" type="search" value="${words}" placeholder="${say(language, 'searchExample')}" maxlength="254" autocomplete="off" autocapitalize="none" spellcheck="false">
    <button class="button">${ICONS.search}<span class="visually-hidden">${say(language, 'searchButton')}</span></button>
  </form>`;
}

/** Why the list is empty: nothing matches the search, no mailbox has this health, or the list has ended. */
export function noMailboxes(frame: Frame, asked: ListQuery): Markup {
  const { language } = frame;
  const narrowed = [asked.search || null, asked.show, asked.trouble, asked.actor].some(
    (each) => each !== null,
  );
  return html`<div class="card absent" role="status">
  <p>${why(language, asked)}</p>
  ${narrowed && html`<p><a class="text-link" href="${listAddress(frame, {})}">${say(language, 'showEvery')}</a></p>`}
</div>`;
}

function why(
  language: Language,
  { show, search, after, before, trouble, actor }: ListQuery,
): string {
  if (after || before) return say(language, 'pageEmpty');
  if (search !== '')
    return say(language, search.startsWith('@') ? 'nothingInDomain' : 'nothingFound', search);
  if (trouble !== null || actor !== null) return say(language, 'none_of_trouble');
  return say(language, show ? `none_${show}` : 'pageEmpty');
}
