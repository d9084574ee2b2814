import { html } from 'hono/html';
import type { Reader, Words } from '../../reader.ts';
import type { Google } from '../google.ts';
import { type Answer, type Markup, page } from '../http/answer.ts';
import { layout } from '../pages/layout.ts';
import type { SwitchedFault } from '../state/faults.ts';
import { ACTIONS, FAULTS, PLACES } from './catalogue.ts';
import type { FaultEntry } from './entry.ts';
import { actionRow, faultRow } from './rows.ts';

/** What is asked of the page: which switches, and for which account; and why a submitted form was refused. */
export type Switches = { find: string; account: string; problem?: Words };

/** `GET /emulator`: every switch with its description, and the actions, as plain forms. */
export function switchesPage(google: Google, reader: Reader, asked: Switches): Promise<Answer> {
  const { say, read } = reader;
  const { problem } = asked;
  const content = html`
<h1>${say('Emulated Google: switches', '模擬 Google: スイッチ')}</h1>
${introduction(google, reader)}
${problem ? html`<p class="problem" role="alert">${read(problem)}</p>` : ''}
<h2>${say('On now', '現在オン')}</h2>${switchedOn(google, reader)}
<h2>${say('Switch on', 'オンにする')}</h2>
${search(google, reader, asked)}
<form method="post" action="${google.basePath}/emulator">
${NO_DEFAULT_BUTTON}
<input type="hidden" name="find" value="${asked.find}">
${accountField(google, reader, asked)}
${groups(reader, asked)}
</form>`;
  const title = say('Switches', 'スイッチ');
  return page(problem ? 400 : 200, layout(google, reader, { title, content }));
}

/** Enter in a field presses the first button of the form: this one is disabled, so nothing happens. */
const NO_DEFAULT_BUTTON = html`<button disabled hidden></button>`;

function introduction({ basePath }: Google, { say }: Reader): Markup {
  return html`<p>${say(
    'Make this Google misbehave, for everybody, for a domain or for one account. The same over HTTP:',
    'この Google に障害を発生させます。全員、ドメイン、1 つのアカウントのいずれかを対象にできます。HTTP でも操作できます:',
  )}
<code>PUT ${basePath}/emulator/faults/{fault}?account={address, @domain or *}</code></p>
<p>${say('Set up here as at Google:', 'Google と同じように、ここで設定します:')}
<a href="${basePath}/emulator/console/service-accounts">${say('Service accounts', 'サービス アカウント')}</a>${say(', ', '、')}<a href="${basePath}/emulator/admin/delegation">${say('Admin console: domain-wide delegation', '管理コンソール: ドメイン全体の委任')}</a></p>`;
}

function switchedOn({ basePath, faults }: Google, reader: Reader): Markup {
  const { say } = reader;
  const on = faults.list();
  if (on.length === 0)
    return html`<p>${say('Nothing: Google behaves.', 'なし: Google は正常です。')}</p>`;
  return html`
<ul class="faults">${on.map((switched) => switchedRow(basePath, reader, switched))}</ul>
<form method="post" action="${basePath}/emulator"><button name="clear" value="1">${say('Switch everything off', 'すべてオフにする')}</button></form>`;
}

function switchedRow(
  basePath: string,
  { say }: Reader,
  { fault, account, parameters }: SwitchedFault,
): Markup {
  const values = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const whose = account === '*' ? say('everybody', '全員') : account;
  return html`<li><form method="post" action="${basePath}/emulator">
<input type="hidden" name="account" value="${account}">
<p>${say(html`<strong>${fault}</strong> for ${whose}`, html`<strong>${fault}</strong>(対象: ${whose})`)}
<span class="small">${values.join(', ')}</span></p>
<button class="quiet" name="off" value="${fault}" aria-label="${say('Switch off', 'オフにする')}: ${fault}">${say('Switch off', 'オフにする')}</button>
</form></li>`;
}

function search({ basePath }: Google, { say }: Reader, { find, account }: Switches): Markup {
  return html`<form method="get" action="${basePath}/emulator" class="search" role="search">
<label>${say('Find a switch by its name or what it does', '名前や説明でスイッチを探す')}
<input type="search" name="find" value="${find}" autocomplete="off" spellcheck="false"></label>
<input type="hidden" name="account" value="${account}">
<button class="quiet">${say('Find', '検索')}</button>
</form>`;
}

/** The page stays readable with ten thousand accounts. */
const MAX_SUGGESTIONS = 20;

function accountField({ accounts }: Google, { say }: Reader, { account }: Switches): Markup {
  const suggested = accounts.list(MAX_SUGGESTIONS);
  return html`<label>${say(
    'For which account: an address, @domain, or * for everybody',
    '対象: アドレス、@ドメイン、または * (全員)',
  )}
<input name="account" list="accounts" value="${account}" required autocomplete="off"></label>
<datalist id="accounts">${suggested.map(({ address }) => html`<option value="${address}">`)}</datalist>`;
}

/** The switches by place, folded; those that were looked for are unfolded. */
function groups(reader: Reader, { find }: Switches): Markup {
  const { say, read } = reader;
  const sought = find.trim().toLowerCase();
  const fits = (name: string, { en, ja }: Words): boolean =>
    [name, name.replaceAll('_', ' '), en, ja].some((text) => text.toLowerCase().includes(sought));
  const actions = Object.entries(ACTIONS).filter(([action, does]) => fits(action, does));
  const found = FAULTS.filter(({ fault, does }) => fits(fault, does));
  if (actions.length + found.length === 0) {
    return html`<p role="status">${say(`No switch fits “${find}”.`, `「${find}」に該当するスイッチはありません。`)}</p>`;
  }
  const isOpen = sought !== '';
  const rowsAt = (entries: readonly FaultEntry[]) =>
    entries.map((entry) => faultRow(reader, entry));
  return html`${PLACES.map(({ place, anchor, heading }) => {
    const rows = rowsAt(found.filter((entry) => entry.place === place));
    return group(reader, { anchor, heading: read(heading), rows, isOpen });
  })}${group(reader, {
    anchor: 'once',
    heading: say('Once, to one account', '1 回だけ(1 つのアカウント)'),
    rows: actions.map(([action, does]) => actionRow(reader, action, does)),
    isOpen,
  })}`;
}

type Group = { anchor: string; heading: string; rows: readonly Markup[]; isOpen: boolean };

function group({ say }: Reader, { anchor, heading, rows, isOpen }: Group): Markup | string {
  if (rows.length === 0) return '';
  const count = say(
    rows.length === 1 ? '1 switch' : `${rows.length} switches`,
    `${rows.length} 件`,
  );
  return html`<details class="group" id="${anchor}"${isOpen ? html` open` : ''}>
<summary><h3>${heading}</h3> <span class="small">${count}</span></summary>
<ul class="faults">${rows}</ul>
</details>`;
}
