import { html } from 'hono/html';
import { FILING_MODES, type FilingMode } from '../mail/model/intake.ts';
import { connectionAddress } from './address.ts';
import { backLinkTo } from './back-link.ts';
import { diagnosisPanel } from './diagnosis-panel.ts';
import { formToken } from './form-token.ts';
import { mailAddress } from './mail-section.ts';
import type { MailForm, MailSettingsView, Readable } from './mail-views.ts';
import type { Markup } from './markup.ts';
import { type FixedKey, say } from './messages.ts';
import { orgName } from './org-facts.ts';
import { page } from './page.ts';
import { policyFields } from './policy-fields.ts';
import { refusalPanel } from './refusal-panel.ts';
import type { Frame, Language } from './views.ts';

/** Turns a mailbox's mail into cases, or changes how. The choices are those of Gmail and of the organization. */
export function mailSettingsPage(frame: Frame, view: MailSettingsView): string {
  const { language } = frame;
  const { connectionId, address, refused, labels, choices } = view;
  const title = say(language, 'mailSettingsOf', address);
  const main = html`${backLinkTo(frame, `/setup-page/connections/${encodeURIComponent(connectionId)}`, address)}
<h1>${title}</h1>
${refused && refusalPanel(frame, refused)}
${orgForm(frame, view)}
${unread(frame, labels, 'labelsUnread')}
${unread(frame, choices, 'choicesUnread')}
${labels.kind === 'read' && choices.kind === 'read' && settings(frame, view, { labels: labels.value, choices: choices.value })}`;
  return page(frame, { title, main, width: 'narrow' });
}

/** What was asked and could not be read: without it there is nothing to choose from. */
function unread(frame: Frame, asked: Readable<unknown>, key: FixedKey): Markup | null {
  if (asked.kind === 'read') return null;
  return html`<section class="card" role="alert"><p><strong>${say(frame.language, key)}</strong></p>
  ${diagnosisPanel(frame, asked.diagnosis, { heading: 2 })}</section>`;
}

/** Chooses one of several organizations. It reloads the page, because each organization has other values to choose from. */
function orgForm(frame: Frame, { orgs, orgId, connectionId }: MailSettingsView): Markup | null {
  if (orgs.length < 2) return null;
  const { language } = frame;
  return html`<form class="card" action="${mailAddress(frame, connectionId)}">
  <label class="label" for="org">${say(language, 'mailOrg')}</label>
  <div class="select-row"><select id="org" name="org">${orgs.map((org) => option(org.id, orgName(org), orgId))}</select>
  <button class="button">${say(language, 'chooseOrg')}</button></div>
</form>`;
}

const option = (value: string, text: string, chosen: string): Markup =>
  html`<option value="${value}"${value === chosen && html` selected`}>${text}</option>`;

type Choices = {
  readonly labels: Extract<MailSettingsView['labels'], { kind: 'read' }>['value'];
  readonly choices: Extract<MailSettingsView['choices'], { kind: 'read' }>['value'];
};

function settings(frame: Frame, view: MailSettingsView, { labels, choices }: Choices): Markup {
  const { language } = frame;
  const { connectionId, orgId, orgs, form, isOn, refused } = view;
  const org = orgs.find(({ id }) => id === orgId);
  const byValue = (each: { readonly value: string; readonly label: string }): readonly string[] => [
    each.value,
    each.label,
  ];
  return html`<form class="card form mail-form" method="post" action="${mailAddress(frame, connectionId)}">
  ${formToken(frame)}
  <input type="hidden" name="org" value="${orgId}">
  ${org && html`<p>${say(language, 'mailOrg')}: <strong>${orgName(org)}</strong></p>`}
  <div class="field">
    <label for="label">${say(language, 'mailLabel')}</label>
    <select id="label" name="label" aria-describedby="label-hint">${labels.map(({ id, name }) => option(id, id === 'INBOX' ? say(language, 'inbox') : name, form.labelId))}</select>
    <p class="muted small" id="label-hint">${say(language, 'mailLabelHint')}</p>
  </div>
  ${picked(language, { name: 'origin', key: 'caseOrigin', chosen: form.origin }, choices.origins.map(byValue))}
  ${picked(language, { name: 'priority', key: 'casePriority', chosen: form.priority }, choices.priorities.map(byValue))}
  ${
    choices.recordTypes.length > 0 &&
    picked(
      language,
      { name: 'record_type', key: 'caseRecordType', chosen: form.recordTypeId },
      choices.recordTypes.map(({ id, name }) => [id, name]),
    )
  }
  ${ownerField(language, form, choices)}
  ${!isOn && startChoice(language, view)}
  ${modeChoice(language, form)}
  ${policyFields(language, form, ofPolicies(refused))}
  <div class="actions"><button class="button primary">${say(language, isOn ? 'saveChanges' : 'turnMailOnConfirm')}</button>${isOn && rehearsalButton(frame, connectionId)}<a class="button" href="${connectionAddress(frame, connectionId)}">${say(language, 'cancel')}</a></div>
</form>`;
}

