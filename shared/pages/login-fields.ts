import { html } from 'hono/html';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { LOGIN_CHOICES, type LoginChoice, type LoginForm, type LoginRefusal } from './org-views.ts';
import { refusalPanel } from './refusal-panel.ts';
import { dateText } from './time-element.ts';
import type { Frame, Language } from './views.ts';

type Certificate = NonNullable<LoginForm['made']>['certificate'];

/**
 * How the connector logs in to an organization. Every field is there without the stylesheet too; those that the
 * chosen way does not need are hidden by it.
 */
export function loginFields(frame: Frame, form: LoginForm): Markup {
  const { language } = frame;
  return html`<fieldset class="choice">
    <legend>${say(language, 'orgMethodLegend')}</legend>
    <div class="choice-cards">${LOGIN_CHOICES.map((choice) => card(language, choice, choice === form.choice))}</div>
  </fieldset>
  <div class="field">
    <label for="client_id">${say(language, 'consumerKey')}</label>
    <input id="client_id" name="client_id" type="text" required value="${form.clientId}" autocomplete="off" autocapitalize="none" spellcheck="false">
  </div>
  <div class="field of-secret">
    <label for="client_secret">${say(language, 'consumerSecret')}</label>
    <input id="client_secret" name="client_secret" type="password" autocomplete="off" aria-describedby="client-secret-hint">
    <p class="muted small" id="client-secret-hint">${say(language, 'consumerSecretHint')}</p>
  </div>
  <div class="field of-certificate">
    <label for="username">${say(language, 'orgUsername')}</label>
    <input id="username" name="username" type="text" value="${form.username}" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="username-hint">
    <p class="muted small" id="username-hint">${say(language, 'orgUsernameHint')}</p>
  </div>
  ${madeCertificate(frame, form)}
  <div class="field of-own">
    <label for="key_file">${say(language, 'ownKeyFile')}</label>
    <input id="key_file" name="key_file" type="file" aria-describedby="own-key-hint">
    <p class="muted small" id="own-key-hint">${say(language, 'ownKeyHint')}</p>
  </div>`;
}

function card(language: Language, choice: LoginChoice, chosen: boolean): Markup {
  const id = `login-${choice}`;
  return html`<div class="choice-card">
      <input type="radio" name="choice" value="${choice}" id="${id}" required aria-describedby="${id}-means"${chosen && html` checked`}>
      <label for="${id}"><span class="choice-name">${say(language, `method_${choice}`)}</span></label>
      <div id="${id}-means"><p>${say(language, `method_${choice}_means`)}</p></div>
    </div>`;
}

/** The button makes it, and answers the form again: the certificate has to be in Salesforce before the login works. */
function madeCertificate(frame: Frame, { made }: LoginForm): Markup {
  const { language } = frame;
  return html`<div class="field of-made">
    <p class="label">${say(language, 'certificate')}</p>
    ${
      made &&
      html`<input type="hidden" name="made_key" value="${made.sealed}">
    <div class="note tone-info" role="status">${ICONS.key}<p>${say(language, 'certificateMade')}</p></div>
    ${certificateFacts(language, made.certificate)}`
    }
    <div class="actions">${made && certificateDownload(language, made.certificate)}<button class="button" name="do" value="certificate" formnovalidate>${say(language, 'makeCertificate')}</button></div>
    ${!made && html`<p class="muted small">${say(language, 'makeCertificateMeans')}</p>`}
  </div>`;
}

export const certificateFacts = (language: Language, certificate: Certificate): Markup =>
  html`<dl class="facts">
      <div><dt>${say(language, 'certificateExpires')}</dt><dd>${dateText(language, certificate.expiresAt)}</dd></div>
      <div><dt>${say(language, 'certificateFingerprint')}</dt><dd><code>${certificate.fingerprint}</code></dd></div>
    </dl>`;

/** The file is in the link itself, so that the download needs neither a script nor another request. */
export const certificateDownload = (language: Language, { pem }: Certificate): Markup =>
  html`<a class="button" download="gmail-connector.crt" href="data:application/x-pem-file;base64,${Buffer.from(pem).toString('base64')}">${ICONS.download}${say(language, 'downloadCertificate')}</a>`;

/** Why the form was refused. */
export function loginRefusal(frame: Frame, why: LoginRefusal): Markup {
  if (typeof why !== 'string') return refusalPanel(frame, why);
  const text = say(
    frame.language,
    why === 'certificate_lost' ? 'certificateLost' : 'certificateMissing',
  );
  return html`<section class="notice tone-bad" role="alert">${ICONS.broken}<div class="notice-text"><p>${text}</p></div></section>`;
}
