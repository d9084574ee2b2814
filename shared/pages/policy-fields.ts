import { html } from 'hono/html';
import {
  DEFAULT_POLICIES,
  POLICY_CHOICES,
  POLICY_NAMES,
  type PolicyChoices,
  type PolicyName,
} from '../mail/model/policies.ts';
import type { MailForm } from './mail-views.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Language } from './views.ts';

type ChoiceKey = {
  [Name in PolicyName]: `policy_${Name}_${PolicyChoices[Name]}`;
}[PolicyName];

type Choice = PolicyChoices[PolicyName];

/** What a choice of a policy does. The key of another policy's choice would not be in the texts. */
const choiceText = (language: Language, name: PolicyName, choice: Choice): string =>
  say(language, `policy_${name}_${choice}` as ChoiceKey);

/**
 * The policies of a mailbox as fields of a form. They are folded away while all are as recommended, because most
 * mailboxes need none of them changed.
 *
 * @param isRefused one of the fields is to be corrected
 */
export function policyFields(language: Language, form: MailForm, isRefused: boolean): Markup {
  const changed = POLICY_NAMES.filter((name) => form.policies[name] !== DEFAULT_POLICIES[name]);
  const count = changed.length + (form.blockedSenders.trim() === '' ? 0 : 1);
  const state =
    count === 0 ? say(language, 'policiesDefault') : say(language, 'policiesChanged', count);
  return html`<details class="policies"${(isRefused || count > 0) && html` open`}>
    <summary><span class="choice-name">${say(language, 'policies')}</span> <span class="tag">${state}</span></summary>
    <p class="muted small">${say(language, 'policiesMean')}</p>
    ${POLICY_NAMES.map((name) => policyField(language, name, form.policies[name]))}
    ${blockedSenders(language, form, isRefused)}
  </details>`;
}

function policyField(language: Language, name: PolicyName, chosen: Choice): Markup {
  const id = `policy_${name}` as const;
  const choices: readonly Choice[] = POLICY_CHOICES[name];
  const option = (choice: Choice): Markup =>
    html`<option value="${choice}"${choice === chosen && html` selected`}>${choiceText(language, name, choice)}</option>`;
  return html`<div class="field">
    <label for="${id}">${say(language, id)}</label>
    <select id="${id}" name="${id}" aria-describedby="${id}-means">${choices.map(option)}</select>
    <p class="muted small" id="${id}-means">${say(language, `${id}_means`)}</p>
  </div>`;
}

const blockedSenders = (
  language: Language,
  { blockedSenders: text }: MailForm,
  isRefused: boolean,
): Markup =>
  html`<div class="field">
    <label for="blocked_senders">${say(language, 'policy_blockedSenders')}</label>
    <textarea class="low" id="blocked_senders" name="blocked_senders" spellcheck="false" autocapitalize="none" aria-describedby="blocked_senders-means"${isRefused && html` aria-invalid="true"`}>${text}</textarea>
    <p class="muted small" id="blocked_senders-means">${say(language, 'policy_blockedSenders_means')}</p>
  </div>`;

/** A policy's value as an event keeps it (`bounces:join`, `blockedSenders:3`), in words. */
export function policyInWords(language: Language, text: string): string {
  const [name = '', value = ''] = text.split(':');
  if (name === 'blockedSenders') return `${say(language, 'policy_blockedSenders')}: ${value}`;
  const known = POLICY_NAMES.find((each) => each === name);
  const choices: readonly Choice[] = known ? POLICY_CHOICES[known] : [];
  const choice = choices.find((each) => each === value);
  if (known === undefined || choice === undefined) return text;
  return `${say(language, `policy_${known}`)}: ${choiceText(language, known, choice)}`;
}
