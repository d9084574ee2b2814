import { html } from 'hono/html';
import { OAUTH_CLIENT } from '../tokens/index.ts';
import { remedy } from './diagnosis-panel.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { timeElement } from './time-element.ts';
import type { BreakerView, Frame } from './views.ts';

/** Says that the whole fleet fails and not single mailboxes, and who must act, if anybody. */
export function breakerBanner(
  frame: Frame,
  { breaker, credential, diagnosis }: BreakerView,
): Markup {
  const { language } = frame;
  return html`<div class="notice tone-bad" role="alert">
  ${ICONS.broken}
  <div class="notice-text diagnosis">
    <p><strong>${say(language, 'breakerTitle')}</strong></p>
    <dl class="facts">
      ${credential !== OAUTH_CLIENT && html`<div><dt>${say(language, 'breakerCredential')}</dt><dd><code>${credential}</code></dd></div>`}
      <div><dt>${say(language, 'breakerSince')}</dt><dd>${timeElement(frame, breaker.since)}</dd></div>
      <div><dt>${say(language, 'breakerAlike')}</dt><dd class="actor">${diagnosis.title[language]} <code>${breaker.code}</code></dd></div>
    </dl>
    <p>${diagnosis.explanation[language]}</p>
    <p>${say(language, 'breakerMeaning', breaker.trials)}</p>
    ${diagnosis.actor !== 'nobody_retry' && remedy(frame, diagnosis)}
  </div>
</div>`;
}
