import { html } from 'hono/html';
import { LINKS } from '../diagnosis/index.ts';
import { type Delegation, delegatedScopesOf } from '../tokens/index.ts';
import { copyable } from './copyable.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Language } from './views.ts';

type Entered = Pick<Delegation, 'clientId' | 'profile'>;

/** What to enter in the Google Admin console, ready to copy, and the link to its page. */
export const adminConsoleValues = (language: Language, { clientId, profile }: Entered): Markup =>
  html`<div class="console-values">
    ${
      clientId === null
        ? html`<p class="note tone-warn">${ICONS.warning}<span>${say(language, 'clientIdUnknown')}</span></p>`
        : copyable(language, say(language, 'numericClientId'), clientId)
    }
    ${copyable(language, say(language, 'delegatedScopes'), delegatedScopesOf(profile).join(','))}
    <p><a class="text-link" href="${LINKS.delegation}" target="_blank" rel="noopener noreferrer">${say(language, 'openDelegationConsole')}${ICONS.outside}<span class="visually-hidden"> ${say(language, 'opensInNewTab')}</span></a></p>
  </div>`;
