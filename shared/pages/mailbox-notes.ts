import { html } from 'hono/html';
import type { ListedConnection } from '../tokens/index.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { type FixedKey, say } from './messages.ts';
import type { Language } from './views.ts';

/** From here on Google's cap of 100 grants (OAuth 2.0, "Refresh token expiration") is near. */
const NEAR_CAP = 90;

const SUSPECTS = new Map<string, FixedKey>([
  ['grant_refused', 'suspect_grant_refused'],
  ['grant_lost', 'suspect_grant_lost'],
]);

/** A refusal that would end the grant, and is not believed yet: the status is still active. */
const suspicion = ({ status, failure }: ListedConnection): FixedKey | null =>
  status === 'active' && failure ? (SUSPECTS.get(failure.code) ?? null) : null;

const isNearCap = ({ status, grantsMinted }: ListedConnection): boolean =>
  status !== 'disconnected' && grantsMinted >= NEAR_CAP;

/** What is to be known of a mailbox beside its diagnosis. */
export function mailboxNotes(language: Language, connection: ListedConnection): Markup {
  const suspect = suspicion(connection);
  return html`${suspect && note(html`<strong>${say(language, suspect)}</strong>`)}
  ${isNearCap(connection) && note(html`<strong>${say(language, 'grantsMinted', connection.grantsMinted)}</strong> ${say(language, 'grantsNearCap')}`)}`;
}

/** The first of them in a few words, for a line among many. */
export function shortNote(language: Language, connection: ListedConnection): string | null {
  if (suspicion(connection)) return say(language, 'suspectInShort');
  return isNearCap(connection) ? say(language, 'grantsMinted', connection.grantsMinted) : null;
}

const note = (text: Markup): Markup =>
  html`<div class="note tone-warn">${ICONS.warning}<p>${text}</p></div>`;
