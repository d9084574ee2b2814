import { html } from 'hono/html';
import { PROOFS, type Proof } from '../salesforce/webhook/callers/index.ts';
import { addressOf } from './address.ts';
import {
  CALLERS_PATH,
  callerAddress,
  lastUse,
  nameField,
  permissionFields,
} from './caller-facts.ts';
import type { CallerForm, CallerItem, CallersView } from './caller-views.ts';
import { doneBanner } from './done-banner.ts';
import { formToken } from './form-token.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { orgsLink } from './org-facts.ts';
import { outboundFields, outboundProblems } from './outbound-fields.ts';
import { page } from './page.ts';
import { refusalPanel } from './refusal-panel.ts';
import type { Frame, Language } from './views.ts';

/** Who may call the connector from Salesforce, and the form that adds one. */
export function callersPage(frame: Frame, view: CallersView): string {
  const { language } = frame;
  const { items, refused, hasSettings, removed } = view;
  const main = html`${removed && doneBanner(say(language, 'doneCallerRemoved'))}
${orgsLink(frame)}
<h1>${say(language, 'callers')}</h1>
${refused && refusalPanel(frame, refused)}
${outboundProblems(language, view.outbound)}
<p class="lead">${say(language, 'callersIntro')}</p>
${items.length > 0 && html`<ul class="mailboxes">${items.map((each) => item(frame, each))}</ul>`}
${hasSettings && html`<p class="note tone-info">${ICONS.key}<span>${say(language, 'callersOfSettings')}</span></p>`}
${addForm(frame, view)}`;
  return page(frame, { title: say(language, 'callers'), main, width: 'wide' });
}

function item(frame: Frame, { caller, use }: CallerItem): Markup {
  const { language } = frame;
  const may = caller.permissions.map((each) => say(language, `permission_${each}`));
  const none = say(language, 'callerMayNothing');
  return html`<li class="card mailbox tone-ok">
  <div class="mailbox-head"><div class="mailbox-name">
    <h2 class="mailbox-address"><a href="${callerAddress(frame, caller.id)}">${caller.name}</a></h2>
    <p class="mailbox-may">${say(language, `proof_${caller.proof}`)}</p>
  </div></div>
  <dl class="facts">
    <div><dt>${say(language, 'callerMay')}</dt><dd>${may.length === 0 ? none : may.join(language === 'ja' ? '、' : ', ')}</dd></div>
    <div><dt>${say(language, 'callerLastCall')}</dt><dd>${lastUse(frame, use)}</dd></div>
  </dl>
</li>`;
}

/** Open while there is nothing else to do on the page. */
function addForm(frame: Frame, { items, form, refused, outbound }: CallersView): Markup {
  const { language } = frame;
  const isOpen = items.length === 0 || refused !== null || outbound.problems.length > 0;
  return html`<section class="card">
  <details${isOpen && html` open`}>
    <summary>${say(language, 'addCaller')}</summary>
    <form class="form inner caller-form" method="post" action="${addressOf(frame, CALLERS_PATH)}">
      ${formToken(frame)}
      ${nameField(language, form.name)}
      ${proofFields(language, form)}
      ${outboundFields(language, outbound)}
      ${permissionFields(language, form.permissions)}
      <div class="actions"><button class="button primary">${say(language, 'addCaller')}</button></div>
    </form>
  </details>
</section>`;
}

const proofFields = (language: Language, { proof }: CallerForm): Markup =>
  html`<fieldset class="choice">
        <legend>${say(language, 'callerProof')}</legend>
        <div class="choice-cards">${PROOFS.map((each) => proofCard(language, each, each === proof))}</div>
      </fieldset>`;

function proofCard(language: Language, proof: Proof, chosen: boolean): Markup {
  const id = `proof-${proof}`;
  return html`<div class="choice-card">
      <input type="radio" name="proof" value="${proof}" id="${id}" required aria-describedby="${id}-means"${chosen && html` checked`}>
      <label for="${id}"><span class="choice-name">${say(language, `proof_${proof}`)}</span></label>
      <div id="${id}-means"><p>${say(language, `proof_${proof}_means`)}</p></div>
    </div>`;
}
