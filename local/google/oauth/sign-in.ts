import { readerOf, type Words } from '../../reader.ts';
import type { Google } from '../google.ts';
import { type Outcome, redirect } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import { blockedPage } from '../pages/blocked.ts';
import { chooserPage } from '../pages/chooser.ts';
import { isAddress } from '../state/accounts.ts';
import { promptsOf, type Refusal } from './authorization-request.ts';
import { sessionAccount, sessionCookie } from './google-session.ts';
import { readSignIn } from './sign-in-state.ts';

/** `GET /signin/oauth/{uid}`: the account chooser, skipped when the signed-in account matches the hint. */
export async function showChooser(google: Google, exchange: Exchange): Promise<Outcome> {
  const signIn = await readSignIn(google, exchange);
  if (!signIn) return expired(google, exchange);
  const account = sessionAccount(google, exchange);
  const matchesHint = !signIn.loginHint || signIn.loginHint === account?.address;
  const isForced = exchange.query.has('switch') || promptsOf(signIn.prompt).has('select_account');
  if (account && matchesHint && !isForced) {
    return redirect(`${signIn.path}/consent`);
  }
  return chooserPage(google, readerOf(exchange.request), { signIn });
}

/** `POST /signin/oauth/{uid}`: signs the chosen account in, without a password. */
export async function chooseAccount(google: Google, exchange: Exchange): Promise<Outcome> {
  const signIn = await readSignIn(google, exchange);
  if (!signIn) return expired(google, exchange);
  const typed = exchange.form.get('address')?.trim();
  const address = exchange.form.get('account') ?? typed ?? '';
  if (!isAddress(address)) {
    return chooserPage(google, readerOf(exchange.request), { signIn, problem: NO_ADDRESS });
  }
  const cookie = sessionCookie(google, google.accounts.ensure(address));
  return redirect(`${signIn.path}/consent`, [cookie]);
}

/** The page for a sign-in that has expired, or that another browser began. */
export function expired(google: Google, { request }: Exchange): Promise<Outcome> {
  return blockedPage(google, readerOf(request), { refusal: EXPIRED });
}

const NO_ADDRESS: Words = {
  en: "Couldn't find your Google Account: enter an email address",
  ja: 'お使いの Google アカウントが見つかりませんでした。メールアドレスを入力してください',
};

const EXPIRED: Refusal = {
  status: 400,
  code: 'invalid_request',
  message: {
    en: 'Your session has expired. Go back to the app and try again.',
    ja: 'セッションの有効期限が切れました。アプリに戻って、もう一度お試しください。',
  },
};
