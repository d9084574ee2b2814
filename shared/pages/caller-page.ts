import { html } from 'hono/html';
import { nameOfValue } from '../diagnosis/index.ts';
import type { OutboundSetup, Proof } from '../salesforce/webhook/callers/index.ts';
import { fieldsIn } from '../salesforce/webhook/outbound/mapping.ts';
import { backLinkTo } from './back-link.ts';
import {
  CALLERS_PATH,
  callerAddress,
  lastUse,
  nameField,
  permissionFields,
} from './caller-facts.ts';
import type { CallerView } from './caller-views.ts';
import { copyable } from './copyable.ts';
import { doneBanner } from './done-banner.ts';
import { formToken } from './form-token.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import { outboundFields, outboundProblems } from './outbound-fields.ts';
import { page } from './page.ts';
import { refusalPanel } from './refusal-panel.ts';
import { timeElement } from './time-element.ts';
import type { Frame, Language } from './views.ts';

/** The page of one caller: what to enter in Salesforce, what it may do, what it did last, its secrets, its removal. */
export function callerPage(frame: Frame, view: CallerView): string {
  const { language } = frame;
  const { caller, use, done, refused } = view;
  const main = html`${done && doneBanner(say(language, `doneCaller_${done}`))}
${backLinkTo(frame, CALLERS_PATH, say(language, 'callers'))}
<div class="subject-head"><h1 class="mailbox-title">${caller.name}</h1><p class="muted">${say(language, `proof_${caller.proof}`)}</p></div>
${refused && refusalPanel(frame, refused)}
${view.outbound && outboundProblems(language, view.outbound)}
${permissionNote(language, view)}
${secretCard(frame, view)}
${inSalesforce(frame, view)}
<section class="card">
  <dl class="facts">
    <div><dt>${say(language, 'callerLastCall')}</dt><dd>${lastUse(frame, use)}</dd></div>
    <div><dt>${say(language, 'callerAdded')}</dt><dd>${timeElement(frame, caller.addedAt)}</dd></div>
    <div><dt>${say(language, 'callerAddedBy')}</dt><dd>${caller.addedBy}</dd></div>
  </dl>
</section>
${change(frame, view)}
${secrets(frame, view)}
${removal(frame, view)}`;
  return page(frame, { title: caller.name, main, width: 'wide' });
}

function secretCard(frame: Frame, { secret, caller }: CallerView): Markup | null {
  if (secret === null) return null;
  const { language } = frame;
  const isAddress = caller.proof === 'outbound';
  const label = say(language, LABELS[caller.proof]);
  return html`<section class="card">
  <h2>${say(language, 'callerSecretOnce')}</h2>
  <p class="muted">${say(language, 'callerSecretOnceMeans')}</p>
  ${copyable(language, label, isAddress ? endpointUrl(frame, secret) : secret)}
</section>`;
}

/** What is shown once. */
const LABELS = {
  signature: 'callerSecret',
  timestamped: 'callerSecret',
  key: 'callerKey',
  outbound: 'outboundEndpoint',
} as const satisfies Record<Proof, string>;

const endpointUrl = ({ baseUrl }: Frame, key: string): string =>
  `${baseUrl}/salesforce-webhook/outbound/${key}`;

/** The headers of each proof, as a Named Credential has them. SECRET stands for the parameter that holds it. */
const HEADERS: Readonly<Record<Proof, (id: string) => readonly (readonly [string, string])[]>> = {
  signature: (id) => [
    ['X-Connector-Caller', id],
    [
      'X-Connector-Signature',
      "{!HEX(HMAC('SHA-256', $Credential.GmailConnector.Body, BLOB($Credential.GmailConnector.Secret)))}",
    ],
  ],
  timestamped: (id) => [['X-Connector-Caller', id]],
  key: () => [['Authorization', "{!'Bearer ' & $Credential.GmailConnector.Secret}"]],
  outbound: () => [],
};

