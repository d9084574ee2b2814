import { html } from 'hono/html';
import type { Reader, Words } from '../../reader.ts';
import type { Google } from '../google.ts';
import { type Answer, type Markup, page } from '../http/answer.ts';
import { layout } from '../pages/layout.ts';
import { WORKSPACES } from '../state/accounts.ts';
import type { Delegation } from '../state/delegations.ts';
import type { DelegationRequest } from './delegation.ts';

type State = Pick<Google, 'basePath' | 'connectorPage' | 'delegations' | 'serviceAccounts'>;

export const DELEGATION_PAGE = '/emulator/admin/delegation';

/** What was typed into the refused form, and why it was refused. */
export type RefusedDelegation = { problem: Words; typed: DelegationRequest };

/** `GET /emulator/admin/delegation`: the Admin console's page "Domain-wide delegation" of each Workspace. */
export function delegationPage(
  google: State,
  reader: Reader,
  refused?: RefusedDelegation,
): Promise<Answer> {
  const { say, read } = reader;
  const accounts = `${google.basePath}/emulator/console/service-accounts`;
  const content = html`
<h1>${say('Admin console: domain-wide delegation', '管理コンソール: ドメイン全体の委任')}</h1>
<p>${say(
    html`A Workspace's administrator lets a <a href="${accounts}">service account</a>
act for the Workspace's users, within exactly these scopes.`,
    html`Workspace の管理者が、<a href="${accounts}">サービス アカウント</a>に、登録したスコープの範囲で
Workspace のユーザーの代理を許可します。`,
  )}</p>
${refused ? html`<p class="problem" role="alert">${read(refused.problem)}</p>` : ''}
${WORKSPACES.map((workspace) => workspaceSection(google, reader, workspace))}
<h2>${say('Add a new client ID', '新しいクライアント ID を追加')}</h2>
${addForm(google.basePath, reader, refused?.typed)}`;
  const title = say('Domain-wide delegation', 'ドメイン全体の委任');
  return page(refused ? 400 : 200, layout(google, reader, { title, content }));
}

function workspaceSection(google: State, reader: Reader, workspace: string): Markup {
  const rows = google.delegations.list().filter((row) => row.workspace === workspace);
  const none = html`<p>${reader.say('No API clients.', 'API クライアントはありません。')}</p>`;
  return html`
<section class="record">
<h2>${workspace}</h2>
${rows.length === 0 ? none : ''}
<ul class="faults">${rows.map((row) => html`<li>${rowForm(google, reader, row)}</li>`)}</ul>
</section>`;
}

const scopesLabel = ({ say }: Reader): string =>
  say('OAuth scopes (comma-delimited)', 'OAuth スコープ(カンマ区切り)');

/** Editing a row replaces its whole list of scopes. */
function rowForm({ basePath, serviceAccounts }: State, reader: Reader, row: Delegation): Markup {
  const { workspace, clientId, scopes } = row;
  const { say } = reader;
  const name =
    serviceAccounts.byClientId(clientId)?.email ??
    say(
      'No service account has this client ID',
      'このクライアント ID のサービス アカウントはありません',
    );
  return html`<form method="post" action="${basePath}${DELEGATION_PAGE}">
<input type="hidden" name="workspace" value="${workspace}">
<input type="hidden" name="clientId" value="${clientId}">
<p class="wide"><code>${clientId}</code> <span class="small">${name}</span></p>
<label class="wide">${scopesLabel(reader)}
<textarea name="scopes" rows="${scopes.length}" required spellcheck="false">${scopes.join(',\n')}</textarea></label>
<button class="quiet" name="do" value="edit" aria-label="${say(`Save the scopes of ${clientId} in ${workspace}`, `${workspace} の ${clientId} のスコープを保存`)}">${say('Save', '保存')}</button>
<button class="quiet" name="do" value="delete" aria-label="${say(`Delete ${clientId} in ${workspace}`, `${workspace} の ${clientId} を削除`)}">${say('Delete', '削除')}</button>
</form>`;
}

function addForm(basePath: string, reader: Reader, typed: DelegationRequest | undefined): Markup {
  const { say } = reader;
  const options = WORKSPACES.map(
    (workspace) =>
      html`<option ${workspace === typed?.workspace ? 'selected' : ''}>${workspace}</option>`,
  );
  return html`<form method="post" action="${basePath}${DELEGATION_PAGE}" class="other">
<label for="workspace">Workspace</label>
<select id="workspace" name="workspace">${options}</select>
<label for="client-id">${say('Client ID', 'クライアント ID')}</label>
<input id="client-id" name="clientId" required autocomplete="off" value="${typed?.clientId ?? ''}">
<label for="scopes">${scopesLabel(reader)}</label>
<textarea id="scopes" name="scopes" rows="3" required spellcheck="false">${typed?.scopes.join(',') ?? ''}</textarea>
<label class="tick"><input type="checkbox" name="overwrite" value="1">
<span>${say('Overwrite existing client ID', '既存のクライアント ID を上書きする')}</span></label>
<button name="do" value="add">${say('Authorize', '承認')}</button>
</form>`;
}
