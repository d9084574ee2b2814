import { html } from 'hono/html';
import type { DelegationKey } from '../tokens/index.ts';
import { adminConsoleValues } from './admin-console.ts';
import { serviceAccountsLink } from './back-link.ts';
import { checkSection } from './delegation-check-section.ts';
import { delegationAddress, delegationFacts, keyList } from './delegation-facts.ts';
import type { DelegationAction, DelegationView } from './delegation-views.ts';
import { doneBanner } from './done-banner.ts';
import { formToken } from './form-token.ts';
import { ICONS } from './icons.ts';
import { keyFields } from './key-fields.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { domainFields } from './new-delegation-page.ts';
import { page } from './page.ts';
import { refusalPanel } from './refusal-panel.ts';
import type { Frame } from './views.ts';

/** The page of one service account: what to enter at Google, its keys, its domains, and its removal. */
export function delegationPage(frame: Frame, view: DelegationView): string {
  const { language } = frame;
  const { delegation, done, refused } = view;
  const { id, serviceAccount, profile } = delegation;
  const main = html`${done && doneBanner(say(language, `doneDelegation_${done}`))}
${serviceAccountsLink(frame)}
<div class="page-head">
  <div class="subject-head"><h1 class="mailbox-title">${serviceAccount}</h1><p class="muted">${say(language, `may_${profile}`)}</p></div>
  <div class="actions"><a class="button primary" href="${delegationAddress(frame, id, 'mailboxes')}">${ICONS.plus}${say(language, 'addMailboxes')}</a></div>
</div>
${refused && refusalPanel(frame, refused.error)}
<section class="card">${delegationFacts(frame, view)}</section>
<section class="card">
  <h2>${say(language, 'adminConsoleTitle')}</h2>
  <p class="muted">${say(language, 'adminConsoleIntro')}</p>
  ${adminConsoleValues(frame, delegation)}
</section>
${checkSection(frame, view)}
<section class="card">
  <h2>${say(language, 'keysTitle')}</h2>
  ${keys(frame, view)}
</section>
${settings(frame, view)}
${removal(frame, view)}`;
  return page(frame, { title: serviceAccount, main, width: 'wide' });
}

/** A form that was refused stays open, so that it can be corrected at once. */
const opened = ({ refused }: DelegationView, action: DelegationAction): Markup | false =>
  refused?.action === action && html` open`;

function keys(frame: Frame, view: DelegationView): Markup {
  const { language } = frame;
  const { delegation } = view;
  const keyless = delegation.keys.length === 0;
  const remove = (key: DelegationKey): Markup | null =>
    delegation.keys.length > 1 ? removeKey(frame, view, key) : null;
  return html`${keyless ? html`<p>${say(language, 'keylessMeans')}</p>` : keyList(frame, delegation, remove)}
  <details${opened(view, 'add_key')}>
    <summary>${say(language, 'addKey')}</summary>
    <form class="form inner" method="post" enctype="multipart/form-data" action="${delegationAddress(frame, delegation.id, 'keys')}">
      ${formToken(frame)}
      <p class="muted">${say(language, keyless ? 'addKeyToKeyless' : 'addKeyMeans')}</p>
      ${keyFields(language, { refused: view.refused?.error ?? null })}
      <div class="actions"><button class="button primary">${say(language, 'addKey')}</button></div>
    </form>
  </details>`;
}

function removeKey(frame: Frame, { delegation }: DelegationView, key: DelegationKey): Markup {
  const { language } = frame;
  const named = html`<span class="visually-hidden">${say(language, 'ofMailbox', key.fingerprint.slice(0, 16))}</span>`;
  return html`<details class="confirm">
      <summary>${say(language, 'removeKey')}${named}</summary>
      <form method="post" action="${delegationAddress(frame, delegation.id, 'keys')}/${key.fingerprint}/remove">
        ${formToken(frame)}
        <p class="muted">${say(language, 'removeKeyMeans')}</p>
        <button class="button danger">${say(language, 'removeKeyConfirm')}${named}</button>
      </form>
    </details>`;
}

function settings(frame: Frame, { delegation, refused }: DelegationView): Markup {
  const { language } = frame;
  const entered = refused?.entered ?? {
    domains: delegation.domains.join('\n'),
    clientId: delegation.clientId ?? '',
  };
  return html`<section class="card">
  <h2>${say(language, 'delegationSettings')}</h2>
  <form class="form inner" method="post" action="${delegationAddress(frame, delegation.id)}">
    ${formToken(frame)}
    ${domainFields(language, entered)}
    <div class="actions"><button class="button">${say(language, 'saveChanges')}</button></div>
  </form>
</section>`;
}

function removal(frame: Frame, view: DelegationView): Markup {
  const { language } = frame;
  const { delegation, uses } = view;
  return html`<section class="card">
  <details${opened(view, 'remove')}>
    <summary>${say(language, 'removeDelegation')}</summary>
    <form class="form inner" method="post" action="${delegationAddress(frame, delegation.id, 'remove')}">
      ${formToken(frame)}
      <p>${say(language, uses.mailboxes > 0 ? 'removeDelegationInUse' : 'removeDelegationMeans')}</p>
      <div class="actions"><button class="button danger">${say(language, 'removeDelegationConfirm')}</button></div>
    </form>
  </details>
</section>`;
}
