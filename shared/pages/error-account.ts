import { html } from 'hono/html';
import { type Diagnosis, diagnose } from '../diagnosis/index.ts';
import { isErrorCode } from '../errors.ts';
import { remedy } from './diagnosis-panel.ts';
import { errorDetail } from './error-detail.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
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
  diagnose({ code, google: null }).cause === cause;
