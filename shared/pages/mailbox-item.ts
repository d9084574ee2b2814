import { html } from 'hono/html';
import { aboutMailbox } from './about-mailbox.ts';
import { connectionAddress } from './address.ts';
import { checkStrip } from './check-strip.ts';
import { diagnosisPanel } from './diagnosis-panel.ts';
import { ICONS } from './icons.ts';
import { messagesAddress } from './mail-section.ts';
import { mailboxActions } from './mailbox-actions.ts';
import { failingSince, mailboxFacts } from './mailbox-facts.ts';
import { mailboxNotes } from './mailbox-notes.ts';
import { lookOf, statusBadge } from './mailbox-status.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { withReturnTo } from './return-to.ts';
import type { Frame, MailboxView } from './views.ts';
import { whoActs } from './who-acts.ts';

/**
 * One mailbox of a short list: its address, its past and present state, the cause of a failure, and the actions.
 *
 * @param isExplained its cause is explained with its remedy above the list, for all mailboxes that share it
 */
export function mailboxItem(shell: Frame, mailbox: MailboxView, isExplained: boolean): Markup {
  const frame = aboutMailbox(shell, mailbox.connection);
  const look = lookOf(mailbox);
  const { connection } = mailbox;
  return html`<li class="card mailbox ${look.tone}" id="m-${connection.id}">
  <div class="mailbox-head">
    ${heading(frame, mailbox)}
    ${checkStrip(frame.language, connection.probeHistory)}
    ${statusBadge(frame.language, look)}
  </div>
  ${mailboxNotes(frame.language, connection)}
  ${isExplained ? causeInShort(frame, mailbox) : causeInFull(frame, mailbox)}
  <div class="mailbox-foot">
  ${mailboxFacts(frame, connection)}
  ${mailboxActions(frame, connection)}
  </div>
</li>`;
}

function heading(frame: Frame, { connection, held = 0 }: MailboxView): Markup {
  const { id, mailbox, profile } = connection;
  return html`<div class="mailbox-name">
    <h2 class="mailbox-address"><a href="${withReturnTo(frame, connectionAddress(frame, id))}">${mailbox.address}</a></h2>
    <p class="mailbox-may">${say(frame.language, `may_${profile}`)}</p>
    ${held > 0 && html`<p class="tone-warn"><a class="held-mail" href="${messagesAddress(frame, id)}?show=held">${ICONS.warning}${say(frame.language, 'heldCount', held)}</a></p>`}
  </div>`;
}

const causeInFull = (frame: Frame, { connection, diagnosis }: MailboxView): Markup | null =>
  diagnosis &&
  diagnosisPanel(frame, diagnosis, { heading: 3, since: failingSince(frame, connection) });

const causeInShort = (frame: Frame, { connection, diagnosis }: MailboxView): Markup | null =>
  diagnosis &&
  html`<div><h3>${diagnosis.title[frame.language]}</h3>
  <dl class="facts"><div><dt>${say(frame.language, 'whoActs')}</dt><dd class="actor">${whoActs(frame.language, diagnosis)}</dd></div>${failingSince(frame, connection)}</dl></div>`;
