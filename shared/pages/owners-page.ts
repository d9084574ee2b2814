import { html } from 'hono/html';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Language } from './views.ts';

/** Where the owner of a Google account sees which apps may use it, and removes one. */
const OWNERS_PAGE = 'https://myaccount.google.com/connections';

/** The link to the owner's page at Google. Its address is the text, to be copied and sent to the owner. */
export const ownersPageLink = (language: Language): Markup =>
  html`<a class="text-link" href="${OWNERS_PAGE}" target="_blank" rel="noopener noreferrer">${OWNERS_PAGE}${ICONS.outside}<span class="visually-hidden"> ${say(language, 'opensInNewTab')}</span></a>`;
