import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { formToken } from './form-token.ts';
import { ICONS, MARK } from './icons.ts';
import { type Switching, switchFor } from './language-switch.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Frame } from './views.ts';

/** The product's name, the language switch, and who is signed in. */
export function header(frame: Frame, switching: Switching): Markup {
  const { language } = frame;
  return html`<header class="top">
  <div class="top-inner">
    <a class="product" href="${addressOf(frame, '/setup-page')}">${MARK}<span>${say(language, 'product')}</span></a>
    ${frame.emulated !== null && html`<a class="badge" href="${frame.emulated}" title="${say(language, 'emulatedMeaning')}">${say(language, 'emulated')}</a>`}
    ${switchFor(frame, switching)}
    ${frame.session && signedIn(frame, frame.session.address)}
  </div>
</header>`;
}

function signedIn(frame: Frame, address: string): Markup {
  const { language } = frame;
  return html`<span class="who" title="${address}">${ICONS.person}<span class="visually-hidden">${say(language, 'signedInAs')} </span><span class="who-address">${address}</span></span>
    <form class="sign-out" method="post" action="${addressOf(frame, '/setup-page/sign-out')}">
      ${formToken(frame)}
      <button class="button quiet">${say(language, 'signOut')}</button>
    </form>`;
}
