import { html } from 'hono/html';
import type { Google } from '../google.ts';
import { type Answer, type Markup, page } from '../http/answer.ts';
import type { SignIn } from '../oauth/sign-in-state.ts';
import type { Account } from '../state/accounts.ts';
import { layout } from './layout.ts';

/** The page stays readable with ten thousand accounts. */
const MAX_CHOICES = 20;

/** "Choose an account": the first accounts are buttons; any other address can be typed. */
export function chooserPage(google: Google, signIn: SignIn, problem?: string): Promise<Answer> {
  const { loginHint } = signIn;
  const hinted = google.accounts.byAddress(loginHint ?? '');
  const others = google.accounts
    .list(MAX_CHOICES)
    .filter(({ address }) => address !== hinted?.address);
  const content = html`
<h1>Choose an account</h1>
<p>to continue to <strong>${new URL(signIn.redirectUri).host}</strong></p>
<form method="post" action="${signIn.path}" class="accounts">
${hinted ? accountButton(hinted, true) : ''}${others.map((account) => accountButton(account, false))}
</form>
<form method="post" action="${signIn.path}" class="other">
<label for="address">Use another account</label>
<input id="address" name="address" type="email" autocomplete="off" required
  value="${hinted ? '' : (loginHint ?? '')}"
  ${problem ? html`aria-invalid="true" aria-describedby="problem"` : ''}>
${problem ? html`<p id="problem" class="problem" role="alert">${problem}</p>` : ''}
<button>Next</button>
</form>`;
  const targets = [new URL(signIn.redirectUri).origin];
  return page(problem ? 400 : 200, layout(google, 'Choose an account', content), targets);
}

function accountButton(account: Account, isHinted: boolean): Markup {
  return html`<button class="account" name="account" value="${account.address}"
  data-account="${account.address}" ${isHinted ? html`autofocus aria-current="true"` : ''}>
<span class="avatar" aria-hidden="true">${[...account.name][0]?.toUpperCase()}</span>
<span class="who"><span class="name">${account.name}</span>
<span class="address">${account.address}</span></span>
</button>
`;
}
