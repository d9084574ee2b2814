import { html } from 'hono/html';
import type { Google } from '../google.ts';
import { type Answer, type Markup, page } from '../http/answer.ts';
import { layout } from '../pages/layout.ts';
import type { SwitchedFault } from '../state/faults.ts';
import {
  ACTIONS,
  FAULTS,
  type FaultEntry,
  type FaultParameter,
  PLACES,
  REFUSAL_NAMES,
} from './catalogue.ts';

/**
 * `GET /emulator`: every switch with its description, and the actions, as plain forms.
 *
 * @param problem why the submitted form was refused
 */
export function switchesPage(google: Google, problem?: string): Promise<Answer> {
  const { basePath } = google;
  const content = html`
<h1>Emulated Google: switches</h1>
<p>Make this Google misbehave, for everybody, for a domain or for one account. The same over HTTP:
<code>PUT ${basePath}/emulator/faults/{fault}?account={address, @domain or *}</code></p>
<p>Set up here as at Google: <a href="${basePath}/emulator/console/service-accounts">Service accounts</a>,
<a href="${basePath}/emulator/admin/delegation">Admin console: domain-wide delegation</a></p>
${problem ? html`<p class="problem" role="alert">${problem}</p>` : ''}
<h2>On now</h2>${switchedOn(basePath, google.faults.list())}
<form method="post" action="${basePath}/emulator">
${NO_DEFAULT_BUTTON}
<h2>For which account</h2>
<label>Address, @domain, or * for everybody
<input name="account" list="accounts" value="*" required autocomplete="off"></label>
<datalist id="accounts">${google.accounts
    .list(MAX_SUGGESTIONS)
    .map(({ address }) => html`<option value="${address}">`)}</datalist>
<h2>Once</h2>
<ul class="faults">${Object.entries(ACTIONS).map(([action, does]) => actionRow(action, does))}</ul>
${PLACES.map(
  ({ place, heading }) => html`<h2>${heading}</h2>
<ul class="faults">${FAULTS.filter((entry) => entry.place === place).map(faultRow)}</ul>`,
)}
</form>`;
  return page(problem ? 400 : 200, layout(google, 'Switches', content));
}

/** The page stays readable with ten thousand accounts. */
const MAX_SUGGESTIONS = 20;

/** Enter in a field presses the first button of the form: this one is disabled, so nothing happens. */
const NO_DEFAULT_BUTTON = html`<button disabled hidden></button>`;

function switchedOn(basePath: string, on: SwitchedFault[]): Markup {
  if (on.length === 0) return html`<p>Nothing: Google behaves.</p>`;
  return html`
<ul class="faults">${on.map((switched) => switchedRow(basePath, switched))}</ul>
<form method="post" action="${basePath}/emulator"><button name="clear" value="1">Switch everything off</button></form>`;
}

function switchedRow(basePath: string, { fault, account, parameters }: SwitchedFault): Markup {
  const values = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  return html`<li><form method="post" action="${basePath}/emulator">
<input type="hidden" name="account" value="${account}">
<p><strong>${fault}</strong> for ${account === '*' ? 'everybody' : account}
<span class="small">${values.join(', ')}</span></p>
<button class="quiet" name="off" value="${fault}" aria-label="Switch off ${fault}">Switch off</button>
</form></li>`;
}

function actionRow(action: string, does: string): Markup {
  return html`<li><p><strong>${action}</strong> <span class="small">${does}</span></p>
<button name="action" value="${action}" aria-label="Do it: ${action}">Do it</button></li>`;
}

function faultRow({ fault, does, parameters }: FaultEntry): Markup {
  return html`<li><p><strong>${fault}</strong> <span class="small">${does}</span></p>
${parameters.map((parameter) => parameterField(fault, parameter))}
<button name="on" value="${fault}" aria-label="Switch on ${fault}">Switch on</button></li>`;
}

function parameterField(fault: string, { name, kind, fallback }: FaultParameter): Markup {
  const field = `${fault}.${name}`;
  if (kind === 'place') {
    return html`<label>${name} <select name="${field}">
<option>both</option><option>token</option><option>gmail</option></select></label>`;
  }
  if (kind === 'refusal') {
    return html`<label>${name} <select name="${field}">${REFUSAL_NAMES.map(
      (refusal) => html`<option ${refusal === fallback ? 'selected' : ''}>${refusal}</option>`,
    )}</select></label>`;
  }
  const type = typeof fallback === 'number' ? 'number' : 'text';
  return html`<label>${name} <input name="${field}" type="${type}" value="${String(fallback)}"></label>`;
}
