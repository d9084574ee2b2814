import { html } from 'hono/html';
import { diagnose } from '../diagnosis/index.ts';
import type { Org, Readiness } from '../salesforce/api/index.ts';
import { diagnosisPanel, remedy } from './diagnosis-panel.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { type FixedKey, say } from './messages.ts';
import type { MessageAbout } from './ready-message.ts';
import { readyMessageSection } from './ready-message-section.ts';
import { timeElement } from './time-element.ts';
import type { Frame } from './views.ts';

type Step = Readiness['steps'][number];

const LOOKS = {
  passed: { tone: 'tone-ok', icon: ICONS.check, key: 'step_passed' },
  failed: { tone: 'tone-bad', icon: ICONS.broken, key: 'step_failed' },
  limited: { tone: 'tone-warn', icon: ICONS.warning, key: 'step_limited' },
  skipped: { tone: 'tone-off', icon: ICONS.off, key: 'step_skipped' },
} as const;

/** What an organization lacks and mail is filed without. */
const LIMITS: Partial<Record<Step['step'], FixedKey>> = {
  unique_key: 'limit_unique_key',
  files: 'limit_files',
  apex: 'limit_apex',
};

/** What the last check of an organization proved, step by step; where it failed, who acts. */
export function readinessSection(frame: Frame, { readiness, myDomain }: Org): Markup {
  const { language } = frame;
  const about = { label: 'messageOrg', value: myDomain } as const;
  return html`<section class="card">
  <div class="checks-head"><h2>${say(language, 'readiness')}</h2>${readiness && html`<p class="muted">${say(language, 'lastCheck')} ${timeElement(frame, readiness.at)}</p>`}</div>
  ${
    readiness
      ? html`<p class="muted">${say(language, 'readinessMeans')}</p>
  <ol class="events lines">${readiness.steps.map((step) => item(frame, step, about))}</ol>`
      : html`<p>${say(language, 'readinessNever')}</p>`
  }
</section>`;
}

function item(frame: Frame, found: Step, about: MessageAbout): Markup {
  const { language } = frame;
  const { tone, icon, key } = LOOKS[found.result];
  return html`<li class="event step ${tone}">${icon}<div>
      <p>${say(language, `readiness_${found.step}`)}</p>
      ${found.facts.length > 0 && html`<p class="muted">${found.facts.join(', ')}</p>`}
      ${consequence(frame, found, about)}</div>
      <span class="muted line-number">${say(language, key)}</span></li>`;
}

/** A step without which mail waits has its diagnosis; one that merely limits says what is lost, and then how to mend it. */
function consequence(
  frame: Frame,
  { step, result, failure }: Step,
  about: MessageAbout,
): Markup | null {
  if (!failure) return null;
  const diagnosis = diagnose(failure);
  const limit = result === 'limited' ? LIMITS[step] : undefined;
  const message = readyMessageSection(frame, diagnosis, about);
  if (!limit) return html`${diagnosisPanel(frame, diagnosis, { heading: 3 })}${message}`;
  const { language } = frame;
  return html`<p>${say(language, limit)}</p>
      <details class="small"><summary>${say(language, 'whatToDo')}</summary><div class="diagnosis">${remedy(frame, diagnosis)}${message}</div></details>`;
}
