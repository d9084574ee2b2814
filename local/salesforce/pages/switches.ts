import { html } from 'hono/html';
import type { Reader } from '../../reader.ts';
import {
  CALLS,
  FAULTS,
  type FaultEntry,
  type FaultParameter,
  PLACES,
} from '../faults/catalogue.ts';
import type { Markup } from '../http/answer.ts';
import type { Org } from '../org.ts';

/** The switches that are on, and every switch by place, folded. */
export function switches(org: Org, reader: Reader): Markup {
  const { say, read } = reader;
  return html`${switchedOn(org, reader)}
${PLACES.map(({ place, heading }) => {
  const entries = FAULTS.filter((entry) => entry.place === place);
  return html`<details class="group">
<summary><h3>${read(heading)}</h3> <span class="small">${say(`${entries.length} switches`, `${entries.length} 件`)}</span></summary>
<ul class="switches">${entries.map((entry) => faultItem(org, reader, entry))}</ul>
</details>`;
})}`;
}

function switchedOn({ basePath, faults }: Org, { say }: Reader): Markup {
  const on = faults.list();
  if (on.length === 0) {
    return html`<p>${say('None is on: the org behaves.', 'オンのスイッチはありません。組織は正常です。')}</p>`;
  }
  const off = say('Switch off', 'オフにする');
  return html`<p class="small">${say('On now', '現在オン')}</p>
<ul class="switches">${on.map(
    ({ fault, parameters }) => html`<li><form method="post" action="${basePath}/setup">
<p><strong>${fault}</strong> <span class="small">${Object.entries(parameters)
      .map(([name, value]) => `${name}=${value}`)
      .join(', ')}</span></p>
<input type="hidden" name="fault" value="${fault}">
<button class="quiet" name="do" value="off" aria-label="${off}: ${fault}">${off}</button>
</form></li>`,
  )}</ul>
<form method="post" action="${basePath}/setup"><button name="do" value="clear">${say('Switch everything off', 'すべてオフにする')}</button></form>`;
}

function faultItem(
  { basePath }: Org,
  reader: Reader,
  { fault, does, parameters }: FaultEntry,
): Markup {
  const on = reader.say('Switch on', 'オンにする');
  return html`<li><form method="post" action="${basePath}/setup">
<p><strong>${fault}</strong> <span class="small">${reader.read(does)}</span></p>
<input type="hidden" name="fault" value="${fault}">
${parameters.map((parameter) => parameterField(reader, parameter))}
<button class="quiet" name="do" value="on" aria-label="${on}: ${fault}">${on}</button>
</form></li>`;
}

function parameterField({ read }: Reader, { name, kind, fallback, means }: FaultParameter): Markup {
  if (kind === 'calls') {
    return html`<label>${read(means)} <select name="${name}">${CALLS.map(
      (one) => html`<option${one === fallback && html` selected`}>${one}</option>`,
    )}</select></label>`;
  }
  const type = kind === 'number' ? 'number' : 'text';
  return html`<label>${read(means)} <input name="${name}" type="${type}" value="${String(fallback)}"></label>`;
}
