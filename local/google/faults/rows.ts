import { html } from 'hono/html';
import type { Reader, Words } from '../../reader.ts';
import type { Markup } from '../http/answer.ts';
import { REFUSAL_NAMES } from './catalogue.ts';
import type { FaultEntry, FaultParameter } from './entry.ts';

/** A button that does something to an account once. */
export function actionRow({ say, read }: Reader, action: string, does: Words): Markup {
  const press = say('Do it', '実行');
  return html`<li><p><strong>${action}</strong> <span class="small">${read(does)}</span></p>
<button name="action" value="${action}" aria-label="${press}: ${action}">${press}</button></li>`;
}

/** A switch with the fields of its parameters, which keep the names that they have over HTTP. */
export function faultRow({ say, read }: Reader, { fault, does, parameters }: FaultEntry): Markup {
  const press = say('Switch on', 'オンにする');
  return html`<li><p><strong>${fault}</strong> <span class="small">${read(does)}</span></p>
${parameters.map((parameter) => parameterField(fault, parameter))}
<button name="on" value="${fault}" aria-label="${press}: ${fault}">${press}</button></li>`;
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
