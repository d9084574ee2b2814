import { html } from 'hono/html';
import type { Reader, Words } from '../../reader.ts';
import type { Google } from '../google.ts';
import { type Answer, type Markup, page } from '../http/answer.ts';
import { layout } from '../pages/layout.ts';
import type { ServiceAccount, ServiceAccountKey } from '../state/service-accounts.ts';

type State = Pick<Google, 'basePath' | 'connectorPage' | 'serviceAccounts'>;

export const SERVICE_ACCOUNTS_PAGE = '/emulator/console/service-accounts';

/**
 * `GET /emulator/console/service-accounts`: the Cloud console's pages of service accounts in one.
 *
 * @param problem why the submitted form was refused
 */
export function serviceAccountsPage(
  google: State,
  reader: Reader,
  problem?: Words,
): Promise<Answer> {
  const { say, read } = reader;
  const accounts = google.serviceAccounts.list();
  const title = say('Service accounts', 'サービス アカウント');
  const content = html`
<h1>${title}</h1>
${introduction(google, reader)}
${problem ? html`<p class="problem" role="alert">${read(problem)}</p>` : ''}
${accounts.length === 0 ? html`<p>${say('There is none yet.', 'まだありません。')}</p>` : ''}
${accounts.map((account) => accountSection(google, reader, account))}
<h2>${say('Create a service account', 'サービス アカウントを作成')}</h2>
<form method="post" action="${google.basePath}${SERVICE_ACCOUNTS_PAGE}" class="other">
<label for="email">${say('Email address', 'メールアドレス')}</label>
<input id="email" name="email" required autocomplete="off" spellcheck="false"
  value="connector@my-project.iam.gserviceaccount.com">
<button name="do" value="create">${say('Create', '作成')}</button>
</form>`;
  return page(problem ? 400 : 200, layout(google, reader, { title, content }));
}

function introduction({ basePath }: State, { say }: Reader): Markup {
  const delegation = `${basePath}/emulator/admin/delegation`;
  return html`<p>${say(
    html`A service account acts for the mailboxes of a Workspace that has delegated to its client ID on the
page <a href="${delegation}">Domain-wide delegation</a>.`,
    html`サービス アカウントは、<a href="${delegation}">ドメイン全体の委任</a>のページでクライアント ID に委任した
Workspace のメールボックスの代理として動作します。`,
  )}</p>`;
}

function accountSection(google: State, reader: Reader, account: ServiceAccount): Markup {
  const { say } = reader;
  const { email, clientId, disabled } = account;
  const form = formOf(google, email);
  const press = buttonOf(reader, email);
  return html`
<section class="record">
<h2>${email}</h2>
<dl class="facts">
<div><dt>${say('Client ID (unique ID)', 'クライアント ID(一意の ID)')}</dt><dd><code>${clientId}</code></dd></div>
<div><dt>${say('Status', 'ステータス')}</dt><dd>${statusOf(reader, disabled)}</dd></div>
</dl>
<h3>${say('Keys', '鍵')}</h3>
${keyList(google, reader, email)}
${form(press('make-key', { en: 'Create new key (JSON)', ja: '新しい鍵を作成 (JSON)' }))}
<p class="small">${say(
    'The file is downloaded once; nobody can download it again. Reload this page to see its key.',
    'ファイルをダウンロードできるのは 1 回だけです。鍵を確認するには、このページを再読み込みしてください。',
  )}</p>
<details class="panel"><summary>${say('Upload existing key', '既存の鍵をアップロード')}</summary>
${form(html`<label>${say('Certificate or public key (PEM)', '証明書または公開鍵 (PEM)')}
<textarea name="publicKey" rows="4" required spellcheck="false"></textarea></label>
${press('upload-key', { en: 'Upload', ja: 'アップロード' })}`)}
</details>
<h3>${say('Who may sign for it without a key', '鍵なしで署名できるアカウント')}</h3>
${tokenCreators(google, reader, email)}
<h3>${say('The account', 'アカウント')}</h3>
${form(html`${press(...toggleOf(disabled, ''))}
${press('delete', DELETE)}`)}
</section>`;
}