const rehearsalButton = (frame: Frame, connectionId: string): Markup =>
  html`<button class="button" formaction="${mailAddress(frame, connectionId, 'rehearse')}">${say(frame.language, 'showRehearsal')}</button>`;

const ofPolicies = (refused: MailSettingsView['refused']): boolean =>
  refused?.code.startsWith('blocked_senders_') === true;

type Field = { readonly name: string; readonly key: FixedKey; readonly chosen: string };

/** A value that the organization may also choose itself. */
const picked = (
  language: Language,
  { name, key, chosen }: Field,
  values: readonly (readonly string[])[],
): Markup =>
  html`<div class="field">
    <label for="${name}">${say(language, key)}</label>
    <select id="${name}" name="${name}">${option('', say(language, 'orgDefault'), chosen)}${values.map(([value = '', text = '']) => option(value, text, chosen))}</select>
  </div>`;

function ownerField(
  language: Language,
  { owner }: MailForm,
  { queues }: Choices['choices'],
): Markup {
  const chosen = owner.kind === 'owner' ? owner.id : owner.kind;
  return html`<div class="field">
    <label for="owner">${say(language, 'caseOwner')}</label>
    <select id="owner" name="owner">
      ${option('assignment_rules', say(language, 'owner_assignment_rules'), chosen)}
      ${option('default', say(language, 'owner_default'), chosen)}
      ${queues.map(({ id, name }) => option(id, say(language, 'ownerQueue', name), chosen))}
    </select>
  </div>`;
}

function modeChoice(language: Language, { mode }: MailForm): Markup {
  const card = (each: FilingMode): Markup =>
    html`<div class="choice-card">
      <input type="radio" name="mode" value="${each}" id="mode-${each}" required aria-describedby="mode-${each}-means"${each === mode && html` checked`}>
      <label for="mode-${each}"><span class="choice-name">${say(language, `mode_${each}`)}</span></label>
      <div id="mode-${each}-means"><p>${say(language, `mode_${each}_means`)}</p></div>
    </div>`;
  return html`<fieldset class="choice">
    <legend>${say(language, 'modeLegend')}</legend>
    <div class="choice-cards">${FILING_MODES.map(card)}</div>
  </fieldset>`;
}

const isoDay = (at: Date): string => at.toISOString().slice(0, 10);

function startChoice(language: Language, { form, earliest }: MailSettingsView): Markup {
  const card = (choice: 'now' | 'date', chosen: boolean, more: Markup | null): Markup =>
    html`<div class="choice-card">
      <input type="radio" name="start" value="${choice}" id="start-${choice}" required aria-describedby="start-${choice}-means"${chosen && html` checked`}>
      <label for="start-${choice}"><span class="choice-name">${say(language, `start_${choice}`)}</span></label>
      <div id="start-${choice}-means"><p>${say(language, `start_${choice}_means`)}</p></div>${more}
    </div>`;
  const date = html`<div class="start-date"><label for="since">${say(language, 'startDate')}</label>
      <input id="since" name="since" type="date" min="${isoDay(earliest)}" value="${form.startDate ?? isoDay(earliest)}"></div>`;
  return html`<fieldset class="choice">
    <legend>${say(language, 'startLegend')}</legend>
    <div class="choice-cards">${card('now', form.startDate === null, null)}${card('date', form.startDate !== null, date)}</div>
  </fieldset>`;
}
