import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { copyable } from './copyable.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Frame } from './views.ts';

/** Help for whoever was stopped by Google, and what administrators have to register there. */
export function footer(frame: Frame): Markup {
  return html`<footer class="bottom">
  <div class="bottom-inner">
    <a class="text-link" href="${addressOf(frame, '/setup-page/diagnosis')}">${ICONS.question}${say(frame.language, 'helpLink')}</a>
    ${frame.session && registration(frame)}
  </div>
</footer>`;
}

/** Google compares the redirect URI letter by letter, so nobody should have to type it. */
function registration({ language, baseUrl, clientId }: Frame): Markup {
  return html`<details class="registration">
      <summary>${say(language, 'registration')}</summary>
      <p>${say(language, 'registrationMeaning')}</p>
      ${copyable(language, say(language, 'redirectUri'), `${baseUrl}/oauth-callback`)}
      ${clientId !== undefined && copyable(language, say(language, 'clientId'), clientId)}
    </details>`;
}
