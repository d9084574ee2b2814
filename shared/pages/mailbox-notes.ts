import { html } from 'hono/html';
import { accessEndOf, type ListedConnection, NEAR_CAP } from '../tokens/index.ts';
import { accessEndText } from './access-end.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { dateText } from './time-element.ts';
import type { Language } from './views.ts';

const isNearCap = ({ status, grantsMinted }: ListedConnection): boolean =>
  status !== 'disconnected' && grantsMinted >= NEAR_CAP;

/** Warnings about a mailbox beside its diagnosis. */
export function mailboxNotes(language: Language, connection: ListedConnection): Markup {
  return html`${isNearCap(connection) && note(html`<strong>${say(language, 'grantsMinted', connection.grantsMinted)}</strong> ${say(language, 'grantsNearCap')}`)}${endNote(language, connection)}`;
}

/** The first warning in a few words, for one line of a long list. */
export function shortNote(language: Language, connection: ListedConnection): string | null {
  if (isNearCap(connection)) return say(language, 'grantsMinted', connection.grantsMinted);
  const end = accessEndOf(connection);
  return end && say(language, 'accessEnds', dateText(language, end.at));
}

/** The end of a grant that does not last, from the first day on. */
function endNote(language: Language, connection: ListedConnection): Markup | null {
  const end = accessEndOf(connection);
  if (!end) return null;
  const remedy = say(language, end.isTesting ? 'accessEndsTestingRemedy' : 'accessEndsRemedy');
  return note(html`<strong>${accessEndText(language, end)}</strong> ${remedy}`);
}

const note = (text: Markup): Markup =>
  html`<div class="note tone-warn">${ICONS.warning}<p>${text}</p></div>`;
