import { html } from 'hono/html';
import { type Diagnosis, diagnose } from '../diagnosis/index.ts';
import { isErrorCode } from '../errors.ts';
import { remedy } from './diagnosis-panel.ts';
import type { Markup } from './markup.ts';
import { type FixedKey, say } from './messages.ts';
import type { ErrorView, Language } from './views.ts';

/** What an error is called, and what is told of it. */
export type ErrorAccount = { readonly heading: string; readonly body: Markup };

/** Tells an error in a language: what happened, both accounts or the permissions, who does what. */
export function errorAccount(view: ErrorView, language: Language): ErrorAccount {
  const diagnosis = forPeople(view.diagnosis);
  const text = view.text[language];
  if (!diagnosis) {
    const heading = say(language, view.code === 'not_found' ? 'errorNotFound' : 'errorTitle');
    return { heading, body: html`<p class="lead">${text}</p>${errorDetail(language, view)}` };
  }
  const explanation = diagnosis.explanation[language];
  const said = saysTheSame(view.code, diagnosis)
    ? html`<p class="lead">${explanation}</p>`
    : html`<p class="lead">${text}</p><p>${explanation}</p>`;
  const body = html`${said}
  ${errorDetail(language, view)}
  <div class="diagnosis">${remedy(diagnosis, language)}</div>`;
  return { heading: diagnosis.title[language], body };
}

/** A request that is wrong in form is explained to whoever wrote the program that sent it. */
const forPeople = (diagnosis: Diagnosis | null): Diagnosis | null =>
  diagnosis?.cause === 'request_refused' ? null : diagnosis;

/** A diagnosis that comes from our own code alone explains just what the code's text says. */
const saysTheSame = (code: string, { cause }: Diagnosis): boolean =>
  cause !== 'google_unrecognised' &&
  isErrorCode(code) &&
  diagnose({ code, upstream: null }).cause === cause;

/** As Google's consent page words them, since that is where the reader has to find them again. */
const SCOPE_WORDS = new Map<string, FixedKey>([
  ['https://www.googleapis.com/auth/gmail.labels', 'scope_labels'],
  ['https://www.googleapis.com/auth/gmail.send', 'scope_send'],
  ['https://www.googleapis.com/auth/gmail.modify', 'scope_modify'],
  ['https://mail.google.com/', 'scope_full'],
]);

/** What an error's reader can compare: the two accounts, or the permissions that were left out. */
export function errorDetail(language: Language, { detail }: ErrorView): Markup {
  const { expected, missing, address } = detail;
  const chosen = detail['chosen'] ?? address;
  return html`${typeof chosen === 'string' && accounts(language, expected, chosen)}
${Array.isArray(missing) && missing.length > 0 && permissions(language, missing)}`;
}

function accounts(language: Language, expected: unknown, chosen: string): Markup {
  return html`<dl class="compare">
    ${typeof expected === 'string' && expected !== '' && html`<div><dt>${say(language, 'expectedAccount')}</dt><dd>${expected}</dd></div>`}
    <div><dt>${say(language, 'chosenAccount')}</dt><dd>${chosen}</dd></div>
  </dl>`;
}

function permissions(language: Language, scopes: readonly string[]): Markup {
  const words = (scope: string): Markup => {
    const key = SCOPE_WORDS.get(scope);
    return key ? html`${say(language, key)}` : html`<code>${scope}</code>`;
  };
  return html`<p class="label">${say(language, 'missingPermissions')}</p>
  <ul class="points">${scopes.map((scope) => html`<li>${words(scope)}</li>`)}</ul>`;
}
