import { html } from 'hono/html';
import { diagnoseProbe } from '../diagnosis/index.ts';
import type { ListedConnection } from '../tokens/index.ts';
import { aboutMailbox } from './about-mailbox.ts';
import { backLink } from './back-link.ts';
import { checkStrip, checkTable, inWords } from './check-strip.ts';
import { diagnosisPanel } from './diagnosis-panel.ts';
import { doneBanner } from './done-banner.ts';
import { eventList } from './event-list.ts';
import { eventsAddress } from './events-page.ts';
import { flashBanner } from './flash-banner.ts';
import { ICONS } from './icons.ts';
import { imapCard } from './imap-card.ts';
import { mailSection } from './mail-section.ts';
import type { MailSectionView } from './mail-section-view.ts';
import { mailboxPageActions } from './mailbox-actions.ts';
import { allFacts, failingSince } from './mailbox-facts.ts';
import { mailboxNotes } from './mailbox-notes.ts';
import { lookOf, statusBadge } from './mailbox-status.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { methodSection, ownDelegation } from './method-section.ts';
import { page } from './page.ts';
import { readyMessageSection } from './ready-message-section.ts';
import { refusalPanel } from './refusal-panel.ts';
import type { Frame, MailboxPageView } from './views.ts';

/** The page of one mailbox: its facts, its last probes, its events, and the actions. */
export function mailboxPage(shell: Frame, view: MailboxPageView): string {
  const { mailbox, events, flash } = view;
  const { connection, diagnosis } = mailbox;
  const frame = aboutMailbox(shell, connection, ownDelegation(connection, view.delegations));
  const { language } = frame;
  const { address } = connection.mailbox;
  const look = lookOf(mailbox);
  const since = failingSince(frame, connection);
  const main = html`${flash && flashBanner(frame, flash)}${mailDone(frame, view.mail)}
${backLink(frame, view.returnTo)}
<div class="page-head">
  <div class="subject-head"><h1 class="mailbox-title">${address}</h1><p class="muted">${say(language, `may_${connection.profile}`)}</p></div>
  <div class="${look.tone}">${statusBadge(language, look)}</div>
</div>
${view.refused && refusalPanel(frame, view.refused)}
<section class="card mailbox own ${look.tone}">
  ${mailboxNotes(language, connection)}
  ${diagnosis && diagnosisPanel(frame, diagnosis, { heading: 2, since })}
  ${readyMessageSection(frame, diagnosis, { label: 'messageMailbox', value: address })}
  ${mailboxPageActions(frame, connection)}
  ${allFacts(frame, connection)}
</section>
${mailSection(frame, connection, view.mail)}
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

/** What was just done to its mail; in shadow mode that nothing is written. */
function mailDone({ language }: Frame, { done, intake }: MailSectionView): Markup | null {
  if (done === null) return null;
  const isShadow = done !== 'off' && intake?.routing.mode === 'shadow';
  return doneBanner(say(language, `doneMail_${isShadow ? 'shadow' : done}`));
}
