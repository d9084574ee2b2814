import { html } from 'hono/html';
import type { Google } from '../google.ts';
import { type Answer, type Markup, page } from '../http/answer.ts';
import { layout } from '../pages/layout.ts';
import { WORKSPACES } from '../state/accounts.ts';
import type { Delegation } from '../state/delegations.ts';
import type { DelegationRequest } from './delegation.ts';

type State = Pick<Google, 'basePath' | 'delegations' | 'serviceAccounts'>;

export const DELEGATION_PAGE = '/emulator/admin/delegation';

/** What was typed into the refused form, and why it was refused. */
export type RefusedDelegation = { problem: string; typed: DelegationRequest };

/** `GET /emulator/admin/delegation`: the Admin console's page "Domain-wide delegation" of each Workspace. */
export function delegationPage(google: State, refused?: RefusedDelegation): Promise<Answer> {
  const { basePath } = google;
  const content = html`
<p class="small"><a href="${basePath}/emulator">Switches</a></p>
<h1>Admin console: domain-wide delegation</h1>
<p>A Workspace's administrator lets a <a href="${basePath}/emulator/console/service-accounts">service account</a>
act for the Workspace's users, within exactly these scopes.</p>
${refused ? html`<p class="problem" role="alert">${refused.problem}</p>` : ''}
${WORKSPACES.map((workspace) => workspaceSection(google, workspace))}
<h2>Add a new client ID</h2>
${addForm(basePath, refused?.typed)}`;
  return page(refused ? 400 : 200, layout(google, 'Domain-wide delegation', content));
}

function workspaceSection(google: State, workspace: string): Markup {
  const rows = google.delegations.list().filter((row) => row.workspace === workspace);
  return html`
<section class="record">
<h2>${workspace}</h2>
${rows.length === 0 ? html`<p>No API clients.</p>` : ''}
<ul class="faults">${rows.map((row) => html`<li>${rowForm(google, row)}</li>`)}</ul>
</section>`;
}

/** Editing a row replaces its whole list of scopes. */
function rowForm({ basePath, serviceAccounts }: State, row: Delegation): Markup {
  const { workspace, clientId, scopes } = row;
  const name =
    serviceAccounts.byClientId(clientId)?.email ?? 'No service account has this client ID';
  return html`<form method="post" action="${basePath}${DELEGATION_PAGE}">
<input type="hidden" name="workspace" value="${workspace}">
<input type="hidden" name="clientId" value="${clientId}">
<p class="wide"><code>${clientId}</code> <span class="small">${name}</span></p>
<label class="wide">OAuth scopes (comma-delimited)
<textarea name="scopes" rows="${scopes.length}" required spellcheck="false">${scopes.join(',\n')}</textarea></label>
<button class="quiet" name="do" value="edit" aria-label="Save the scopes of ${clientId} in ${workspace}">Save</button>
<button class="quiet" name="do" value="delete" aria-label="Delete ${clientId} in ${workspace}">Delete</button>
</form>`;
}

function addForm(basePath: string, typed: DelegationRequest | undefined): Markup {
  const options = WORKSPACES.map(
    (workspace) =>
      html`<option ${workspace === typed?.workspace ? 'selected' : ''}>${workspace}</option>`,
  );
  return html`<form method="post" action="${basePath}${DELEGATION_PAGE}" class="other">
<label for="workspace">Workspace</label>
<select id="workspace" name="workspace">${options}</select>
<label for="client-id">Client ID</label>
<input id="client-id" name="clientId" required autocomplete="off" value="${typed?.clientId ?? ''}">
<label for="scopes">OAuth scopes (comma-delimited)</label>
<textarea id="scopes" name="scopes" rows="3" required spellcheck="false">${typed?.scopes.join(',') ?? ''}</textarea>
<label class="tick"><input type="checkbox" name="overwrite" value="1">
<span>Overwrite existing client ID</span></label>
<button name="do" value="add">Authorize</button>
</form>`;
}
