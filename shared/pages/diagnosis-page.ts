import { html } from 'hono/html';
import { type Diagnosis, signOf } from '../diagnosis/index.ts';
import { addressOf } from './address.ts';
import { backLink } from './back-link.ts';
import { connectorValues } from './connector-values.ts';
import { remedy } from './diagnosis-panel.ts';
import { formToken } from './form-token.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import { readyMessageSection } from './ready-message-section.ts';
import type { DiagnosisView, Frame } from './views.ts';
import { whoActs } from './who-acts.ts';

/** How much of what is pasted is read, in characters: a whole page of Google's or Salesforce's, or a long answer. */
export const LONGEST_WORDS = 20_000;

const FORM = 'look-up';

/** Explains what Google or Salesforce showed. They show most errors on pages of their own, which never reach us. */
export function diagnosisPage(frame: Frame, view: DiagnosisView): string {
  const { language } = frame;
  const main = html`${backLink(frame)}
<h1>${say(language, 'lookUpTitle')}</h1>
<p class="lead">${say(language, 'lookUpIntro')}</p>
<form class="card form" id="${FORM}" method="post" action="${addressOf(frame, '/setup-page/diagnosis')}#answer">
  ${formToken(frame)}
  <div class="field">
    <label for="words">${say(language, 'lookUpField')}</label>
    <textarea id="words" name="words" rows="4" required aria-describedby="words-hint" spellcheck="false">${view.words}</textarea>
    <p class="muted small" id="words-hint">${say(language, 'lookUpExample')}</p>
  </div>
  <div class="actions"><button class="button primary">${say(language, 'lookUpButton')}</button></div>
</form>
${view.words !== '' && html`<div class="answer" id="answer">${view.isCut && cutNotice(frame)}${results(frame, view)}</div>`}
${connectorValues(frame, view.serviceAccounts)}`;
  return page(frame, {
    title: say(language, 'lookUpTitle'),
    main,
    width: 'narrow',
    languageForm: FORM,
  });
}

const cutNotice = ({ language }: Frame): Markup =>
  html`<div class="notice tone-info">${ICONS.warning}<p>${say(language, 'lookUpCut', LONGEST_WORDS)}</p></div>`;

function results(frame: Frame, { found }: DiagnosisView): Markup {
  const { language } = frame;
  const [first, ...others] = found;
  if (!first) {
    return html`<section class="card" role="status">
  <h2>${say(language, 'lookUpNothing')}</h2>
  <p>${say(language, 'lookUpNothingHint')}</p>
  <p class="muted">${say(language, 'lookUpNothingNext')}</p>
</section>`;
  }
  const areSeveral = others.length > 0;
  return html`<p class="summary" role="status">${say(language, 'lookUpFound', found.length)}</p>
<ol class="results"><li class="card diagnosis">${meaning(frame, first, areSeveral)}
  ${remedy(frame, first)}
  ${readyMessageSection(frame, first)}</li>
${others.map((other) => alternative(frame, other))}</ol>`;
}

/** What else the same words may mean: the reader compares what points to each, and opens the one that fits. */
const alternative = (frame: Frame, diagnosis: Diagnosis): Markup =>
  html`<li class="card diagnosis">${meaning(frame, diagnosis, true)}
  <details><summary>${say(frame.language, 'whatToDo')} · ${whoActs(frame.language, diagnosis)}</summary>
  <div class="diagnosis">${remedy(frame, diagnosis)}${readyMessageSection(frame, diagnosis)}</div></details>
</li>`;

/** What a cause is and, where the same words have several, what points to this one. */
function meaning({ language }: Frame, diagnosis: Diagnosis, isOneOfSeveral: boolean): Markup {
  const { cause, title, explanation } = diagnosis;
  const sign = isOneOfSeveral ? signOf(cause) : null;
  return html`<h2 class="diagnosis-title">${title[language]}</h2>
  <p>${explanation[language]}</p>
  ${sign && html`<p><strong>${say(language, 'pointsToIt')}</strong> ${sign[language]}</p>`}`;
}
