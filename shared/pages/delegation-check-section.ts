import { html } from 'hono/html';
import type { StepResult } from '../delegation-check/index.ts';
import { aboutDelegation } from './about-mailbox.ts';
import { delegationAddress } from './delegation-facts.ts';
import type { DelegationView } from './delegation-views.ts';
import { remedy } from './diagnosis-panel.ts';
import { formToken } from './form-token.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Frame } from './views.ts';

/** The form that checks a service account with a mailbox, and what the check found. */
export function checkSection(frame: Frame, view: DelegationView): Markup {
  const { language } = frame;
  const { check, delegation } = view;
  return html`<section class="card">
  <h2>${say(language, 'checkTitle')}</h2>
  <p class="muted">${say(language, 'checkIntro')}</p>
  <form method="post" action="${delegationAddress(frame, delegation.id, 'check')}">
    ${formToken(frame)}
    <label class="label" for="check-address">${say(language, 'checkAddress')}</label>
    <div class="select-row"><input id="check-address" name="address" type="text" inputmode="email" required value="${check?.address ?? ''}" autocomplete="off" autocapitalize="none" spellcheck="false">
    <button class="button">${say(language, 'checkRun')}</button></div>
  </form>
  ${
    check &&
    html`<div role="status"><h3>${say(language, 'checkedFor', check.address)}</h3>
  <ol class="events lines">${check.steps.map((step) => stepItem(frame, view, step))}</ol></div>`
  }
</section>`;
}

const LOOKS = {
  true: { tone: 'tone-ok', icon: ICONS.check, key: 'step_passed' },
  false: { tone: 'tone-bad', icon: ICONS.broken, key: 'step_failed' },
  null: { tone: 'tone-off', icon: ICONS.off, key: 'step_skipped' },
} as const;

function stepItem(frame: Frame, view: DelegationView, result: StepResult): Markup {
  const { language } = frame;
  const { ok, proves, note, help } = result;
  const { tone, icon, key } = LOOKS[`${ok}`];
  return html`<li class="event step ${tone}">${icon}<div>
      <p>${help ? html`<strong>${help.diagnosis.title[language]}</strong>` : proves[language]}</p>
      ${note && html`<p class="muted">${note[language]}</p>`}
      ${help && helpPanel(frame, view, help)}</div>
      <span class="muted line-number">${say(language, key)}</span></li>`;
}

type Help = NonNullable<StepResult['help']>;

function helpPanel(frame: Frame, { delegation }: DelegationView, help: Help): Markup {
  const { language } = frame;
  const { diagnosis, possibilities } = help;
  return html`<div class="diagnosis">
      ${
        possibilities.length > 0
          ? html`<p>${say(language, 'checkCases')}</p><ol class="points">${possibilities.map((each) => html`<li>${each[language]}</li>`)}</ol>`
          : html`<p>${diagnosis.explanation[language]}</p>`
      }
      ${remedy(aboutDelegation(frame, delegation), diagnosis)}
    </div>`;
}
