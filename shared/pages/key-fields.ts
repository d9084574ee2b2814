import { html } from 'hono/html';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { ErrorView, Language } from './views.ts';

/** The refusals that the password or the subject can mend, so that their fields are shown at once. */
const OF_P12: ReadonlySet<string> = new Set([
  'key_password_wrong',
  'key_certificate_unmatched',
  'key_certificate_ambiguous',
]);

type AboutKey = {
  readonly certificateSubject?: string;
  /** Why the form was refused before. */
  readonly refused?: ErrorView | null;
};

/**
 * The fields of a service account's key: a file or pasted text, and for P12 its password and certificate. A refused
 * form shows neither key nor password again: neither may travel back to the browser.
 */
export const keyFields = (
  language: Language,
  { certificateSubject = '*', refused = null }: AboutKey = {},
): Markup =>
  html`<div class="key-fields">
    <div class="field">
      <label for="key_file">${say(language, 'keyFile')}</label>
      <input id="key_file" name="key_file" type="file" accept=".json,.p12,.pfx,.pem,.key,.txt,application/json,application/x-pkcs12" aria-describedby="key-file-hint">
      <p class="muted small" id="key-file-hint">${say(language, 'keyFileHint')}</p>
    </div>
    <details>
      <summary>${say(language, 'keyPaste')}</summary>
      <div class="field">
        <label for="key_text">${say(language, 'keyText')}</label>
        <textarea id="key_text" name="key_text" rows="5" autocomplete="off" spellcheck="false" aria-describedby="key-text-hint"></textarea>
        <p class="muted small" id="key-text-hint">${say(language, 'keyTextHint')}</p>
      </div>
    </details>
    <details${(certificateSubject !== '*' || OF_P12.has(refused?.code ?? '')) && html` open`}>
      <summary>${say(language, 'keyOfP12')}</summary>
      <div class="field">
        <label for="password">${say(language, 'keyPassword')}</label>
        <input id="password" name="password" type="password" autocomplete="off" aria-describedby="password-hint">
        <p class="muted small" id="password-hint">${say(language, 'keyPasswordHint')}</p>
      </div>
      <div class="field">
        <label for="certificate_subject">${say(language, 'certificateSubject')}</label>
        <input id="certificate_subject" name="certificate_subject" type="text" value="${certificateSubject}" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="subject-hint">
        <p class="muted small" id="subject-hint">${say(language, 'certificateSubjectHint')}</p>
      </div>
    </details>
  </div>`;
