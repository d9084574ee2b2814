import { html } from 'hono/html';
import { SCOPE_PROFILES } from '../tokens/index.ts';
import { addressOf } from './address.ts';
import { ICONS } from './icons.ts';
import { inOtherLanguage, otherLanguage } from './language-switch.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import { scopeWording } from './scope-wording.ts';
import { timeElement } from './time-element.ts';
import type { Frame, LinkView } from './views.ts';

/** The first page for a mailbox owner: who asks for what. Only its button uses the link. */
export function linkPage(frame: Frame, view: LinkView): string {
  const { language } = frame;
  const other = otherLanguage(language);
  const title = say(language, 'linkTitle', view.mailbox);
  const main = html`<section class="card">
  <h1>${title}</h1>
  ${offer(frame, view)}
</section>
${inOtherLanguage(other, html`<section class="card"><h2>${say(other, 'linkTitle', view.mailbox)}</h2>${offer({ ...frame, language: other }, view)}</section>`)}`;
  return page(frame, { title, main, width: 'narrow', switchable: false });
}

function offer(frame: Frame, view: LinkView): Markup {
  const { language } = frame;
  const { mailbox, profile } = view;
  return html`<p class="lead">${say(language, 'linkIntro', view.begunBy)}</p>
  <dl class="facts">
    <div><dt>${say(language, 'linkMailbox')}</dt><dd>${mailbox ?? say(language, 'linkAnyMailbox')}</dd></div>
    <div><dt>${say(language, 'linkMayDo')}</dt><dd><strong>${say(language, `profile_${profile}`)}</strong>: ${say(language, `profile_${profile}_means`)}</dd></div>
  </dl>
  <p class="label">${say(language, 'linkSteps')}</p>
  <ol class="steps">
    <li>${say(language, 'linkStepAccount', mailbox)}</li>
    <li>${say(language, 'linkStepBoxes')}
      <ul class="points">${SCOPE_PROFILES[profile].map((scope) => html`<li>${scopeWording(language, scope)}</li>`)}</ul></li>
    <li>${say(language, 'linkStepBack')}</li>
  </ol>
  <form class="actions" method="post" action="${addressOf(frame, view.path)}">
    <button class="button primary">${say(language, 'continueToGoogle')}${ICONS.forward}</button>
  </form>
  <p class="muted small">${say(language, 'linkUnknown')} ${say(language, 'connectedRevoke')}</p>
  <p class="muted small">${say(language, 'linkValidUntil')}: ${timeElement(frame, view.expiresAt)}</p>`;
}
