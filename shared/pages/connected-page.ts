import { html } from 'hono/html';
import { ICONS } from './icons.ts';
import { inOtherLanguage, otherLanguage } from './language-switch.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import type { ConnectedView, Frame, Language } from './views.ts';

/** The last page for a mailbox owner: the mailbox is connected, and nothing is left to do. */
export function connectedPage(frame: Frame, { address }: ConnectedView): string {
  const { language } = frame;
  const other = otherLanguage(language);
  const main = html`<div class="visit">
<section class="card">
  <span class="visit-mark tone-ok">${ICONS.check}</span>
  <h1>${say(language, 'connectedTitle')}</h1>
  ${thanks(language, address)}
</section>
${inOtherLanguage(other, html`<section class="card"><h2>${say(other, 'connectedTitle')}</h2>${thanks(other, address)}</section>`)}
</div>`;
  return page(frame, {
    title: say(language, 'connectedTitle'),
    main,
    width: 'narrow',
    switchable: false,
  });
}

const thanks = (language: Language, address: string): Markup =>
  html`<p>${say(language, 'connectedBody', address)}</p>
  <p><strong>${say(language, 'closeWindow')}</strong></p>
  <p class="muted small">${say(language, 'connectedRevoke')}</p>`;
