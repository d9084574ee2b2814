import { html } from 'hono/html';
import { connectionAddress } from './address.ts';
import { checkStrip } from './check-strip.ts';
import { diagnosisPanel } from './diagnosis-panel.ts';
import { ICONS } from './icons.ts';
import { mailboxActions } from './mailbox-actions.ts';
import { failingSince, mailboxFacts } from './mailbox-facts.ts';
import { mailboxNotes, shortNote } from './mailbox-notes.ts';
import { lookOf, statusBadge } from './mailbox-status.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { withReturnTo } from './return-to.ts';
import { timeElement } from './time-element.ts';
import type { Frame, MailboxView } from './views.ts';

/**
 * One mailbox of the list: its address, its past and present state, the cause of a failure, and the
 * actions. In a short list it shows everything; in a long one (`dense`) it is one line, and its own page
 * shows the rest.
 */
export function mailboxItem(frame: Frame, mailbox: MailboxView, dense: boolean): Markup {
  const look = lookOf(mailbox);
  return html`<li class="card mailbox ${look.tone}">
  <div class="mailbox-head">
    ${heading(frame, mailbox, dense)}
    ${checkStrip(frame.language, mailbox.connection.probeHistory)}
    ${statusBadge(frame.language, look)}
  </div>
  ${dense ? inShort(frame, mailbox) : inFull(frame, mailbox)}
</li>`;
}

function heading(frame: Frame, { connection }: MailboxView, dense: boolean): Markup {
  const { id, mailbox, profile } = connection;
  return html`<div class="mailbox-name">
    <h2 class="mailbox-address"><a href="${withReturnTo(frame, connectionAddress(frame, id))}">${mailbox.address}</a></h2>
    ${!dense && html`<p class="mailbox-may">${say(frame.language, `may_${profile}`)}</p>`}
  </div>`;
}

function inFull(frame: Frame, mailbox: MailboxView): Markup {
  const { connection, diagnosis } = mailbox;
  const { language } = frame;
  return html`${mailboxNotes(language, connection)}
  ${diagnosis && diagnosisPanel(frame, diagnosis, { heading: 3, since: failingSince(frame, connection) })}
  <div class="mailbox-foot">
  ${mailboxFacts(frame, connection)}
  ${mailboxActions(frame, connection)}
  </div>`;
}

function inShort(frame: Frame, mailbox: MailboxView): Markup {
  const { language } = frame;
  const { connection } = mailbox;
  return html`<div class="cause">${cause(frame, mailbox)}</div>
  <details class="more" name="actions">
    <summary>${ICONS.more}<span class="visually-hidden">${say(language, 'actionsOf', connection.mailbox.address)}</span></summary>
    ${mailboxActions(frame, connection)}
  </details>`;
}

/** Why the mailbox fails, since when and who acts. For a mailbox that works: when it was last probed. */
function cause(frame: Frame, { connection, diagnosis }: MailboxView): Markup {
  const { language } = frame;
  const { failure, probe } = connection;
  const note = shortNote(language, connection);
  if (!diagnosis) {
    return html`<p class="muted">${note ?? (probe ? html`${say(language, 'lastCheck')} ${timeElement(frame, probe.at)}` : say(language, 'neverChecked'))}</p>`;
  }
  const since = failure?.since ?? probe?.at;
  return html`<p class="cause-title">${diagnosis.title[language]}</p>
    <p class="muted">${since && html`${say(language, 'failingSince')} ${timeElement(frame, since)}`} · ${note ?? say(language, `actor_${diagnosis.actor}`)}</p>`;
}
