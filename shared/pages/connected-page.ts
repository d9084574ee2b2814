import { html } from 'hono/html';
import { ICONS } from './icons.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import type { ConnectedView, Frame } from './views.ts';

/** The end of a mailbox owner's visit: it worked, and there is nothing left to do. */
export function connectedPage(frame: Frame, { address }: ConnectedView): string {
  const { language } = frame;
  const main = html`<section class="card visit">
  <span class="visit-mark tone-ok">${ICONS.check}</span>
  <h1>${say(language, 'connectedTitle')}</h1>
  <p>${say(language, 'connectedBody', address)}</p>
  <p><strong>${say(language, 'closeWindow')}</strong></p>
  <p class="muted small">${say(language, 'connectedRevoke')}</p>
</section>`;
  return page(frame, { title: say(language, 'connectedTitle'), main, width: 'narrow' });
}
