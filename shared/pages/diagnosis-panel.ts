import { html } from 'hono/html';
import type { Diagnosis } from '../diagnosis/index.ts';
import { outsideLink } from './address.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Language } from './views.ts';

/** How a diagnosis is shown: where its title stands in the page's outline, and since when it holds. */
type Setting = {
  readonly heading: 2 | 3;
  readonly language: Language;
  readonly since?: Markup;
};

/** Why it fails, who acts, and what exactly they click. */
export function diagnosisPanel(diagnosis: Diagnosis, setting: Setting): Markup {
  const { heading, language, since } = setting;
  return html`<section class="diagnosis">
  <h${heading} class="diagnosis-title">${diagnosis.title[language]}</h${heading}>
  <p>${diagnosis.explanation[language]}</p>
  ${remedy(diagnosis, language, since)}
</section>`;
}

/** Who acts, and the steps; without the title and the reason, where a page has said those. */
export function remedy(diagnosis: Diagnosis, language: Language, since?: Markup): Markup {
  const { actor, retries, remedy: steps, link } = diagnosis;
  const start = outsideLink(link);
  return html`<dl class="facts">
    <div><dt>${say(language, 'whoActs')}</dt><dd class="actor">${say(language, `actor_${actor}`)}</dd></div>
    ${since}
  </dl>
  ${retries && html`<p class="muted">${say(language, 'retries')}</p>`}
  ${
    steps.length > 0 &&
    html`<p class="label">${say(language, 'whatToDo')}</p>
  <ol class="steps">${steps.map((step) => html`<li>${step[language]}</li>`)}</ol>`
  }
  ${start && outside(start, language)}`;
}

/** In a tab of its own, because the steps are read while they are done. */
const outside = ({ href, host }: URL, language: Language): Markup =>
  html`<p><a class="text-link" href="${href}" target="_blank" rel="noopener noreferrer">${say(language, 'openLink', host)}${ICONS.outside}<span class="visually-hidden"> ${say(language, 'opensInNewTab')}</span></a></p>`;
