import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { ICONS } from './icons.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import { returnAddress, returnToField } from './return-to.ts';
import type { Frame, SignInView } from './views.ts';

/**
 * The sign-in page. Its form has no token, because there is no session yet. It returns to the page that was
 * requested.
 */
export function signInPage(frame: Frame, { refused, ended = false }: SignInView): string {
  const { language } = frame;
  const main = html`<section class="card visit">
  <h1>${say(language, 'signInTitle')}</h1>
  <p>${say(language, 'signInIntro')}</p>
  ${refused !== null && html`<div class="notice tone-bad" role="alert">${ICONS.broken}<p>${refused}</p></div>`}
  ${ended && html`<div class="notice tone-info" role="status">${ICONS.history}<p>${say(language, 'sessionEnded')}</p></div>`}
  <form method="post" action="${addressOf(frame, '/setup-page/sign-in')}">
    ${returnToField(returnAddress(frame))}
    <button class="button primary block">${say(language, 'signInWithGoogle')}</button>
  </form>
  <p class="muted small">${say(language, 'signInAsksLittle')}</p>
</section>`;
  return page(frame, { title: say(language, 'signInTitle'), main, width: 'narrow' });
}
