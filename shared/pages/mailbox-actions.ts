import { html } from 'hono/html';
import type { ListedConnection } from '../tokens/index.ts';
import { addressOf, connectionAddress } from './address.ts';
import { formToken } from './form-token.ts';
import { type Markup, stringify } from './markup.ts';
import { type FixedKey, say } from './messages.ts';
import { returnAddress, returnToField } from './return-to.ts';
import type { Frame } from './views.ts';

/**
 * The actions of an administrator on a mailbox. The one that it needs most comes first and stands out. A
 * probe is offered only when there is a grant, without which it could only fail; a refresh where the last one
 * failed.
 */
export function mailboxActions(frame: Frame, connection: ListedConnection): Markup {
  const canRefresh =
    connection.failure !== null && (connection.status === 'active' || isDelegated(connection));
  return actions(frame, connection, canRefresh ? post(frame, connection, 'refresh') : null);
}

/**
 * The actions on the page of one mailbox, which also has room for a refresh. A dead mailbox can be refreshed
 * as well, because an administrator of Google Workspace may have allowed again what was forbidden.
 */
export function mailboxPageActions(frame: Frame, connection: ListedConnection): Markup {
  // A record that cannot be read has no grant that a refresh could find.
  const isDamaged = connection.failure?.code === 'record_unreadable';
  return actions(frame, connection, isDamaged ? null : post(frame, connection, 'refresh'));
}

/** The actions as a part of a page, for the menu of a line of the list. */
export const actionsFragment = (frame: Frame, connection: ListedConnection): string =>
  stringify(mailboxActions(frame, connection));

function actions(frame: Frame, connection: ListedConnection, more: Markup | null): Markup {
  const active = connection.status === 'active';
  return html`<div class="actions">
    ${first(frame, connection)}
    ${connection.status !== 'disconnected' && more}
    ${!isDelegated(connection) && (active ? reconnect(frame, connection, { look: 'button' }) : linkForOwner(frame, connection))}
    ${connection.status !== 'disconnected' && disconnect(frame, connection)}
  </div>`;
}

/** A consent does not mend a delegation; the page of the mailbox offers it as the other method. */
const isDelegated = ({ status, grant }: ListedConnection): boolean =>
  status !== 'disconnected' && grant.kind === 'delegation';

function first(frame: Frame, connection: ListedConnection): Markup | null {
  if (connection.status === 'active') return post(frame, connection, 'probe');
  return isDelegated(connection) ? null : reconnect(frame, connection, { look: 'button primary' });
}

/** The mailbox's name for screen readers, since every mailbox has the same buttons. */
const mailboxName = ({ language }: Frame, { mailbox }: ListedConnection): Markup =>
  html`<span class="visually-hidden">${say(language, 'ofMailbox', mailbox.address)}</span>`;

const IMMEDIATE_ACTIONS = { probe: 'checkNow', refresh: 'refreshNow' } as const;

function post(
  frame: Frame,
  connection: ListedConnection,
  action: keyof typeof IMMEDIATE_ACTIONS,
): Markup {
  return html`<form method="post" action="${connectionAddress(frame, connection.id, action)}">
      ${formToken(frame)}${returnToField(returnAddress(frame))}
      <button class="button">${say(frame.language, IMMEDIATE_ACTIONS[action])}${mailboxName(frame, connection)}</button>
    </form>`;
}

export function reconnect(
  frame: Frame,
  connection: ListedConnection,
  { look, label = 'reconnect' }: { readonly look: string; readonly label?: FixedKey },
): Markup {
  return html`<form method="post" action="${addressOf(frame, '/setup-page/connect')}">
      ${formToken(frame)}
      <input type="hidden" name="connection" value="${connection.id}">
      <button class="${look}">${say(frame.language, label)}${mailboxName(frame, connection)}</button>
    </form>`;
}

/** For mailboxes to which only the owner, and not the administrator, can sign in. */
export function linkForOwner(frame: Frame, connection: ListedConnection): Markup {
  return html`<form method="post" action="${addressOf(frame, '/setup-page/links')}">
      ${formToken(frame)}${returnToField(returnAddress(frame))}
      <input type="hidden" name="connection" value="${connection.id}">
      <button class="button">${say(frame.language, 'linkForOwner')}${mailboxName(frame, connection)}</button>
    </form>`;
}

function disconnect(frame: Frame, connection: ListedConnection): Markup {
  const query = new URLSearchParams({ return_to: returnAddress(frame) });
  return html`<a class="button quiet danger" href="${connectionAddress(frame, connection.id, 'disconnect')}?${query}">${say(frame.language, 'disconnect')}${mailboxName(frame, connection)}</a>`;
}
