import { html } from 'hono/html';
import { connectionAddress } from './address.ts';
import { diagnosisPanel } from './diagnosis-panel.ts';
import { doneBanner } from './done-banner.ts';
import { formToken } from './form-token.ts';
import { ICONS } from './icons.ts';
import {
  certificateDownload,
  certificateFacts,
  loginFields,
  loginRefusal,
} from './login-fields.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { orgAddress, orgLook, orgName, orgStatus, orgsLink } from './org-facts.ts';
import type { LoginForm, OrgView } from './org-views.ts';
import { newTabLink } from './outside-anchor.ts';
import { page } from './page.ts';
import { readinessSection } from './readiness-section.ts';
import { timeElement } from './time-element.ts';
import type { Frame } from './views.ts';

/** The page of one organization: what it is ready for, who files there, how the connector logs in, and its removal. */
export function orgPage(shell: Frame, view: OrgView): string {
  const { org, pause, done, refused, emulatedSetup } = view;
  const { language } = shell;
  // The emulated organization has no Setup with Salesforce's paths.
  const frame = emulatedSetup === null ? { ...shell, myDomain: org.myDomain } : shell;
  const look = orgLook(org, pause);
  const main = html`${done && doneBanner(say(language, `doneOrg_${done}`))}
${orgsLink(frame)}
<div class="page-head">
  <div class="subject-head"><h1 class="mailbox-title">${orgName(org)}</h1><p class="muted">${say(language, 'orgMethod')}: ${say(language, `orgMethod_${org.method}`)}</p></div>
  <div class="${look.tone}">${orgStatus(language, look)}</div>
</div>
${refused && loginRefusal(frame, refused.why)}
${pausePanel(frame, view)}
<section class="card">
  ${facts(frame, view)}
  <div class="actions">
    <form method="post" action="${orgAddress(frame, org.id, 'check')}">${formToken(frame)}<button class="button">${say(language, 'checkNow')}</button></form>
    ${newTabLink(language, emulatedSetup ?? org.myDomain, say(language, 'openSalesforce'))}
  </div>
</section>
${readinessSection(frame, org)}
${mailboxes(frame, view)}
${certificate(frame, view)}
${org.isFromSettings ? html`<p class="note tone-info">${ICONS.key}<span>${say(language, 'orgFromSettings')}</span></p>` : html`${change(frame, view)}${removal(frame, view)}`}`;
  return page(frame, { title: orgName(org), main, width: 'wide' });
}

function pausePanel(frame: Frame, { pause }: OrgView): Markup | null {
  if (!pause) return null;
  const { language } = frame;
  const since = html`<div><dt>${say(language, 'failingSince')}</dt><dd>${timeElement(frame, pause.since)}</dd></div>`;
  return html`<div class="notice tone-bad" role="alert">${ICONS.broken}<div class="notice-text"><p><strong>${say(language, 'orgPauseTitle')}</strong></p>
  ${diagnosisPanel(frame, pause.diagnosis, { heading: 2, since })}</div></div>`;
}

function facts(frame: Frame, { org, budget }: OrgView): Markup {
  const { language } = frame;
  return html`<dl class="facts">
    <div><dt>${say(language, 'myDomain')}</dt><dd>${org.myDomain}</dd></div>
    ${org.organizationId && html`<div><dt>${say(language, 'orgId')}</dt><dd><code>${org.organizationId}</code></dd></div>`}
    <div><dt>${say(language, 'consumerKey')}</dt><dd><code>${org.clientId}</code></dd></div>
    ${org.username && html`<div><dt>${say(language, 'orgUsername')}</dt><dd>${org.username}</dd></div>`}
    ${budget && html`<div><dt>${say(language, 'apiRequests')}</dt><dd>${say(language, 'ofLimit', budget.used, budget.limit)}</dd></div>`}
    ${!org.isFromSettings && html`<div><dt>${say(language, 'orgAdded')}</dt><dd>${timeElement(frame, org.addedAt)}</dd></div><div><dt>${say(language, 'orgAddedBy')}</dt><dd>${org.addedBy}</dd></div>`}
  </dl>`;
}

function mailboxes(frame: Frame, { mailboxes: filing }: OrgView): Markup {
  const { language } = frame;
  return html`<section class="card">
  <h2>${say(language, 'orgMailboxes')}</h2>
  ${
    filing.length === 0
      ? html`<p class="muted">${say(language, 'orgNoMailbox')}</p>`
      : html`<ul class="points">${filing.map(({ connectionId, address }) => html`<li><a class="text-link" href="${connectionAddress(frame, connectionId)}">${address}</a></li>`)}</ul>`
  }
</section>`;
}

function certificate({ language }: Frame, { org: { certificate: own } }: OrgView): Markup | null {
  if (!own) return null;
  return html`<section class="card">
  <h2>${say(language, 'certificate')}</h2>
  <p class="muted">${say(language, 'certificateMeans')}</p>
  ${certificateFacts(language, own)}
  <div class="actions">${certificateDownload(language, own)}</div>
</section>`;
}

/** The form as the organization is stored: what it uses now is chosen, without its secret. */
const storedForm = ({ org }: OrgView): LoginForm => ({
  choice: org.method === 'client_credentials' ? 'secret' : 'made',
  clientId: org.clientId,
  username: org.username ?? '',
  made: null,
});

function change(frame: Frame, view: OrgView): Markup {
  const { language } = frame;
  const isOpen = view.form !== null || view.refused?.action === 'change';
  return html`<section class="card">
  <details${isOpen && html` open`}>
    <summary>${say(language, 'changeLogin')}</summary>
    <form class="form inner org-form" method="post" enctype="multipart/form-data" action="${orgAddress(frame, view.org.id)}">
      ${formToken(frame)}
      <p class="muted">${say(language, 'changeLoginMeans')}</p>
      ${loginFields(frame, view.form ?? storedForm(view))}
      <div class="actions"><button class="button primary" name="do" value="save">${say(language, 'saveChanges')}</button></div>
    </form>
  </details>
</section>`;
}

function removal(frame: Frame, { org, mailboxes: filing, refused }: OrgView): Markup {
  const { language } = frame;
  return html`<section class="card">
  <details${refused?.action === 'remove' && html` open`}>
    <summary>${say(language, 'removeOrg')}</summary>
    <form class="form inner" method="post" action="${orgAddress(frame, org.id, 'remove')}">
      ${formToken(frame)}
      <p>${say(language, filing.length > 0 ? 'removeOrgInUse' : 'removeOrgMeans')}</p>
      <div class="actions"><button class="button danger">${say(language, 'removeOrgConfirm')}</button></div>
    </form>
  </details>
</section>`;
}
