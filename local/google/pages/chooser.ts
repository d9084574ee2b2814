import { html } from 'hono/html';
import type { Reader, Words } from '../../reader.ts';
import type { Google } from '../google.ts';
import { type Answer, type Markup, page } from '../http/answer.ts';
import type { SignIn } from '../oauth/sign-in-state.ts';
import type { Account } from '../state/accounts.ts';
import { layout } from './layout.ts';

/** The page stays readable with ten thousand accounts. */
const MAX_CHOICES = 20;

export type Choice = { signIn: SignIn; problem?: Words };

/** "Choose an account": the first accounts are buttons; any other address can be typed. */
export function chooserPage(google: Google, reader: Reader, choice: Choice): Promise<Answer> {
  const { signIn, problem } = choice;
  const { say } = reader;
  const hinted = google.accounts.byAddress(signIn.loginHint ?? '');
  const others = google.accounts
    .list(MAX_CHOICES)
    .filter(({ address }) => address !== hinted?.address);
  const { host, origin } = new URL(signIn.redirectUri);
  const title = say('Choose an account', 'アカウントの選択');
  const content = html`
<h1>${title}</h1>
<p>${say(html`to continue to <strong>${host}</strong>`, html`「<strong>${host}</strong>」に移動`)}</p>
<form method="post" action="${signIn.path}" class="accounts">
${hinted ? accountButton(hinted, true) : ''}${others.map((account) => accountButton(account, false))}
</form>
${otherAccount(reader, choice, hinted === undefined)}`;
  return page(problem ? 400 : 200, layout(google, reader, { title, content }), [origin]);
}

function otherAccount(
  { say, read }: Reader,
  { signIn, problem }: Choice,
  isHintUnknown: boolean,
): Markup {
  return html`<form method="post" action="${signIn.path}" class="other">
<label for="address">${say('Use another account', '別のアカウントを使用')}</label>
<input id="address" name="address" type="email" autocomplete="off" required
  value="${isHintUnknown ? (signIn.loginHint ?? '') : ''}"
  ${problem ? html`aria-invalid="true" aria-describedby="problem"` : ''}>
${problem ? html`<p id="problem" class="problem" role="alert">${read(problem)}</p>` : ''}
<button>${say('Next', '次へ')}</button>
</form>`;
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
