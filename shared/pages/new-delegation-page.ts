import { html } from 'hono/html';
import { nameOfValue } from '../diagnosis/index.ts';
import { addressOf } from './address.ts';
import { serviceAccountsLink } from './back-link.ts';
import type { NewDelegationView, SigningChoice } from './delegation-views.ts';
import { formToken } from './form-token.ts';
import { keyFields } from './key-fields.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import { profileChoice } from './profile-choice.ts';
import { refusalPanel } from './refusal-panel.ts';
import type { Frame, Language } from './views.ts';

/** The form that adds a service account: its key or none, its domains, and what it may do. */
export function newDelegationPage(frame: Frame, { form, refused }: NewDelegationView): string {
  const { language } = frame;
  const main = html`${serviceAccountsLink(frame)}
<h1>${say(language, 'addServiceAccount')}</h1>
${refused && refusalPanel(frame, refused)}
<form class="card form" method="post" enctype="multipart/form-data" action="${addressOf(frame, '/setup-page/service-accounts')}">
  ${formToken(frame)}
  <fieldset class="choice">
    <legend>${say(language, 'signingLegend')}</legend>
    <div class="choice-cards">${SIGNING.map((choice) => signingCard(language, choice, choice === form.signing))}</div>
  </fieldset>
  ${keyFields(language, { certificateSubject: form.certificateSubject, refused })}
  <div class="field">
    <label for="service_account">${say(language, 'serviceAccountField')}</label>
    <input id="service_account" name="service_account" type="text" inputmode="email" value="${form.serviceAccount}" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="service-account-hint">
    <p class="muted small" id="service-account-hint">${say(language, 'serviceAccountHint')}</p>
  </div>
  ${domainFields(language, form)}
  ${profileChoice(language, { profile: form.profile, invalid: null })}
  <p class="muted small">${say(language, 'profileLasts')}</p>
  <div class="actions"><button class="button primary">${say(language, 'addServiceAccount')}</button></div>
</form>`;
  return page(frame, { title: say(language, 'addServiceAccount'), main, width: 'narrow' });
}

const SIGNING: readonly SigningChoice[] = ['key', 'keyless'];

function signingCard(language: Language, choice: SigningChoice, chosen: boolean): Markup {
  const id = `signing-${choice}`;
  return html`<div class="choice-card">
      <input type="radio" name="signing" value="${choice}" id="${id}" required aria-describedby="${id}-means"${chosen && html` checked`}>
      <label for="${id}"><span class="choice-name">${say(language, `signing_${choice}`)}</span></label>
      <div id="${id}-means"><p>${say(language, `signing_${choice}_means`)}</p></div>
    </div>`;
}

type Entered = { readonly clientId: string; readonly domains: string };

/** The two fields that can also be changed later. */
export const domainFields = (language: Language, { clientId, domains }: Entered): Markup =>
  html`<div class="field">
    <label for="client_id">${nameOfValue('service_account_id')[language]}</label>
    <input id="client_id" name="client_id" type="text" inputmode="numeric" value="${clientId}" autocomplete="off" spellcheck="false" aria-describedby="client-id-hint">
    <p class="muted small" id="client-id-hint">${say(language, 'clientIdHint')}</p>
  </div>
  <div class="field">
    <label for="domains">${say(language, 'delegationDomains')}</label>
    <textarea id="domains" name="domains" rows="2" class="low" required autocapitalize="none" spellcheck="false" aria-describedby="domains-hint">${domains}</textarea>
    <p class="muted small" id="domains-hint">${say(language, 'domainsHint')}</p>
  </div>`;
