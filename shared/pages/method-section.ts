import { html } from 'hono/html';
import type { Delegation, ListedConnection } from '../tokens/index.ts';
import { connectionAddress } from './address.ts';
import { delegationAddress } from './delegation-facts.ts';
import { formToken } from './form-token.ts';
import { linkForOwner, reconnect } from './mailbox-actions.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Frame, MailboxPageView } from './views.ts';

/** The delegation by which a mailbox is connected; null: by none, or it was removed. */
export function ownDelegation(
  { grant }: ListedConnection,
  delegations: readonly Delegation[],
): Delegation | null {
  if (grant.kind !== 'delegation') return null;
  return delegations.find(({ id }) => id === grant.delegationId) ?? null;
}

/**
 * By which method the mailbox is connected, and the way to the other one. Nothing without a service account that
 * may act for it: then there is nothing to choose.
 */
export function methodSection(frame: Frame, view: MailboxPageView): Markup | null {
  const { connection } = view.mailbox;
  const { delegations } = view;
  const delegated = connection.grant.kind === 'delegation';
  if (delegations.length === 0 && !delegated) return null;
  const forms = delegated && connection.status !== 'disconnected' ? toConsent : toDelegation;
  return html`<section class="card">
  <h2>${say(frame.language, 'methodTitle')}</h2>
  <p>${methodText(frame, connection, delegations)}</p>
  <div class="method-forms">${forms(frame, connection, delegations)}</div>
</section>`;
}

function methodText(
  frame: Frame,
  connection: ListedConnection,
  delegations: readonly Delegation[],
): Markup {
  const { language } = frame;
  if (connection.status === 'disconnected') return html`${say(language, 'methodNone')}`;
  if (connection.grant.kind === 'consent') return html`${say(language, 'methodConsent')}`;
  const own = ownDelegation(connection, delegations);
  return own
    ? html`${say(language, 'methodDelegation')} <a class="text-link" href="${delegationAddress(frame, own.id)}">${own.serviceAccount}</a>`
    : html`${say(language, 'methodGone')}`;
}

/** To the owner's consent, and where another service account may act too, to that one. */
function toConsent(
  frame: Frame,
  connection: ListedConnection,
  delegations: readonly Delegation[],
): Markup {
  const { language } = frame;
  const own = ownDelegation(connection, delegations);
  const others = delegations.filter((each) => each !== own);
  return html`<div>
      <p class="muted">${say(language, 'connectByConsentMeans')}</p>
      <div class="actions">${reconnect(frame, connection, { look: 'button', label: 'connectByConsent' })}${linkForOwner(frame, connection)}</div>
    </div>
    ${others.length > 0 && useForm(frame, connection, others)}`;
}

function toDelegation(
  frame: Frame,
  connection: ListedConnection,
  delegations: readonly Delegation[],
): Markup {
  if (delegations.length === 0) return html``;
  return html`${useForm(frame, connection, delegations)}
    ${connection.status !== 'disconnected' && fallbackForm(frame, connection, delegations)}`;
}

function useForm(
  frame: Frame,
  { id, grant, status }: ListedConnection,
  delegations: readonly Delegation[],
): Markup {
  const { language } = frame;
  const revokes = grant.kind === 'consent' && status !== 'disconnected';
  return html`<form method="post" action="${connectionAddress(frame, id, 'delegate')}">
      ${formToken(frame)}
      <label class="label" for="use-delegation">${say(language, 'whichServiceAccount')}</label>
      <div class="select-row"><select id="use-delegation" name="delegation" aria-describedby="use-delegation-means">${delegations.map((each) => option(each, null))}</select>
      <button class="button">${say(language, 'useServiceAccount')}</button></div>
      <p class="muted small" id="use-delegation-means">${say(language, revokes ? 'useServiceAccountMeans' : 'useServiceAccountAgain')}</p>
    </form>`;
}

const option = ({ id, serviceAccount }: Delegation, chosen: string | null): Markup =>
  html`<option value="${id}"${id === chosen && html` selected`}>${serviceAccount}</option>`;

function fallbackForm(
  frame: Frame,
  { id, fallback }: ListedConnection,
  delegations: readonly Delegation[],
): Markup {
  const { language } = frame;
  const chosen = fallback?.delegationId ?? null;
  return html`<form method="post" action="${connectionAddress(frame, id, 'fallback')}">
      ${formToken(frame)}
      <label class="label" for="fallback">${say(language, 'fallbackField')}</label>
      <div class="select-row"><select id="fallback" name="delegation" aria-describedby="fallback-means"><option value="">${say(language, 'fallbackNone')}</option>${delegations.map((each) => option(each, chosen))}</select>
      <button class="button">${say(language, 'saveChanges')}</button></div>
      <p class="muted small" id="fallback-means">${say(language, 'fallbackMeans')}</p>
    </form>`;
}
