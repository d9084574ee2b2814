import { html } from 'hono/html';
import { type ListedConnection, NEAR_CAP } from '../tokens/index.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Language } from './views.ts';

const isNearCap = ({ status, grantsMinted }: ListedConnection): boolean =>
  status !== 'disconnected' && grantsMinted >= NEAR_CAP;

/** Warnings about a mailbox beside its diagnosis. */
export function mailboxNotes(language: Language, connection: ListedConnection): Markup {
  return html`${isNearCap(connection) && note(html`<strong>${say(language, 'grantsMinted', connection.grantsMinted)}</strong> ${say(language, 'grantsNearCap')}`)}`;
}

/** The first warning in a few words, for one line of a long list. */
export function shortNote(language: Language, connection: ListedConnection): string | null {
  return isNearCap(connection) ? say(language, 'grantsMinted', connection.grantsMinted) : null;
}

const note = (text: Markup): Markup =>
  html`<div class="note tone-warn">${ICONS.warning}<p>${text}</p></div>`;
