import { html } from 'hono/html';
import { type Health, healthOf } from '../tokens/index.ts';
import { addressOf, listAddress } from './address.ts';
import { attentionSection, isGrouped } from './attention-section.ts';
import { breakerBanner } from './breaker-banner.ts';
import { checklistLink, checklistSummary } from './checklist-summary.ts';
import { flashBanner, unreadableBanner } from './flash-banner.ts';
import { ICONS } from './icons.ts';
import { FEW, noMailboxes, searchForm, statusTabs, totalOf } from './mailbox-filters.ts';
import { mailboxItem } from './mailbox-item.ts';
import { columnHeads, mailboxRow } from './mailbox-row.ts';
import { type Markup, stringify } from './markup.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import { pager } from './pager.ts';
import { returnAddress } from './return-to.ts';
import { runLines } from './run-lines.ts';
import { clockElement } from './time-element.ts';
import type { Frame, MailboxListView, MailboxView } from './views.ts';

/** How many mailboxes a page has. */
export const PAGE_SIZE = 50;

/** The home page: the mailboxes, and what each of them needs. */
export function mailboxListPage(frame: Frame, view: MailboxListView): string {
  const { language } = frame;
  const main = html`${view.flash && flashBanner(frame, view.flash)}
${view.breakers.map((breaker) => breakerBanner(frame, breaker))}
${view.damaged.length > 0 && unreadableBanner(frame, view.damaged)}
${view.held > 0 && heldBanner(frame, view.held)}
<div class="page-head">
  <h1>${say(language, 'mailboxes')}</h1>
  <div class="actions">${checklistLink(frame)}${mailLink(frame)}${salesforceLink(frame)}${serviceAccountsLink(frame)}${linksLink(frame)}${historyLink(frame)}${!isEmpty(view) && connectButton(frame)}</div>
</div>
${isEmpty(view) ? emptyState(frame, view) : mailboxList(frame, view)}`;
  return page(frame, { title: say(language, 'mailboxes'), main, width: 'fleet' });
}

/** Says at the top how much mail is held, because a person has to decide what becomes of it. */
const heldBanner = (frame: Frame, held: number): Markup =>
  html`<div class="notice tone-warn">${ICONS.warning}<div class="notice-text"><p>${say(frame.language, 'heldBanner', held)} <a class="text-link" href="${addressOf(frame, '/setup-page/held')}">${say(frame.language, 'showHeld')}</a></p></div></div>`;

/** True when no mailbox is connected. */
export const isEmpty = ({ asked, counts, mailboxes, damaged }: MailboxListView): boolean =>
  mailboxes.length + damaged.length + totalOf(counts) === 0 &&
  [asked.after, asked.before, asked.trouble, asked.actor].every((each) => each === null) &&
  asked.search === '';

const connectButton = (frame: Frame): Markup =>
  html`<a class="button primary" href="${addressOf(frame, '/setup-page/connect')}">${ICONS.plus}${say(frame.language, 'connectMailbox')}</a>`;

const mailLink = (frame: Frame): Markup =>
  html`<a class="button quiet" href="${addressOf(frame, '/setup-page/mail')}">${ICONS.mail}${say(frame.language, 'mailLink')}</a>`;

const serviceAccountsLink = (frame: Frame): Markup =>
  html`<a class="button quiet" href="${addressOf(frame, '/setup-page/service-accounts')}">${ICONS.key}${say(frame.language, 'serviceAccounts')}</a>`;

const salesforceLink = (frame: Frame): Markup =>
  html`<a class="button quiet" href="${addressOf(frame, '/setup-page/salesforce')}">${ICONS.cloud}${say(frame.language, 'salesforce')}</a>`;

const linksLink = (frame: Frame): Markup =>
  html`<a class="button quiet" href="${addressOf(frame, '/setup-page/links')}">${ICONS.link}${say(frame.language, 'linksLink')}</a>`;

const historyLink = (frame: Frame): Markup =>
  html`<a class="button quiet" href="${addressOf(frame, '/setup-page/events')}">${ICONS.history}${say(frame.language, 'history')}</a>`;

/** What is wrong stands first, then the filters, then the mailboxes. */
const mailboxList = (frame: Frame, view: MailboxListView): Markup =>
  html`<div class="live" data-refresh="${listAddress(frame, view.asked, '/setup-page/live')}" data-return-to="${returnAddress(frame)}" data-actions="${say(frame.language, 'actionsOf', '%')}">
${attentionSection(frame, view)}
<div class="filters">${statusTabs(frame, view)}${searchForm(frame, view)}</div>
${pulse(frame, view)}
${listOf(frame, view)}
</div>
${sessionEnded(frame)}`;

/** The parts of the page that change by themselves, which an open page fetches. Forms are not among them. */
export const liveList = (frame: Frame, view: MailboxListView): string =>
  stringify(
    html`${attentionSection(frame, view)}${statusTabs(frame, view)}${pulse(frame, view)}${listOf(frame, view)}`,
  );

function pulse(frame: Frame, { runs, asked }: MailboxListView): Markup {
  const { language } = frame;
  return html`<div class="pulse" id="pulse">
  ${runLines(frame, runs)}
  <p class="muted">${say(language, 'updatedAt')} ${clockElement(frame)} <a class="text-link" href="${listAddress(frame, asked)}">${ICONS.reload}${say(language, 'reload')}</a></p>
</div>`;
}

