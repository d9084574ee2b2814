import { html } from 'hono/html';
import type { Google } from '../google.ts';
import { type Answer, type Markup, page } from '../http/answer.ts';
import { layout } from '../pages/layout.ts';
import type { ServiceAccount, ServiceAccountKey } from '../state/service-accounts.ts';

type State = Pick<Google, 'basePath' | 'serviceAccounts'>;

export const SERVICE_ACCOUNTS_PAGE = '/emulator/console/service-accounts';

/**
 * `GET /emulator/console/service-accounts`: the Cloud console's pages of service accounts in one.
 *
 * @param problem why the submitted form was refused
 */
export function serviceAccountsPage(google: State, problem?: string): Promise<Answer> {
  const { basePath, serviceAccounts } = google;
  const accounts = serviceAccounts.list();
  const content = html`
<p class="small"><a href="${basePath}/emulator">Switches</a></p>
<h1>Service accounts</h1>
<p>A service account acts for the mailboxes of a Workspace that has delegated to its client ID on the
page <a href="${basePath}/emulator/admin/delegation">Domain-wide delegation</a>.</p>
${problem ? html`<p class="problem" role="alert">${problem}</p>` : ''}
${accounts.length === 0 ? html`<p>There is none yet.</p>` : ''}
${accounts.map((account) => accountSection(google, account))}
<h2>Create a service account</h2>
<form method="post" action="${basePath}${SERVICE_ACCOUNTS_PAGE}" class="other">
<label for="email">Email address</label>
<input id="email" name="email" required autocomplete="off" spellcheck="false"
  value="connector@my-project.iam.gserviceaccount.com">
<button name="do" value="create">Create</button>
</form>`;
  return page(problem ? 400 : 200, layout(google, 'Service accounts', content));
}

function accountSection(google: State, account: ServiceAccount): Markup {
  const { email, clientId, disabled } = account;
  const form = formOf(google, email);
  const toggle = disabled ? 'enable' : 'disable';
  return html`
<section class="record">
<h2>${email}</h2>
<dl class="facts">
<div><dt>Client ID (unique ID)</dt><dd><code>${clientId}</code></dd></div>
<div><dt>Status</dt><dd>${disabled ? 'Disabled' : 'Enabled'}</dd></div>
</dl>
<h3>Keys</h3>
${keyList(google, email)}
${form(html`<button name="do" value="make-key" aria-label="Create new key (JSON) for ${email}">Create new key (JSON)</button>`)}
<p class="small">The file is downloaded once; nobody can download it again. Reload this page to see its key.</p>
<details class="panel"><summary>Upload existing key</summary>
${form(html`<label>Certificate or public key (PEM)
<textarea name="publicKey" rows="4" required spellcheck="false"></textarea></label>
<button class="quiet" name="do" value="upload-key" aria-label="Upload a key of ${email}">Upload</button>`)}
</details>
<h3>Who may sign for it without a key</h3>
${tokenCreators(google, email)}
<h3>The account</h3>
${form(html`<button class="quiet" name="do" value="${toggle}" aria-label="${label(toggle)} ${email}">${label(toggle)}</button>
<button class="quiet" name="do" value="delete" aria-label="Delete ${email}">Delete</button>`)}
</section>`;
}

/** A form that acts on one account. */
function formOf({ basePath }: State, email: string): (content: Markup) => Markup {
  return (content) => html`<form method="post" action="${basePath}${SERVICE_ACCOUNTS_PAGE}">
<input type="hidden" name="email" value="${email}">
${content}</form>`;
}

function keyList(google: State, email: string): Markup {
  const keys = google.serviceAccounts.keys(email);
  if (keys.length === 0) return html`<p>It has no keys.</p>`;
  return html`<ul class="faults">${keys.map((key) => keyRow(formOf(google, email), key))}</ul>`;
}

function keyRow(
  form: (content: Markup) => Markup,
  { keyId, disabled, privateKey, createdAt }: ServiceAccountKey,
): Markup {
  const day = createdAt.toISOString().slice(0, 10);
  const facts = html`<p><code>${keyId}</code> <span class="small">${statusOf(disabled, privateKey)}, created ${day}</span></p>`;
  if (privateKey !== null) return html`<li>${facts}</li>`;
  const toggle = disabled ? 'enable' : 'disable';
  return html`<li>${form(html`<input type="hidden" name="keyId" value="${keyId}">
${facts}
<button class="quiet" name="do" value="${toggle}-key" aria-label="${label(toggle)} key ${keyId}">${label(toggle)}</button>
<button class="quiet" name="do" value="delete-key" aria-label="Delete key ${keyId}">Delete</button>`)}</li>`;
}

function statusOf(disabled: boolean, privateKey: string | null): string {
  if (privateKey !== null) return 'Managed by Google, for signJwt only';
  return disabled ? 'Disabled' : 'Enabled';
}

function label(action: 'disable' | 'enable'): string {
  return action === 'disable' ? 'Disable' : 'Enable';
}

function tokenCreators(google: State, email: string): Markup {
  const form = formOf(google, email);
  const callers = google.serviceAccounts.tokenCreators(email);
  const row = (caller: string) =>
    html`<li>${form(html`<input type="hidden" name="caller" value="${caller}">
<p>${caller} <span class="small">Service Account Token Creator</span></p>
<button class="quiet" name="do" value="remove-creator" aria-label="Remove ${caller}">Remove</button>`)}</li>`;
  return html`
${callers.length === 0 ? html`<p>Nobody.</p>` : html`<ul class="faults">${callers.map(row)}</ul>`}
<details class="panel"><summary>Grant access</summary>
${form(html`<label>Service account that gets the role Service Account Token Creator
<input name="caller" required autocomplete="off" spellcheck="false"></label>
<button class="quiet" name="do" value="add-creator" aria-label="Save who may sign for ${email}">Save</button>`)}
</details>`;
}
