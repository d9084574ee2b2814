import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { backLink } from './back-link.ts';
import { diagnosisPanel } from './diagnosis-panel.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import type { DiagnosisView, Frame } from './views.ts';

/** "What did Google show you?" Explains errors that Google shows on its own pages and that never reach us. */
export function diagnosisPage(frame: Frame, view: DiagnosisView): string {
  const { language } = frame;
  const main = html`${backLink(frame)}
<h1>${say(language, 'lookUpTitle')}</h1>
<p class="lead">${say(language, 'lookUpIntro')}</p>
<form class="card form" action="${addressOf(frame, '/setup-page/diagnosis')}">
  <div class="field">
    <label for="words">${say(language, 'lookUpField')}</label>
    <textarea id="words" name="words" rows="3" maxlength="4000" required aria-describedby="words-hint" spellcheck="false">${view.words}</textarea>
    <p class="muted small" id="words-hint">${say(language, 'lookUpExample')}</p>
  </div>
  <div class="actions"><button class="button primary">${say(language, 'lookUpButton')}</button></div>
</form>
${view.words !== '' && results(frame, view)}`;
  return page(frame, { title: say(language, 'lookUpTitle'), main, width: 'narrow' });
}

function results(frame: Frame, { found }: DiagnosisView): Markup {
  const { language } = frame;
  if (found.length === 0) {
    return html`<section class="card" role="status">
  <h2>${say(language, 'lookUpNothing')}</h2>
  <p class="muted">${say(language, 'lookUpNothingHint')}</p>
</section>`;
  }
  return html`<p class="summary" role="status">${say(language, 'lookUpFound', found.length)}</p>
<ol class="results">${found.map((diagnosis) => html`<li class="card">${diagnosisPanel(frame, diagnosis, { heading: 2 })}</li>`)}</ol>`;
}