const DELETE: Words = { en: 'Delete', ja: '削除' };

/** The button that ends or begins what is enabled. */
const toggleOf = (disabled: boolean, of: '' | '-key'): [action: string, does: Words] =>
  disabled
    ? [`enable${of}`, { en: 'Enable', ja: '有効にする' }]
    : [`disable${of}`, { en: 'Disable', ja: '無効にする' }];

/** A form that acts on one account. */
function formOf({ basePath }: State, email: string): (content: Markup) => Markup {
  return (content) => html`<form method="post" action="${basePath}${SERVICE_ACCOUNTS_PAGE}">
<input type="hidden" name="email" value="${email}">
${content}</form>`;
}

/** A button whose accessible name says of what it is. */
const buttonOf =
  ({ read }: Reader, whose: string) =>
  (action: string, does: Words): Markup =>
    html`<button class="quiet" name="do" value="${action}" aria-label="${read(does)}: ${whose}">${read(does)}</button>`;

function keyList(google: State, reader: Reader, email: string): Markup {
  const keys = google.serviceAccounts.keys(email);
  if (keys.length === 0) return html`<p>${reader.say('It has no keys.', '鍵はありません。')}</p>`;
  return html`<ul class="faults">${keys.map((key) => keyRow(reader, formOf(google, email), key))}</ul>`;
}

function keyRow(
  reader: Reader,
  form: (content: Markup) => Markup,
  { keyId, disabled, privateKey, createdAt }: ServiceAccountKey,
): Markup {
  const { say } = reader;
  const day = createdAt.toISOString().slice(0, 10);
  const isManaged = privateKey !== null;
  const status = isManaged
    ? say('Managed by Google, for signJwt only', 'Google が管理、signJwt 専用')
    : statusOf(reader, disabled);
  const facts = html`<p><code>${keyId}</code> <span class="small">${say(`${status}, created ${day}`, `${status}、作成日 ${day}`)}</span></p>`;
  if (isManaged) return html`<li>${facts}</li>`;
  const press = buttonOf(reader, say(`key ${keyId}`, `鍵 ${keyId}`));
  return html`<li>${form(html`<input type="hidden" name="keyId" value="${keyId}">
${facts}
${press(...toggleOf(disabled, '-key'))}
${press('delete-key', DELETE)}`)}</li>`;
}

const statusOf = ({ say }: Reader, disabled: boolean): string =>
  disabled ? say('Disabled', '無効') : say('Enabled', '有効');

function tokenCreators(google: State, reader: Reader, email: string): Markup {
  const { say } = reader;
  const form = formOf(google, email);
  const callers = google.serviceAccounts.tokenCreators(email);
  const role = say('Service Account Token Creator', 'サービス アカウント トークン作成者');
  const row = (caller: string) =>
    html`<li>${form(html`<input type="hidden" name="caller" value="${caller}">
<p>${caller} <span class="small">${role}</span></p>
${buttonOf(reader, caller)('remove-creator', { en: 'Remove', ja: '削除' })}`)}</li>`;
  return html`
${callers.length === 0 ? html`<p>${say('Nobody.', 'なし。')}</p>` : html`<ul class="faults">${callers.map(row)}</ul>`}
<details class="panel"><summary>${say('Grant access', 'アクセス権を付与')}</summary>
${form(html`<label>${say(
  'Service account that gets the role Service Account Token Creator',
  '「サービス アカウント トークン作成者」のロールを付与するサービス アカウント',
)}
<input name="caller" required autocomplete="off" spellcheck="false"></label>
${buttonOf(reader, email)('add-creator', { en: 'Save', ja: '保存' })}`)}
</details>`;
}
