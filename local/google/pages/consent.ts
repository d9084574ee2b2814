import { html } from 'hono/html';
import { type Answer, type Markup, page } from '../http/answer.ts';
import { isIdentityScope, SCOPES } from '../oauth/scopes.ts';
import type { SignIn } from '../oauth/sign-in-state.ts';
import type { Account } from '../state/accounts.ts';
import { layout } from './layout.ts';

/**
 * The consent page with Google's granular permissions: one checkbox per scope, unticked at first.
 * "Select all" needs no script: it is a GET that returns the page with every box ticked.
 */
export function consentPage(signIn: SignIn, account: Account, allTicked: boolean): Promise<Answer> {
  const { host, origin } = new URL(signIn.redirectUri);
  const basePath = signIn.path.slice(0, signIn.path.indexOf('/signin/'));
  const optional = signIn.scopes.filter((scope) => !isIdentityScope(scope));
  const content = html`
<h1><strong>${host}</strong> wants access to your Google Account</h1>
<p class="chip">${account.address}</p>
<form method="post" action="${signIn.path}/consent">
<p>${host} will know your name and email address.</p>
${optional.length > 0 ? choices(optional, { host, allTicked }) : ''}
<p class="small">You can remove this access at any time in your Google Account.</p>
<p class="buttons">
<button class="quiet" name="cancel" value="1">Cancel</button>
<button name="allow" value="1">Continue</button>
</p>
</form>
<p class="small"><a href="${signIn.path}?switch">Use another account</a></p>`;
  return page(200, layout({ basePath }, 'Allow access', content), [origin]);
}

function choices(
  scopes: readonly string[],
  { host, allTicked }: { host: string; allTicked: boolean },
): Markup {
  return html`<fieldset>
<legend>Select what <strong>${host}</strong> can access</legend>
${scopes.map((scope) => checkbox(scope, allTicked))}
</fieldset>
<p><button class="quiet" name="select-all" value="1" formmethod="get" formnovalidate>Select all</button></p>`;
}

function checkbox(scope: string, ticked: boolean): Markup {
  return html`<label class="scope">
<input type="checkbox" name="scope" value="${scope}" ${ticked ? 'checked' : ''}>
<span>${SCOPES.get(scope)}. <code>${scope}</code></span>
</label>
`;
}
