import { html } from 'hono/html';
import { diagnoseProbe } from '../diagnosis/index.ts';
import type { ListedConnection } from '../tokens/index.ts';
import { adminConsoleValues } from './admin-console.ts';
import { backLink } from './back-link.ts';
import { checkStrip, checkTable, inWords } from './check-strip.ts';
import { diagnosisPanel } from './diagnosis-panel.ts';
import { eventList } from './event-list.ts';
import { eventsAddress } from './events-page.ts';
import { flashBanner } from './flash-banner.ts';
import { ICONS } from './icons.ts';
import { imapCard } from './imap-card.ts';
import { mailboxPageActions } from './mailbox-actions.ts';
import { allFacts, failingSince } from './mailbox-facts.ts';
import { mailboxNotes } from './mailbox-notes.ts';
import { lookOf, statusBadge } from './mailbox-status.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { methodSection, ownDelegation } from './method-section.ts';
import { page } from './page.ts';
import { refusalPanel } from './refusal-panel.ts';
import type { Frame, Language, MailboxPageView } from './views.ts';

/** The page of one mailbox: its facts, its last probes, its events, and the actions. */
export function mailboxPage(frame: Frame, view: MailboxPageView): string {
  const { mailbox, events, flash } = view;
  const { language } = frame;
  const { connection, diagnosis } = mailbox;
  const { address } = connection.mailbox;
  const look = lookOf(mailbox);
  const since = failingSince(frame, connection);
  const main = html`${flash && flashBanner(frame, flash)}
${backLink(frame, view.returnTo)}
<div class="page-head">
  <div class="subject-head"><h1 class="mailbox-title">${address}</h1><p class="muted">${say(language, `may_${connection.profile}`)}</p></div>
  <div class="${look.tone}">${statusBadge(language, look)}</div>
</div>
${view.refused && refusalPanel(frame, view.refused)}
<section class="card mailbox own ${look.tone}">
  ${mailboxNotes(language, connection)}
  ${diagnosis && diagnosisPanel(frame, diagnosis, { heading: 2, since })}
  ${valuesToEnter(language, view)}
  ${mailboxPageActions(frame, connection)}
  ${allFacts(frame, connection)}
</section>
${methodSection(frame, view)}
${imapCard(frame, connection)}
${checks(frame, connection)}
<section class="card">
  <h2>${say(language, 'history')}</h2>
  ${eventList(frame, events, { whose: false })}
  ${view.hasOlderEvents && html`<p><a class="text-link" href="${eventsAddress(frame, connection.id)}">${ICONS.history}${say(language, 'allEventsOfMailbox')}</a></p>`}
</section>`;
  return page(frame, { title: address, main, width: 'wide' });
}

/** What the Workspace's administrator enters, where the diagnosis asks them to delegate. */
function valuesToEnter(
  language: Language,
  { mailbox: { connection, diagnosis }, delegations }: MailboxPageView,
): Markup | null {
  const delegation = ownDelegation(connection, delegations);
  return delegation && diagnosis?.actor === 'workspace_admin'
    ? adminConsoleValues(language, delegation)
    : null;
}

function checks(frame: Frame, connection: ListedConnection): Markup | null {
  const history = connection.probeHistory;
  if (history.length === 0) return null;
  const { language } = frame;
  return html`<section class="card">
  <div class="checks-head"><h2>${say(language, 'recentChecks')}</h2><p class="muted">${inWords(language, history)}</p></div>
  <div class="strip-large">${checkStrip(language, history)}</div>
  <details>
    <summary>${say(language, 'everyCheck')}</summary>
    ${checkTable(frame, history, diagnoseProbe(connection))}
  </details>
</section>`;
}
