import { html } from 'hono/html';
import { diagnosisPanel } from './diagnosis-panel.ts';
import { mailboxActions } from './mailbox-actions.ts';
import { mailboxFacts } from './mailbox-facts.ts';
import { MAILBOX_STATUS, statusOf } from './mailbox-status.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { timeElement } from './time-element.ts';
import type { Frame, MailboxView } from './views.ts';

/** One mailbox: whether it works, what it may do, and where it does not, who does what. */
export function mailboxCard(frame: Frame, mailbox: MailboxView): Markup {
  const { language } = frame;
  const { connection, diagnosis } = mailbox;
  const { tone, icon, key } = MAILBOX_STATUS[statusOf(mailbox)];
  return html`<li class="card mailbox ${tone}">
  <div class="mailbox-head">
    <div>
      <h2 class="mailbox-address">${connection.mailbox.address}</h2>
      <p class="mailbox-may">${say(language, `may_${connection.profile}`)}</p>
    </div>
    <p class="status">${icon}${say(language, key)}</p>
  </div>
  ${diagnosis && diagnosisPanel(diagnosis, { heading: 3, language, since: since(frame, mailbox) })}
  <div class="mailbox-foot">
  ${mailboxFacts(frame, connection)}
  ${mailboxActions(frame, connection)}
  </div>
</li>`;
}

/** A probe may fail although the token is fine; then the failure began, for all we know, with it. */
function since(frame: Frame, { connection }: MailboxView): Markup {
  const at = connection.failure?.since ?? (connection.probe?.failure ? connection.probe.at : null);
  return html`${at && html`<div><dt>${say(frame.language, 'failingSince')}</dt><dd>${timeElement(frame, at)}</dd></div>`}`;
}
