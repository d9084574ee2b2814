import { html } from 'hono/html';
import { type Diagnosis, type Link, type Step, sentencesOf, valueIn } from '../diagnosis/index.ts';
import { copyable } from './copyable.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { outsideAnchor } from './outside-anchor.ts';
import type { Frame } from './views.ts';
import { whoActs } from './who-acts.ts';

/** How to show a diagnosis: the heading level of its title, and since when the failure lasts. */
type PanelOptions = {
  readonly heading: 2 | 3;
  readonly since?: Markup;
};

/** Why it fails, who acts, and what exactly they click. */
export function diagnosisPanel(
  frame: Frame,
  diagnosis: Diagnosis,
  { heading, since }: PanelOptions,
): Markup {
  const { language } = frame;
  return html`<section class="diagnosis">
  <h${heading} class="diagnosis-title">${diagnosis.title[language]}</h${heading}>
  <p>${diagnosis.explanation[language]}</p>
  ${remedy(frame, diagnosis, since)}
</section>`;
}

/** Who acts, and the steps. For pages that already show the title and the explanation. */
export function remedy(frame: Frame, diagnosis: Diagnosis, since?: Markup): Markup {
  const { language } = frame;
  const { retries, passes, remedy: steps } = diagnosis;
  return html`<dl class="facts">
    <div><dt>${say(language, 'whoActs')}</dt><dd class="actor">${whoActs(language, diagnosis)}</dd></div>
    ${since}
  </dl>
  ${retries && passes !== true && html`<p class="muted">${say(language, 'retries')}</p>`}
  ${passes === true && html`<p class="muted">${say(language, 'passes')}</p>`}
  ${
    steps.length > 0 &&
    html`<p class="label">${say(language, 'whatToDo')}</p>
  <ol class="steps">${steps.map((step) => stepItem(frame, step))}</ol>`
  }
  ${otherLinks(diagnosis).map((link) => outsideAnchor(frame, link))}`;
}

/** A step, with the page that it opens and the value that it needs: nobody should have to look for them. */
function stepItem(frame: Frame, step: Step): Markup {
  const { language } = frame;
  const named = valueIn(step, frame);
  return html`<li>${sentencesOf(step, language, frame)}${step.opens && outsideAnchor(frame, step.opens)}${named && copyable(language, named.name[language], named.value)}</li>`;
}

/** The links that stand at no step. */
function otherLinks({ remedy: steps, links }: Diagnosis): readonly Link[] {
  const opened = new Set(steps.map(({ opens }) => opens?.href));
  return links.filter(({ href }) => !opened.has(href));
}
