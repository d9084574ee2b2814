import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { copyable } from './copyable.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Frame } from './views.ts';

/** A link for people stopped by an error at Google, and the values that administrators register there. */
export function footer(frame: Frame): Markup {
  return html`<footer class="bottom">
  <div class="bottom-inner">
    <a class="text-link" href="${addressOf(frame, '/setup-page/diagnosis')}">${ICONS.question}${say(frame.language, 'helpLink')}</a>
    ${frame.session && registration(frame)}
  </div>
</footer>`;
}

/** The values to copy: Google compares the redirect URI character by character, so nobody should type it. */
function registration({ language, baseUrl, clientId }: Frame): Markup {
  return html`<details class="registration">
      <summary>${say(language, 'registration')}</summary>
      <p>${say(language, 'registrationMeaning')}</p>
      ${copyable(language, say(language, 'redirectUri'), `${baseUrl}/oauth-callback`)}
      ${clientId !== undefined && copyable(language, say(language, 'clientId'), clientId)}
    </details>`;
}
