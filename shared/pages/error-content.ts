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
  const { expected, missing, address, mailboxes, primary, domains, entries } = detail;
  // With these an address was entered here, and not chosen at Google.
  const chosen = (primary ?? domains) ? undefined : (detail['chosen'] ?? address);
  return html`${typeof chosen === 'string' && accounts(language, expected, chosen)}
${ofServiceAccounts(language, detail)}
${Array.isArray(missing) && missing.length > 0 && permissions(language, missing)}
${Array.isArray(mailboxes) && list(mailboxes)}
${Array.isArray(entries) && list(entries)}`;
}

function accounts(language: Language, expected: unknown, chosen: string): Markup {
  return html`<dl class="compare">
    ${typeof expected === 'string' && expected !== '' && html`<div><dt>${say(language, 'expectedAccount')}</dt><dd>${expected}</dd></div>`}
    <div><dt>${say(language, 'chosenAccount')}</dt><dd>${chosen}</dd></div>
  </dl>`;
}

/** What was entered for a service account, and what Google or the key says instead. */
function ofServiceAccounts(language: Language, detail: Detail): Markup | null {
  const { serviceAccount, named, address, primary } = detail;
  const entered = typeof named === 'string' ? serviceAccount : address;
  const instead = named ?? primary;
  if (typeof entered !== 'string' || typeof instead !== 'string') return null;
  const label = typeof named === 'string' ? 'serviceAccountOfKey' : 'primaryAddress';
  return html`<dl class="compare">
    <div><dt>${say(language, 'enteredValue')}</dt><dd>${entered}</dd></div>
    <div><dt>${say(language, label)}</dt><dd>${instead}</dd></div>
  </dl>`;
}

const list = (items: readonly string[]): Markup =>
  html`<ul class="points">${items.map((each) => html`<li>${each}</li>`)}</ul>`;

function permissions(language: Language, scopes: readonly string[]): Markup {
  return html`<p class="label">${say(language, 'missingPermissions')}</p>
  <ul class="points">${scopes.map((scope) => html`<li>${scopeWording(language, scope)}</li>`)}</ul>`;
}
