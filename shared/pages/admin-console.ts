import { html } from 'hono/html';
import { LINKS, nameOfValue } from '../diagnosis/index.ts';
import { type Delegation, delegatedScopesOf } from '../tokens/index.ts';
import { copyable } from './copyable.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { outsideAnchor } from './outside-anchor.ts';
import type { Frame } from './views.ts';

type Entered = Pick<Delegation, 'clientId' | 'profile'>;

/** What to enter in the Google Admin console, ready to copy, and the link to its page. */
export function adminConsoleValues(frame: Frame, { clientId, profile }: Entered): Markup {
  const { language } = frame;
  return html`<div class="console-values">
    ${
      clientId === null
        ? html`<p class="note tone-warn">${ICONS.warning}<span>${say(language, 'clientIdUnknown')}</span></p>`
        : copyable(language, nameOfValue('service_account_id')[language], clientId)
    }
    ${copyable(language, nameOfValue('delegated_scopes')[language], delegatedScopesOf(profile).join(','))}
    ${outsideAnchor(frame, LINKS.delegation)}
  </div>`;
}
