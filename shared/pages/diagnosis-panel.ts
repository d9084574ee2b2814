import { html } from 'hono/html';
import type { Diagnosis } from '../diagnosis/index.ts';
import { outsideLink } from './address.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Language } from './views.ts';

/** How to show a diagnosis: the heading level of its title, the language, and since when the failure lasts. */
type PanelOptions = {
  readonly heading: 2 | 3;
  readonly language: Language;
  readonly since?: Markup;
};

/** Why it fails, who acts, and what exactly they click. */
export function diagnosisPanel(diagnosis: Diagnosis, options: PanelOptions): Markup {
  const { heading, language, since } = options;
  return html`<section class="diagnosis">
  <h${heading} class="diagnosis-title">${diagnosis.title[language]}</h${heading}>
  <p>${diagnosis.explanation[language]}</p>
  ${remedy(diagnosis, language, since)}
</section>`;
}

/** Who acts, and the steps. For pages that already show the title and the explanation. */
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
  ${start && outsideAnchor(start, language)}`;
}

/** Opens in a new tab, because readers need the steps while they carry them out. */
const outsideAnchor = ({ href, host }: URL, language: Language): Markup =>
  html`<p><a class="text-link" href="${href}" target="_blank" rel="noopener noreferrer">${say(language, 'openLink', host)}${ICONS.outside}<span class="visually-hidden"> ${say(language, 'opensInNewTab')}</span></a></p>`;
