import { html } from 'hono/html';
import { PROFILES } from '../tokens/index.ts';
import { addressOf } from './address.ts';
import { copyableScopes, knownValue } from './connector-values.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { type FixedKey, say } from './messages.ts';
import type { Frame, Language } from './views.ts';

/** What Google asks for each class of scopes, and the scopes to copy: beside the choice of what the connector may do. */
export const scopeGuidance = (language: Language): Markup =>
  html`<details class="small">
      <summary>${say(language, 'classesMeaning')}</summary>
      <dl class="guidance">${(['open', 'sensitive', 'restricted'] as const).map(
        (each) =>
          html`<div><dt><span class="tag class_${each}">${say(language, `class_${each}`)}</span></dt><dd>${say(language, `class_${each}_asks`)}</dd></div>`,
      )}</dl>
      <p class="muted">${say(language, 'classesOfInternal')}</p>
    </details>
    <details class="small">
      <summary>${say(language, 'scopesToCopy')}</summary>
      <div class="console-values">${PROFILES.map((profile) => copyableScopes(language, profile))}</div>
    </details>`;

/** What differs between personal accounts and those of a Workspace: beside the mailbox. */
export const accountGuidance = (language: Language): Markup =>
  answer(language, 'accountKinds', 'accountKindsAnswer');

/** What stops most first attempts, answered before it does. */
export function connectGuidance(frame: Frame): Markup {
  const { language } = frame;
  return html`<section class="card guidance-card">
  <h2>${say(language, 'beforeConsent')}</h2>
  ${answer(language, 'audienceKinds', 'audienceKindsAnswer')}
  ${answer(language, 'testingWeek', 'testingWeekAnswer')}
  ${answer(language, 'trustedApp', 'trustedAppAnswer', knownValue(frame, 'client_id'))}
  ${answer(
    language,
    'methodKinds',
    'methodKindsAnswer',
    html`<p><a class="text-link" href="${addressOf(frame, '/setup-page/service-accounts')}">${ICONS.key}${say(language, 'serviceAccounts')}</a></p>`,
  )}
  <p class="muted small">${say(language, 'checklistHint')} <a class="text-link" href="${addressOf(frame, '/setup-page/checklist')}">${say(language, 'checklist')}</a></p>
</section>`;
}

const answer = (
  language: Language,
  question: FixedKey,
  text: FixedKey,
  more: Markup | null = null,
): Markup =>
  html`<details class="small"><summary>${say(language, question)}</summary><p>${say(language, text)}</p>${more}</details>`;
