import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { errorAccount } from './error-account.ts';
import { inOtherLanguage, otherLanguage } from './language-switch.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import type { ErrorView, Frame, Language } from './views.ts';

/** Whoever meets these without a session is an administrator at the wrong door. */
const FOR_ADMINISTRATORS: ReadonlySet<string> = new Set([
  'sign_in_required',
  'sign_in_not_allowed',
  'form_expired',
  'not_found',
  'method_not_allowed',
]);

/** What happened, and the way on. */
export function errorPage(frame: Frame, view: ErrorView): string {
  const { language } = frame;
  const { heading, body } = errorAccount(view, language);
  const main = html`<section class="card error">
  <h1>${heading}</h1>
  ${body}
  ${wayOn(frame, view)}
  <p class="reference">${say(language, 'reference')}: <code>${view.correlationId}</code> · <code>${view.code}</code><br>${say(language, 'referenceHint')}</p>
</section>
${again(view, otherLanguage(language))}`;
  return page(frame, { title: heading, main, width: 'narrow', switchable: false });
}

function again(view: ErrorView, other: Language): Markup {
  const { heading, body } = errorAccount(view, other);
  return inOtherLanguage(
    other,
    html`<section class="card error"><h2>${heading}</h2>
  ${body}</section>`,
  );
}

function wayOn(frame: Frame, { code, atSetupPage }: ErrorView): Markup {
  const { language, session } = frame;
  if (!session && !atSetupPage && !FOR_ADMINISTRATORS.has(code)) {
    return html`<p class="way-on">${say(language, 'askForLink')}</p>`;
  }
  return html`<p class="actions"><a class="button primary" href="${addressOf(frame, '/setup-page')}">${say(language, session ? 'toMailboxes' : 'toSetupPage')}</a></p>`;
}
