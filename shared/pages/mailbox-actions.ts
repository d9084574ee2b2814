import { html } from 'hono/html';
import type { ListedConnection } from '../tokens/index.ts';
import { addressOf, connectionAddress } from './address.ts';
import { formToken } from './form-token.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { returnAddress, returnTo } from './return-to.ts';
import type { Frame } from './views.ts';

/**
 * What an administrator can do with a mailbox; what it needs most comes first and stands out. A check
 * is offered where there is a grant to check with: without one it could only fail.
 */
export function mailboxActions(frame: Frame, connection: ListedConnection): Markup {
  return actions(frame, connection, null);
}

/** The same where there is room for one more, for whoever looks into one mailbox. */
export function mailboxPageActions(frame: Frame, connection: ListedConnection): Markup {
  return actions(frame, connection, post(frame, connection, 'refresh'));
}

function actions(frame: Frame, connection: ListedConnection, more: Markup | null): Markup {
  const active = connection.status === 'active';
  return html`<div class="actions">
    ${active ? post(frame, connection, 'probe') : reconnect(frame, connection, 'button primary')}
    ${active && more}
    ${active ? reconnect(frame, connection, 'button') : linkForOwner(frame, connection)}
    ${connection.status !== 'disconnected' && disconnect(frame, connection)}
  </div>`;
}

/** Many mailboxes have the same buttons; a screen reader hears which one this is. */
const named = ({ language }: Frame, { mailbox }: ListedConnection): Markup =>
  html`<span class="visually-hidden">${say(language, 'ofMailbox', mailbox.address)}</span>`;

const DONE_AT_ONCE = { probe: 'checkNow', refresh: 'refreshNow' } as const;

function post(
  frame: Frame,
  connection: ListedConnection,
  action: keyof typeof DONE_AT_ONCE,
): Markup {
  return html`<form method="post" action="${connectionAddress(frame, connection.id, action)}">
      ${formToken(frame)}${returnTo(returnAddress(frame))}
      <button class="button">${say(frame.language, DONE_AT_ONCE[action])}${named(frame, connection)}</button>
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
      ${formToken(frame)}${returnTo(returnAddress(frame))}
      <input type="hidden" name="connection" value="${connection.id}">
      <button class="button">${say(frame.language, 'linkForOwner')}${named(frame, connection)}</button>
    </form>`;
}

function disconnect(frame: Frame, connection: ListedConnection): Markup {
  const query = new URLSearchParams({ return_to: returnAddress(frame) });
  return html`<a class="button quiet danger" href="${connectionAddress(frame, connection.id, 'disconnect')}?${query}">${say(frame.language, 'disconnect')}${named(frame, connection)}</a>`;
}
