import { html } from 'hono/html';
import { nameOfValue } from '../diagnosis/index.ts';
import type { Delegation, DelegationKey } from '../tokens/index.ts';
import { addressOf } from './address.ts';
import type { DelegationUse, Uses } from './delegation-views.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { timeElement } from './time-element.ts';
import type { Frame, Language } from './views.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Google advises to replace keys at least this often ("Best practices for managing service account keys"). */
const OLD_AFTER_DAYS = 90;

/** The path of a delegation's page, or of a form on it. */
export function delegationAddress(
  frame: Frame,
  id: string,
  action?: 'keys' | 'mailboxes' | 'remove' | 'check',
): string {
  const page = addressOf(frame, `/setup-page/service-accounts/${encodeURIComponent(id)}`);
  return action ? `${page}/${action}` : page;
}

export const usesText = (language: Language, { mailboxes, atLeast }: Uses): string =>
  atLeast ? say(language, 'usesAtLeast', mailboxes) : say(language, 'usesCount', mailboxes);

/** Which domains, what it may do, how it signs, and how many mailboxes use it. */
export function delegationFacts(frame: Frame, { delegation, uses }: DelegationUse): Markup {
  const { language } = frame;
  const { domains, clientId, keys } = delegation;
  return html`<dl class="facts">
    <div><dt>${say(language, 'delegationDomains')}</dt><dd>${domains.join(', ')}</dd></div>
    <div><dt>${nameOfValue('service_account_id')[language]}</dt><dd>${clientId ?? html`<span class="muted">${say(language, 'notKnown')}</span>`}</dd></div>
    <div><dt>${say(language, 'signsWith')}</dt><dd>${keys.length === 0 ? say(language, 'signsKeyless') : say(language, 'signsWithKeys', keys.length)}</dd></div>
    <div><dt>${say(language, 'mailboxes')}</dt><dd>${usesText(language, uses)}</dd></div>
    <div><dt>${say(language, 'delegationAdded')}</dt><dd>${timeElement(frame, delegation.createdAt)}</dd></div>
  </dl>`;
}

const KEY_FORMAT_NAMES = { json: 'JSON', p12: 'P12', pem: 'PEM' } as const;

/** The keys of a delegation, the one that signs first. */
export function keyList(frame: Frame, delegation: Delegation, remove: RemoveKey): Markup {
  return html`<ul class="links keys">${delegation.keys.map((key, place) => keyItem(frame, { key, place }, remove))}</ul>`;
}

type RemoveKey = (key: DelegationKey) => Markup | null;

function keyItem(
  frame: Frame,
  { key, place }: { readonly key: DelegationKey; readonly place: number },
  remove: RemoveKey,
): Markup {
  const { language, now } = frame;
  const { format, keyId, fingerprint, madeAt, addedAt, addedBy } = key;
  const days = Math.floor((now.getTime() - (madeAt ?? addedAt).getTime()) / DAY_MS);
  const short = fingerprint.slice(0, 16).replaceAll(/(.{4})(?=.)/g, '$1 ');
  return html`<li class="pending-link">
    <div>
      <p><span class="tag">${KEY_FORMAT_NAMES[format]}</span> ${keyId === null ? html`<span class="muted">${say(language, 'keyIdUnknown')}</span>` : html`<code>${keyId}</code>`} ${place === 0 && html`<strong>· ${say(language, 'keySigns')}</strong>`}</p>
      <details class="fingerprint"><summary title="${fingerprint}">${say(language, 'keyFingerprint')} <code>${short}…</code></summary><code>${fingerprint}</code></details>
      <p class="muted">${say(language, madeAt ? 'keyMadeDaysAgo' : 'keyAddedDaysAgo', Math.max(0, days))} · ${say(language, 'byWhom', addedBy)} · ${timeElement(frame, addedAt)}</p>
      ${days > OLD_AFTER_DAYS && html`<p class="muted">${say(language, 'keyOld')}</p>`}
    </div>
    ${remove(key)}
  </li>`;
}
