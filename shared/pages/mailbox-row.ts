import { html } from 'hono/html';
import { connectionAddress } from './address.ts';
import { shortStrip } from './check-strip.ts';
import { glyph } from './icon-sprite.ts';
import { messagesAddress } from './mail-section.ts';
import { shortNote } from './mailbox-notes.ts';
import { lookOf } from './mailbox-status.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { withReturnTo } from './return-to.ts';
import { timeElement } from './time-element.ts';
import type { Frame, MailboxView } from './views.ts';
import { whoActs } from './who-acts.ts';

/** The heads of the columns. They are hidden from screen readers, because each cell is understood without them. */
export const columnHeads = ({ language }: Frame): Markup =>
  html`<div class="columns" aria-hidden="true"><span>${say(language, 'columnMailbox')}</span><span>${say(language, 'columnStatus')}</span><span>${say(language, 'columnCause')}</span><span>${say(language, 'columnActor')}</span><span>${say(language, 'columnSince')}</span><span>${say(language, 'columnChecks')}</span></div>`;

/**
 * One mailbox as a line of a long list: its address, its state, why it fails, who acts and since when. Its actions are
 * on its own page; the script adds a menu that fetches them, so that fifty lines carry none.
 */
export function mailboxRow(frame: Frame, view: MailboxView): Markup {
  const { id, mailbox, probeHistory } = view.connection;
  const { tone, icon, key } = lookOf(view);
  const { language } = frame;
  const status = key === 'status_not_checked' ? 'notCheckedShort' : key;
  return html`<li class="mailbox ${tone}" id="m-${id}"><h2 class="mailbox-address"><a href="${withReturnTo(frame, connectionAddress(frame, id))}">${mailbox.address}</a>${heldIn(frame, view)}</h2><p class="status">${glyph(icon)}${say(language, status)}</p>${cause(frame, view)}${shortStrip(language, probeHistory)}</li>`;
}

function heldIn(frame: Frame, { connection, held = 0 }: MailboxView): Markup | null {
  if (held === 0) return null;
  return html`<a class="held-mail tone-warn" href="${messagesAddress(frame, connection.id)}?show=held">${say(frame.language, 'heldCount', held)}</a>`;
}

/** Why the mailbox fails, who acts and since when. For one that works: when it was last probed. */
function cause(frame: Frame, { connection, diagnosis }: MailboxView): Markup {
  const { language } = frame;
  const { failure, probe } = connection;
  const note = shortNote(language, connection);
  if (!diagnosis) {
    return html`<p class="cause">${note ?? (probe ? html`${say(language, 'lastCheck')} ${timeElement(frame, probe.at)}` : say(language, 'neverChecked'))}</p>`;
  }
  const since = failure?.since ?? probe?.at;
  return html`<p class="cause why">${diagnosis.title[language]}</p><p class="acts">${note ?? whoActs(language, diagnosis)}</p>${since && html`<p class="when"><span class="visually-hidden">${say(language, 'failingSince')} </span>${timeElement(frame, since)}</p>`}`;
}