function inSalesforce(frame: Frame, { caller, secret }: CallerView): Markup {
  const { language, baseUrl } = frame;
  const { id, proof, outbound } = caller;
  if (outbound) return outboundInSalesforce(frame, outbound, secret !== null);
  const url = `${baseUrl}/salesforce-webhook`;
  const command = `npm run org-package -- --url ${url} --caller ${id}`;
  return html`<section class="card">
  <h2>${say(language, 'callerInSalesforce')}</h2>
  <p class="muted">${say(language, `proof_${proof}_steps`)}</p>
  <div class="console-values">
    ${proof === 'signature' && copyable(language, say(language, 'callerPackage'), command)}
    ${copyable(language, nameOfValue('webhook_url')[language], url)}
    ${HEADERS[proof](id).map(([name, value]) => copyable(language, name, value))}
  </div>
</section>`;
}

/** @param isShown the address stands above, with its key */
function outboundInSalesforce(frame: Frame, { mapping }: OutboundSetup, isShown: boolean): Markup {
  const { language } = frame;
  const fields = fieldsIn(mapping);
  const none = say(language, 'outboundNoFields');
  return html`<section class="card">
  <h2>${say(language, 'callerInSalesforce')}</h2>
  <p class="muted">${say(language, 'proof_outbound_steps')}</p>
  <dl class="facts">
    ${!isShown && html`<div><dt>${say(language, 'outboundEndpoint')}</dt><dd><code>${endpointUrl(frame, 'KEY')}</code><br><span class="muted">${say(language, 'outboundEndpointShownOnce')}</span></dd></div>`}
    <div><dt>${say(language, 'outboundFieldsToSend')}</dt><dd>${fields.length === 0 ? none : fields.map((each) => html`<code>${each}</code> `)}</dd></div>
  </dl>
</section>`;
}

/** Each message would be refused, and only the page of Salesforce’s administrator would say so. */
function permissionNote(language: Language, { caller, outbound }: CallerView): Markup | null {
  const asked = outbound?.operations.find(({ name }) => name === caller.outbound?.operation);
  if (!asked || caller.permissions.includes(asked.permission)) return null;
  const permission = say(language, `permission_${asked.permission}`);
  return html`<p class="note tone-warn">${ICONS.warning}<span>${say(language, 'outboundPermissionMissing', asked.name, permission)}</span></p>`;
}

function change(frame: Frame, { caller, outbound, entered }: CallerView): Markup {
  const { language } = frame;
  return html`<section class="card">
  <form class="form" method="post" action="${callerAddress(frame, caller.id)}">
    ${formToken(frame)}
    ${nameField(language, entered.name)}
    ${outbound && outboundFields(language, outbound)}
    ${permissionFields(language, entered.permissions)}
    <div class="actions"><button class="button primary">${say(language, 'saveChanges')}</button></div>
  </form>
</section>`;
}

function secrets(frame: Frame, { caller }: CallerView): Markup {
  const { language } = frame;
  const [newest, earlier] = caller.secrets;
  return html`<section class="card">
  <h2>${say(language, 'callerSecrets')}</h2>
  <p class="muted">${say(language, 'callerSecretsMean')}</p>
  <dl class="facts">
    ${newest && html`<div><dt>${say(language, 'callerSecretNewest')}</dt><dd>${timeElement(frame, newest.addedAt)}</dd></div>`}
    ${earlier && html`<div><dt>${say(language, 'callerSecretEarlier')}</dt><dd>${timeElement(frame, earlier.addedAt)}</dd></div>`}
  </dl>
  <div class="actions">
    <form method="post" action="${callerAddress(frame, caller.id, 'secret')}">${formToken(frame)}<button class="button">${ICONS.reload}${say(language, 'callerNewSecret')}</button></form>
    ${earlier && html`<form method="post" action="${callerAddress(frame, caller.id, 'secret/end')}">${formToken(frame)}<button class="button danger">${say(language, 'callerEndSecret')}</button></form>`}
  </div>
</section>`;
}

function removal(frame: Frame, { caller }: CallerView): Markup {
  const { language } = frame;
  return html`<section class="card">
  <details>
    <summary>${say(language, 'removeCaller')}</summary>
    <form class="form inner" method="post" action="${callerAddress(frame, caller.id, 'remove')}">
      ${formToken(frame)}
      <p>${say(language, 'removeCallerMeans')}</p>
      <div class="actions"><button class="button danger">${say(language, 'removeCallerConfirm')}</button></div>
    </form>
  </details>
</section>`;
}
