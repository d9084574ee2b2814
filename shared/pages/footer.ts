import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { clientValues } from './connector-values.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Frame } from './views.ts';

/** A link for people stopped by an error at Google, for administrators one for a mail, and the values that administrators register there. */
export function footer(frame: Frame): Markup {
  return html`<footer class="bottom">
  <div class="bottom-inner">
    <a class="text-link" href="${addressOf(frame, '/setup-page/diagnosis')}">${ICONS.question}${say(frame.language, 'helpLink')}</a>
    ${frame.session && html`<a class="text-link" href="${addressOf(frame, '/setup-page/preview')}">${ICONS.mail}${say(frame.language, 'previewTitle')}</a>`}
    ${frame.session && registration(frame)}
  </div>
</footer>`;
}

/** The values to copy. */
function registration(frame: Frame): Markup {
  const { language } = frame;
  return html`<details class="registration">
      <summary>${say(language, 'registration')}</summary>
      <p>${say(language, 'registrationMeaning')}</p>
      ${clientValues(frame)}
    </details>`;
}
