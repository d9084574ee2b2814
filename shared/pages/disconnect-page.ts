import { html } from 'hono/html';
import { addressOf, connectionAddress } from './address.ts';
import { backLink } from './back-link.ts';
import { formToken } from './form-token.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import { returnToField } from './return-to.ts';
import type { DisconnectView, Frame } from './views.ts';

/** Asks for confirmation before disconnecting, the one action that the setup page cannot undo. */
export function disconnectPage(frame: Frame, view: DisconnectView): string {
  const { language } = frame;
  const { connection } = view;
  const main = html`${backLink(frame)}
<section class="card">
  <h1>${say(language, 'disconnectTitle')}</h1>
  <p class="subject">${connection.mailbox.address}</p>
  <ul class="points">
    <li>${say(language, 'disconnectRevokes')}</li>
    <li>${say(language, 'disconnectForgets')}</li>
    <li>${say(language, 'disconnectKeeps')}</li>
  </ul>
  <p class="muted">${say(language, 'disconnectAgain')}</p>
  <form class="actions" method="post" action="${connectionAddress(frame, connection.id, 'disconnect')}">
    ${formToken(frame)}${returnToField(view.returnTo)}
    <button class="button primary danger">${say(language, 'disconnectConfirm')}</button>
    <a class="button" href="${addressOf(frame, view.returnTo)}">${say(language, 'cancel')}</a>
  </form>
</section>`;
  return page(frame, { title: say(language, 'disconnectTitle'), main, width: 'narrow' });
}
