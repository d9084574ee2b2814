import type { Google } from '../google.ts';
import { type Outcome, redirect } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import { blockedPage } from '../pages/blocked.ts';
import { chooserPage } from '../pages/chooser.ts';
import { isAddress } from '../state/accounts.ts';
import { promptsOf } from './authorization-request.ts';
import { sessionAccount, sessionCookie } from './google-session.ts';
import { readSignIn } from './sign-in-state.ts';

/** `GET /signin/oauth/{uid}`: the account chooser, skipped when the signed-in account matches the hint. */
export async function showChooser(google: Google, exchange: Exchange): Promise<Outcome> {
  const signIn = await readSignIn(google, exchange);
  if (!signIn) return expired(google);
  const account = sessionAccount(google, exchange);
  const matchesHint = !signIn.loginHint || signIn.loginHint === account?.address;
  const isForced = exchange.query.has('switch') || promptsOf(signIn.prompt).has('select_account');
  if (account && matchesHint && !isForced) {
    return redirect(`${signIn.path}/consent`);
  }
  return chooserPage(google, signIn);
}

/** `POST /signin/oauth/{uid}`: signs the chosen account in, without a password. */
export async function chooseAccount(google: Google, exchange: Exchange): Promise<Outcome> {
  const signIn = await readSignIn(google, exchange);
  if (!signIn) return expired(google);
  const typed = exchange.form.get('address')?.trim();
  const address = exchange.form.get('account') ?? typed ?? '';
  if (!isAddress(address)) {
    return chooserPage(google, signIn, "Couldn't find your Google Account: enter an email address");
  }
  const cookie = sessionCookie(google, google.accounts.ensure(address));
  return redirect(`${signIn.path}/consent`, [cookie]);
}

/** The page for a sign-in that has expired, or that another browser began. */
export function expired(google: Google): Promise<Outcome> {
  return blockedPage(google, {
    status: 400,
    code: 'invalid_request',
    message: 'Your session has expired. Go back to the app and try again.',
  });
}
