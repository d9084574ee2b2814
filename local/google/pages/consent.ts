import { html } from 'hono/html';
import type { Reader } from '../../reader.ts';
import type { Google } from '../google.ts';
import { type Answer, type Markup, page } from '../http/answer.ts';
import { isIdentityScope, SCOPES } from '../oauth/scopes.ts';
import type { SignIn } from '../oauth/sign-in-state.ts';
import type { Account } from '../state/accounts.ts';
import { layout } from './layout.ts';

export type ConsentChoice = { signIn: SignIn; account: Account; allTicked: boolean };

/**
 * The consent page with Google's granular permissions: one checkbox per scope, unticked at first.
 * "Select all" needs no script: it is a GET that returns the page with every box ticked.
 */
export function consentPage(
  google: Pick<Google, 'basePath' | 'connectorPage'>,
  reader: Reader,
  { signIn, account, allTicked }: ConsentChoice,
): Promise<Answer> {
  const { say } = reader;
  const { host, origin } = new URL(signIn.redirectUri);
  const app = html`<strong>${host}</strong>`;
  const optional = signIn.scopes.filter((scope) => !isIdentityScope(scope));
  const content = html`
<h1>${say(
    html`${app} wants access to your Google Account`,
    html`${app} が Google アカウントへのアクセスをリクエストしています`,
  )}</h1>
<p class="chip">${account.address}</p>
<form method="post" action="${signIn.path}/consent">
<p>${say(
    `${host} will know your name and email address.`,
    `${host} に、あなたの名前とメールアドレスが開示されます。`,
  )}</p>
${optional.length > 0 ? choices(reader, optional, { app, allTicked }) : ''}
<p class="small">${say(
    'You can remove this access at any time in your Google Account.',
    'このアクセス権は、Google アカウントでいつでも削除できます。',
  )}</p>
<p class="buttons">
<button class="quiet" name="cancel" value="1">${say('Cancel', 'キャンセル')}</button>
<button name="allow" value="1">${say('Continue', '続行')}</button>
</p>
</form>
<p class="small"><a href="${signIn.path}?switch">${say('Use another account', '別のアカウントを使用')}</a></p>`;
  const title = say('Allow access', 'アクセスの許可');
  return page(200, layout(google, reader, { title, content }), [origin]);
}

function choices(
  reader: Reader,
  scopes: readonly string[],
  { app, allTicked }: { app: Markup; allTicked: boolean },
): Markup {
  const { say } = reader;
  return html`<fieldset>
<legend>${say(
    html`Select what ${app} can access`,
    html`${app} がアクセスできる情報を選択してください`,
  )}</legend>
${scopes.map((scope) => checkbox(reader, scope, allTicked))}
</fieldset>
<p><button class="quiet" name="select-all" value="1" formmethod="get" formnovalidate>${say('Select all', 'すべて選択')}</button></p>`;
}

function checkbox({ read, say }: Reader, scope: string, ticked: boolean): Markup {
  const description = SCOPES.get(scope);
  return html`<label class="scope">
<input type="checkbox" name="scope" value="${scope}" ${ticked ? 'checked' : ''}>
<span>${description && read(description)}${say('.', '。')} <code>${scope}</code></span>
</label>
`;
}
