import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { backLink } from './back-link.ts';
import { CALLERS_PATH } from './caller-facts.ts';
import { doneBanner } from './done-banner.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { ORGS_PATH, orgAddress, orgLook, orgName, orgStatus } from './org-facts.ts';
import type { OrgItem, OrgsView } from './org-views.ts';
import { page } from './page.ts';
import { timeElement } from './time-element.ts';
import type { Frame } from './views.ts';

/** The Salesforce organizations in which mail becomes cases. */
export function orgsPage(frame: Frame, { orgs, removed }: OrgsView): string {
  const { language } = frame;
  const main = html`${removed && doneBanner(say(language, 'doneOrgRemoved'))}
${backLink(frame)}
<div class="page-head">
  <h1>${say(language, 'salesforce')}</h1>
  <div class="actions">${callersLink(frame)}${orgs.length > 0 && connectOrgButton(frame)}</div>
</div>
<p class="lead">${say(language, 'orgsIntro')}</p>
${
  orgs.length === 0
    ? none(frame)
    : html`<ul class="mailboxes">${orgs.map((each) => item(frame, each))}</ul>`
}`;
  return page(frame, { title: say(language, 'salesforce'), main, width: 'wide' });
}

const callersLink = (frame: Frame): Markup =>
  html`<a class="button quiet" href="${addressOf(frame, CALLERS_PATH)}">${ICONS.key}${say(frame.language, 'callers')}</a>`;

const connectOrgButton = (frame: Frame): Markup =>
  html`<a class="button primary" href="${addressOf(frame, `${ORGS_PATH}/new`)}">${ICONS.plus}${say(frame.language, 'connectOrg')}</a>`;

function none(frame: Frame): Markup {
  const { language } = frame;
  return html`<section class="card empty"><div class="empty-inner">
  <span class="empty-mark">${ICONS.cloud}</span>
  <h2>${say(language, 'noOrg')}</h2>
  <ol class="steps">
    <li>${say(language, 'orgStepApp')}</li>
    <li>${say(language, 'orgStepConnect')}</li>
    <li>${say(language, 'orgStepMail')}</li>
  </ol>
  ${connectOrgButton(frame)}
</div></section>`;
}

function item(frame: Frame, { org, pause, mailboxes }: OrgItem): Markup {
  const { language } = frame;
  const look = orgLook(org, pause);
  return html`<li class="card mailbox ${look.tone}">
  <div class="mailbox-head"><div class="mailbox-name">
    <h2 class="mailbox-address"><a href="${orgAddress(frame, org.id)}">${orgName(org)}</a></h2>
    <p class="mailbox-may">${say(language, `orgMethod_${org.method}`)}</p>
  </div>${orgStatus(language, look)}</div>
  ${pause && html`<p>${pause.diagnosis.title[language]} <span class="muted">· ${say(language, 'failingSince')} ${timeElement(frame, pause.since)}</span></p>`}
  <dl class="facts">
    <div><dt>${say(language, 'orgMailboxes')}</dt><dd>${say(language, 'orgMailboxCount', mailboxes)}</dd></div>
    <div><dt>${say(language, 'lastCheck')}</dt><dd>${org.readiness ? timeElement(frame, org.readiness.at) : say(language, 'neverChecked')}</dd></div>
    ${!org.isFromSettings && html`<div><dt>${say(language, 'orgAdded')}</dt><dd>${timeElement(frame, org.addedAt)}</dd></div>`}
  </dl>
</li>`;
}