function listOf(frame: Frame, view: MailboxListView): Markup {
  const { mailboxes, asked } = view;
  const rows = inReadingOrder(view);
  const dense = mailboxes.length > FEW || isPartOfMany(view);
  return html`<div id="list" class="list">${
    rows.length === 0
      ? noMailboxes(frame, asked)
      : html`${listHead(frame, view)}${dense && columnHeads(frame)}
<ul class="mailboxes${dense && ' dense'}">${rows.map((mailbox) => (dense ? mailboxRow(frame, mailbox) : mailboxItem(frame, mailbox, isExplained(view, mailbox))))}</ul>`
  }
${otherPages(frame, view)}</div>`;
}

/** A few mailboxes that a filter left of many look as the others do: the page keeps its shape. */
const isPartOfMany = ({ counts, attention }: MailboxListView): boolean =>
  Math.max(
    totalOf(counts),
    attention.groups.reduce((sum, { count }) => sum + count, 0),
  ) > FEW;

/** The group above the list says why it fails and how it is mended. */
const isExplained = (view: MailboxListView, { diagnosis }: MailboxView): boolean =>
  isGrouped(view) &&
  view.attention.groups.some(
    ({ count, diagnosis: { cause } }) => cause === diagnosis?.cause && count > 1,
  );

const NATURAL = new Intl.Collator('en', { numeric: true });

/**
 * desk-2 before desk-100. Stores sort by characters, for which a search by the beginning of an address needs their
 * order; so numbers count within a page. On a list of one page what fails comes first.
 */
function inReadingOrder({ mailboxes, next, previous }: MailboxListView): readonly MailboxView[] {
  const isWhole = next === null && previous === null;
  const urgency = ({ connection }: MailboxView): number => URGENCY[healthOf(connection)];
  return mailboxes.toSorted(
    (one, other) =>
      (isWhole ? urgency(one) - urgency(other) : 0) ||
      NATURAL.compare(one.connection.mailbox.address, other.connection.mailbox.address),
  );
}

const URGENCY: Readonly<Record<Health, number>> = {
  needs_reconnect: 0,
  failing: 0,
  well: 1,
  disconnected: 2,
};

/** "1–50 of 10,000", and the export of the whole list. */
function listHead(frame: Frame, { asked, mailboxes, damaged, total }: MailboxListView): Markup {
  const { language } = frame;
  const last = asked.from + mailboxes.length + damaged.length - 1;
  return html`<div class="list-head"><p class="muted">${say(language, 'rangeShown', asked.from, last, Math.max(total, last))}</p>
  <a class="text-link" href="${listAddress(frame, { ...asked, after: null, before: null, from: 1 }, '/setup-page/mailboxes.csv')}" download>${ICONS.download}${say(language, 'exportList')}</a></div>`;
}

/** What the script shows when it is not allowed to fetch, or cannot, so that no old state passes for a new one. */
const sessionEnded = (frame: Frame): Markup =>
  html`<div class="stale notice tone-warn" id="session-ended" role="status" hidden>${ICONS.warning}<div class="notice-text"><p>${say(frame.language, 'listNotUpdated')} <a class="text-link" href="${addressOf(frame, '/setup-page')}">${say(frame.language, 'signInAgain')}</a></p></div></div>
<div class="stale notice tone-warn" id="not-updated" role="status" hidden>${ICONS.warning}<div class="notice-text"><p>${say(frame.language, 'notUpdated')}</p></div></div>`;

function emptyState(frame: Frame, { hadMailbox, setUp }: MailboxListView): Markup {
  const { language } = frame;
  return html`<section class="card empty"><div class="empty-inner">
  <span class="empty-mark">${ICONS.mail}</span>
  <h2>${say(language, hadMailbox ? 'noneConnectedTitle' : 'emptyTitle')}</h2>
  <p class="muted">${say(language, hadMailbox ? 'noneConnectedIntro' : 'emptyIntro')}</p>
  <ol class="steps">
    <li>${say(language, 'emptyChoose')}</li>
    <li>${say(language, 'emptyAllow')}</li>
    <li>${say(language, 'emptyKept')}</li>
    <li>${say(language, 'emptyMail')} <a class="text-link" href="${addressOf(frame, '/setup-page/salesforce')}">${say(language, 'connectOrg')}</a></li>
  </ol>
  ${connectButton(frame)}
  ${setUp && checklistSummary(frame, setUp)}
</div></section>`;
}

function otherPages(
  frame: Frame,
  { asked, previous, next, mailboxes, damaged }: MailboxListView,
): Markup | null {
  const { language } = frame;
  const shown = mailboxes.length + damaged.length;
  const before = {
    ...asked,
    after: null,
    before: previous,
    from: Math.max(1, asked.from - PAGE_SIZE),
  };
  const after = { ...asked, before: null, after: next, from: asked.from + shown };
  return pager({
    label: say(language, 'listContinues'),
    backRel: 'prev',
    back:
      previous === null
        ? null
        : { href: listAddress(frame, before), text: say(language, 'previousPage') },
    on: next === null ? null : { href: listAddress(frame, after), text: say(language, 'nextPage') },
  });
}
