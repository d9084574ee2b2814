import { html } from 'hono/html';
import { type Diagnosis, diagnose } from '../diagnosis/index.ts';
import { isErrorCode } from '../errors.ts';
import { remedy } from './diagnosis-panel.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { scopeWording } from './scope-wording.ts';
import type { ErrorView, Frame, Language } from './views.ts';

type Detail = ErrorView['detail'];

/** The heading and the body of an error page. */
export type ErrorContent = { readonly heading: string; readonly body: Markup };

/** The content of an error page in the frame's language: what happened, the accounts or permissions, and who acts. */
export function errorContent(frame: Frame, view: ErrorView): ErrorContent {
  const { language } = frame;
  const diagnosis = forPeople(view.diagnosis);
  const text = view.text[language];
  if (!diagnosis) {
    const heading = say(language, view.code === 'not_found' ? 'errorNotFound' : 'errorTitle');
    return { heading, body: html`<p class="lead">${text}</p>${errorDetail(language, view)}` };
  }
  const explanation = diagnosis.explanation[language];
  const lead = repeatsErrorText(view.code, diagnosis)
    ? html`<p class="lead">${explanation}</p>`
    : html`<p class="lead">${text}</p><p>${explanation}</p>`;
  const body = html`${lead}
  ${errorDetail(language, view)}
  <div class="diagnosis">${remedy(frame, diagnosis)}</div>`;
  return { heading: diagnosis.title[language], body };
}

/** Drops the diagnosis of a malformed request: it is written for the author of the program that sent it. */
const forPeople = (diagnosis: Diagnosis | null): Diagnosis | null =>
  diagnosis?.cause === 'request_refused' ? null : diagnosis;

/** True when the diagnosis follows from our error code alone, so that it repeats the code's text. */
const repeatsErrorText = (code: string, { cause }: Diagnosis): boolean =>
  cause !== 'google_unrecognised' &&
  isErrorCode(code) &&
  diagnose({ code, upstream: null }).cause === cause;

/** The facts that the reader can compare: the two accounts, or the missing permissions. */
export function errorDetail(language: Language, { detail }: ErrorView): Markup {
  const { expected, missing, address, mailboxes } = detail;
  const chosen = detail['chosen'] ?? address;
  return html`${typeof chosen === 'string' && accounts(language, expected, chosen)}
${ofServiceAccounts(language, detail)}
${Array.isArray(missing) && missing.length > 0 && permissions(language, missing)}
${Array.isArray(mailboxes) && list(mailboxes)}`;
}

function accounts(language: Language, expected: unknown, chosen: string): Markup {
  return html`<dl class="compare">
    ${typeof expected === 'string' && expected !== '' && html`<div><dt>${say(language, 'expectedAccount')}</dt><dd>${expected}</dd></div>`}
    <div><dt>${say(language, 'chosenAccount')}</dt><dd>${chosen}</dd></div>
  </dl>`;
}

/** The service account that was entered, and the one that the key belongs to. */
function ofServiceAccounts(language: Language, { serviceAccount, named }: Detail): Markup | null {
  if (typeof serviceAccount !== 'string' || typeof named !== 'string') return null;
  return html`<dl class="compare">
    <div><dt>${say(language, 'enteredServiceAccount')}</dt><dd>${serviceAccount}</dd></div>
    <div><dt>${say(language, 'serviceAccountOfKey')}</dt><dd>${named}</dd></div>
  </dl>`;
}

const list = (items: readonly string[]): Markup =>
  html`<ul class="points">${items.map((each) => html`<li>${each}</li>`)}</ul>`;

function permissions(language: Language, scopes: readonly string[]): Markup {
  return html`<p class="label">${say(language, 'missingPermissions')}</p>
  <ul class="points">${scopes.map((scope) => html`<li>${scopeWording(language, scope)}</li>`)}</ul>`;
}
