import { html } from 'hono/html';
import type { Diagnosis, RegisteredValue, Step } from '../diagnosis/index.ts';
import { outsideLink } from './address.ts';
import { copyable } from './copyable.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Frame, Language } from './views.ts';

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
  <ol class="steps">${steps.map((step) => html`<li>${step[language]}${registered(frame, step)}</li>`)}</ol>`
  }
  ${start && outsideAnchor(start, language)}`;
}

/** The value that a step needs at Google: nobody should have to look for it, or type it. */
function registered({ language, baseUrl, clientId }: Frame, { shows }: Step): Markup | null {
  if (shows === undefined) return null;
  const values: Record<RegisteredValue, string | undefined> = {
    client_id: clientId,
    redirect_uri: `${baseUrl}/oauth-callback`,
  };
  const value = values[shows];
  const label = say(language, shows === 'client_id' ? 'clientId' : 'redirectUri');
  return value === undefined ? null : copyable(language, label, value);
}

/** Opens in a new tab, because readers need the steps while they carry them out. */
const outsideAnchor = ({ href, host }: URL, language: Language): Markup =>
  html`<p><a class="text-link" href="${href}" target="_blank" rel="noopener noreferrer">${say(language, 'openLink', host)}${ICONS.outside}<span class="visually-hidden"> ${say(language, 'opensInNewTab')}</span></a></p>`;
