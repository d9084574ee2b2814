import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { copyable } from './copyable.ts';
import { formToken } from './form-token.ts';
import { loginFields, loginRefusal } from './login-fields.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { ORGS_PATH, orgsLink } from './org-facts.ts';
import type { NewOrgView } from './org-views.ts';
import { newTabLink } from './outside-anchor.ts';
import { page } from './page.ts';
import type { Frame } from './views.ts';

/** What an administrator of Salesforce does first, and the form that connects the organization. */
export function newOrgPage(frame: Frame, view: NewOrgView): string {
  const { language } = frame;
  const { myDomain, form, refused, emulatedSetup } = view;
  const main = html`${orgsLink(frame)}
<h1>${say(language, 'connectOrg')}</h1>
${refused && loginRefusal(frame, refused)}
${preparation(frame, emulatedSetup)}
<form class="card form org-form" method="post" enctype="multipart/form-data" action="${addressOf(frame, ORGS_PATH)}">
  ${formToken(frame)}
  <div class="field">
    <label for="my_domain">${say(language, 'myDomain')}</label>
    <input id="my_domain" name="my_domain" type="text" inputmode="url" required value="${myDomain}" placeholder="https://example.my.salesforce.com" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="my-domain-hint">
    <p class="muted small" id="my-domain-hint">${say(language, 'myDomainHint')}</p>
  </div>
  ${loginFields(frame, form)}
  <div class="actions"><button class="button primary" name="do" value="connect">${say(language, 'connectOrg')}</button></div>
</form>`;
  return page(frame, { title: say(language, 'connectOrg'), main, width: 'narrow' });
}

/** The emulated organization is set up already; its page shows the values. */
function preparation(frame: Frame, emulatedSetup: string | null): Markup {
  const { language } = frame;
  if (emulatedSetup !== null) {
    return html`<p>${newTabLink(language, emulatedSetup, say(language, 'openEmulatedSetup'))}</p>`;
  }
  return html`<section class="card">
  <h2>${say(language, 'inSalesforce')}</h2>
  <p class="muted">${say(language, 'inSalesforceWho')}</p>
  <ol class="steps">
    <li>${say(language, 'setUpUser')}</li>
    <li>${say(language, 'setUpPermissions')}</li>
    <li>${say(language, 'setUpApp')}${copyable(language, say(language, 'callbackUrl'), `${frame.baseUrl}/oauth-callback`)}</li>
    <li>${say(language, 'setUpSecret')}</li>
    <li>${say(language, 'setUpCertificate')}</li>
  </ol>
</section>`;
}
