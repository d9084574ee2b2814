import { html } from 'hono/html';
import { errorEntry, isErrorCode } from '../errors.ts';
import { type CallerUse, NO_RECORD } from '../salesforce/webhook/callers/index.ts';
import { PERMISSIONS, type Permission } from '../salesforce/webhook/permission.ts';
import { addressOf } from './address.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { timeElement } from './time-element.ts';
import type { Frame, Language } from './views.ts';

export const CALLERS_PATH = '/setup-page/callers';

/** The path of a caller's page, or of a form on it. */
export function callerAddress(
  frame: Frame,
  id: string,
  action?: 'secret' | 'secret/end' | 'remove',
): string {
  const page = addressOf(frame, `${CALLERS_PATH}/${encodeURIComponent(id)}`);
  return action ? `${page}/${action}` : page;
}

/** What a caller did last, when, and what came of it. */
export function lastUse(frame: Frame, use: CallerUse | null): Markup {
  const { language } = frame;
  if (!use) return html`${say(language, 'callerNeverCalled')}`;
  const { outcome } = use;
  const answered = say(language, outcome === NO_RECORD ? 'callerWithoutRecord' : 'callerAnswered');
  const result = isErrorCode(outcome) ? errorEntry(outcome)[language] : answered;
  return html`<code>${use.operation}</code> · ${timeElement(frame, use.at)}<br><span class="muted">${result}</span>`;
}

/** What a caller may ask for, as check boxes. */
export function permissionFields(language: Language, chosen: readonly Permission[]): Markup {
  return html`<fieldset class="choice">
    <legend>${say(language, 'callerMay')}</legend>
    <div class="choice-cards">${PERMISSIONS.map((each) => permissionCard(language, each, chosen.includes(each)))}</div>
  </fieldset>`;
}

function permissionCard(language: Language, permission: Permission, checked: boolean): Markup {
  const id = `permission-${permission}`;
  return html`<div class="choice-card">
      <input type="checkbox" name="permission" value="${permission}" id="${id}" aria-describedby="${id}-means"${checked && html` checked`}>
      <label for="${id}"><span class="choice-name">${say(language, `permission_${permission}`)}</span>${permission === 'token' && html`<span class="tag class_restricted">${say(language, 'permissionCareful')}</span>`}</label>
      <div id="${id}-means"><p>${say(language, `permission_${permission}_means`)}</p></div>
    </div>`;
}

/** The field for a caller's name. */
export const nameField = (language: Language, name: string): Markup =>
  html`<div class="field">
    <label for="name">${say(language, 'callerName')}</label>
    <input id="name" name="name" type="text" required maxlength="80" value="${name}" autocomplete="off" aria-describedby="name-hint">
    <p class="muted small" id="name-hint">${say(language, 'callerNameHint')}</p>
  </div>`;
