import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { ICONS } from './icons.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import type { Frame, SignInView } from './views.ts';

/** The sign-in page. Its form has no token, because there is no session yet. */
export function signInPage(frame: Frame, { refused }: SignInView): string {
  const { language } = frame;
  const main = html`<section class="card visit">
  <h1>${say(language, 'signInTitle')}</h1>
  <p>${say(language, 'signInIntro')}</p>
  ${refused !== null && html`<div class="notice tone-bad" role="alert">${ICONS.broken}<p>${refused}</p></div>`}
  <form method="post" action="${addressOf(frame, '/setup-page/sign-in')}">
    <button class="button primary block">${say(language, 'signInWithGoogle')}</button>
  </form>
  <p class="muted small">${say(language, 'signInAsksLittle')}</p>
</section>`;
  return page(frame, { title: say(language, 'signInTitle'), main, width: 'narrow' });
}
