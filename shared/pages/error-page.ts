import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { errorContent } from './error-content.ts';
import { formToken } from './form-token.ts';
import { inOtherLanguage, otherLanguage } from './language-switch.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import { readyMessageSection } from './ready-message-section.ts';
import type { ErrorView, Frame } from './views.ts';

/** Without a session, only an administrator meets these errors, so the page links to the setup page. */
const FOR_ADMINISTRATORS: ReadonlySet<string> = new Set([
  'sign_in_required',
  'sign_in_not_allowed',
  'form_expired',
  'not_found',
  'method_not_allowed',
]);

/** The page of an error: what happened, and the next step. */
export function errorPage(frame: Frame, view: ErrorView): string {
  const { language } = frame;
  const { heading, body } = errorContent(frame, view);
  const main = html`<section class="card error">
  <h1>${heading}</h1>
  ${body}
  ${readyMessageSection(frame, view.diagnosis)}
  ${nextStep(frame, view)}
  <p class="reference">${say(language, 'reference')}: <code>${view.correlationId}</code> · <code>${view.code}</code><br>${say(language, 'referenceHint')}</p>
</section>
${inSecondLanguage({ ...frame, language: otherLanguage(language) }, view)}`;
  return page(frame, { title: heading, main, width: 'narrow', switchable: false });
}

function inSecondLanguage(frame: Frame, view: ErrorView): Markup {
  const { heading, body } = errorContent(frame, view);
  return inOtherLanguage(
    frame.language,
    html`<section class="card error"><h2>${heading}</h2>
  ${body}</section>`,
  );
}

/** Begins an authorization that accepts the new account of an address. */
const connectAsNew = (frame: Frame, connectionId: string): Markup =>
  html`<form class="actions" method="post" action="${addressOf(frame, '/setup-page/connect')}">
    ${formToken(frame)}
    <input type="hidden" name="connection" value="${connectionId}">
    <input type="hidden" name="account" value="new">
    <button class="button primary">${say(frame.language, 'connectAsNew')}</button>
    <a class="button" href="${addressOf(frame, '/setup-page')}">${say(frame.language, 'toMailboxes')}</a>
  </form>`;

function nextStep(frame: Frame, { code, atSetupPage, detail }: ErrorView): Markup {
  const { language, session } = frame;
  const { connectionId } = detail;
  if (session && code === 'account_replaced' && typeof connectionId === 'string') {
    return connectAsNew(frame, connectionId);
  }
  if (!session && !atSetupPage && !FOR_ADMINISTRATORS.has(code)) {
    return html`<p class="way-on">${say(language, 'askForLink')}</p>`;
  }
  if (code === 'sign_in_not_allowed') return signInAgain(frame);
  return html`<p class="actions"><a class="button primary" href="${addressOf(frame, '/setup-page')}">${say(language, session ? 'toMailboxes' : 'toSetupPage')}</a></p>`;
}

/** Google lets the reader choose the account, so that a second attempt can use another one. */
const signInAgain = (frame: Frame): Markup =>
  html`<form class="actions" method="post" action="${addressOf(frame, '/setup-page/sign-in')}"><button class="button primary">${say(frame.language, 'signInWithAnotherAccount')}</button></form>`;
