import { html } from 'hono/html';
import type { ListedConnection } from '../tokens/index.ts';
import { addressOf, connectionAddress } from './address.ts';
import { formToken } from './form-token.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Frame } from './views.ts';

/**
 * What an administrator can do with a mailbox; what it needs most comes first and stands out. A check
 * is offered where there is a grant to check with: without one it could only fail.
 */
export function mailboxActions(frame: Frame, connection: ListedConnection): Markup {
  const active = connection.status === 'active';
  return html`<div class="actions">
    ${active ? checkNow(frame, connection) : reconnect(frame, connection, 'button primary')}
    ${active ? reconnect(frame, connection, 'button') : linkForOwner(frame, connection)}
    ${connection.status !== 'disconnected' && disconnect(frame, connection)}
  </div>`;
}

/** Many mailboxes have the same buttons; a screen reader hears which one this is. */
const named = ({ language }: Frame, { mailbox }: ListedConnection): Markup =>
  html`<span class="visually-hidden">${say(language, 'ofMailbox', mailbox.address)}</span>`;

function checkNow(frame: Frame, connection: ListedConnection): Markup {
  return html`<form method="post" action="${connectionAddress(frame, connection.id, 'probe')}">
      ${formToken(frame)}
      <button class="button">${say(frame.language, 'checkNow')}${named(frame, connection)}</button>
    </form>`;
}

/** A form and not a link: following it begins an authorization, which no prefetch should do. */
function reconnect(frame: Frame, connection: ListedConnection, look: string): Markup {
  return html`<form action="${addressOf(frame, '/authorization-url')}">
      <input type="hidden" name="connection" value="${connection.id}">
      <button class="${look}">${say(frame.language, 'reconnect')}${named(frame, connection)}</button>
    </form>`;
}

/** The administrator often cannot sign in to the mailbox: its owner has to. */
function linkForOwner(frame: Frame, connection: ListedConnection): Markup {
  return html`<form method="post" action="${addressOf(frame, '/setup-page/links')}">
      ${formToken(frame)}
      <input type="hidden" name="connection" value="${connection.id}">
      <button class="button">${say(frame.language, 'linkForOwner')}${named(frame, connection)}</button>
    </form>`;
}

const disconnect = (frame: Frame, connection: ListedConnection): Markup =>
  html`<a class="button quiet danger" href="${connectionAddress(frame, connection.id, 'disconnect')}">${say(frame.language, 'disconnect')}${named(frame, connection)}</a>`;
