import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { backLink } from './back-link.ts';
import { delegationAddress, delegationFacts } from './delegation-facts.ts';
import type { DelegationsView, DelegationUse } from './delegation-views.ts';
import { doneBanner } from './done-banner.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { page } from './page.ts';
import type { Frame } from './views.ts';

/** The service accounts that may act for mailboxes. */
export function delegationsPage(frame: Frame, { delegations, removed }: DelegationsView): string {
  const { language } = frame;
  const main = html`${removed && doneBanner(say(language, 'doneDelegationRemoved'))}
${backLink(frame)}
<div class="page-head">
  <h1>${say(language, 'serviceAccounts')}</h1>
  ${delegations.length > 0 && html`<div class="actions">${addButton(frame)}</div>`}
</div>
<p class="lead">${say(language, 'serviceAccountsIntro')}</p>
${
  delegations.length === 0
    ? none(frame)
    : html`<ul class="mailboxes">${delegations.map((each) => item(frame, each))}</ul>`
}`;
  return page(frame, { title: say(language, 'serviceAccounts'), main, width: 'wide' });
}

const addButton = (frame: Frame): Markup =>
  html`<a class="button primary" href="${addressOf(frame, '/setup-page/service-accounts/new')}">${ICONS.plus}${say(frame.language, 'addServiceAccount')}</a>`;

function none(frame: Frame): Markup {
  const { language } = frame;
  return html`<section class="card empty"><div class="empty-inner">
  <span class="empty-mark">${ICONS.key}</span>
  <h2>${say(language, 'noServiceAccount')}</h2>
  <ol class="steps">
    <li>${say(language, 'delegationStepMake')}</li>
    <li>${say(language, 'delegationStepAdd')}</li>
    <li>${say(language, 'delegationStepAllow')}</li>
    <li>${say(language, 'delegationStepMailboxes')}</li>
  </ol>
  ${addButton(frame)}
</div></section>`;
}

function item(frame: Frame, use: DelegationUse): Markup {
  const { language } = frame;
  const { id, serviceAccount, profile } = use.delegation;
  return html`<li class="card mailbox">
  <div class="mailbox-head"><div class="mailbox-name">
    <h2 class="mailbox-address"><a href="${delegationAddress(frame, id)}">${serviceAccount}</a></h2>
    <p class="mailbox-may">${say(language, `may_${profile}`)}</p>
  </div></div>
  <div class="mailbox-foot">
    ${delegationFacts(frame, use)}
    <div class="actions">
      <a class="button" href="${delegationAddress(frame, id, 'mailboxes')}">${ICONS.plus}${say(language, 'addMailboxes')}<span class="visually-hidden">${say(language, 'ofMailbox', serviceAccount)}</span></a>
    </div>
  </div>
</li>`;
}
