import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { backLink } from './back-link.ts';
import { accountGuidance, connectGuidance } from './connect-guidance.ts';
import { formToken } from './form-token.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import { profileChoice } from './profile-choice.ts';
import type { ConnectView, Frame } from './views.ts';

/** The form to connect a mailbox: what the connector may do, which mailbox, and whether to continue to Google or make a link. */
export function connectPage(frame: Frame, view: ConnectView): string {
  const { language } = frame;
  const main = html`${backLink(frame)}
<h1>${say(language, 'connectTitle')}</h1>
<p class="lead">${say(language, 'connectIntro')}</p>
<form class="card form" method="post" action="${addressOf(frame, '/setup-page/connect')}">
  ${formToken(frame)}
  ${profileChoice(language, view)}
  ${mailboxField(frame, view)}
  <div class="actions">
    <button class="button primary">${say(language, 'continueToGoogle')}${ICONS.forward}</button>
    ${linkButton(frame)}
  </div>
  <p class="muted small">${say(language, 'whichButton')}</p>
</form>
${connectGuidance(frame)}
<p class="muted">${say(language, 'connectMany')} <a class="text-link" href="${addressOf(frame, '/setup-page/service-accounts')}">${ICONS.key}${say(language, 'serviceAccounts')}</a></p>`;
  return page(frame, { title: say(language, 'connectTitle'), main, width: 'narrow' });
}

function mailboxField({ language }: Frame, { mailbox, invalid }: ConnectView): Markup {
  const wrong = invalid === 'mailbox';
  const describedBy = wrong ? 'mailbox-wrong mailbox-hint' : 'mailbox-hint';
  return html`<div class="field">
    <label for="mailbox">${say(language, 'mailboxField')} <span class="muted">${say(language, 'optional')}</span></label>
    <input id="mailbox" name="mailbox" type="text" inputmode="email" value="${mailbox}" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="${describedBy}"${wrong && html` aria-invalid="true"`}>
    ${wrong && html`<p class="wrong" id="mailbox-wrong">${ICONS.broken}${say(language, 'mailboxInvalid')}</p>`}
    <p class="muted small" id="mailbox-hint">${say(language, 'mailboxHint')}</p>
    ${accountGuidance(language)}
  </div>`;
}

const linkButton = (frame: Frame): Markup =>
  html`<button class="button" formaction="${addressOf(frame, '/setup-page/links')}">${ICONS.link}${say(frame.language, 'createLink')}</button>`;
