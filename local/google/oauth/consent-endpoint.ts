import type { InteractionResults } from 'oidc-provider';
import { readerOf } from '../../reader.ts';
import type { Google } from '../google.ts';
import { type Outcome, redirect } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import { blockedPage } from '../pages/blocked.ts';
import { consentPage } from '../pages/consent.ts';
import type { Account } from '../state/accounts.ts';
import { refuseAccount } from './account-policy.ts';
import { promptsOf } from './authorization-request.ts';
import { isConsentNeeded, saveConsent } from './consent.ts';
import { sessionAccount } from './google-session.ts';
import { isIdentityScope } from './scopes.ts';
import { expired } from './sign-in.ts';
import { readSignIn, type SignIn } from './sign-in-state.ts';

/** `GET /signin/oauth/{uid}/consent`: the consent page, skipped when every scope was granted before. */
export async function showConsent(google: Google, exchange: Exchange): Promise<Outcome> {
  const signIn = await readSignIn(google, exchange);
  if (!signIn) return expired(google, exchange);
  const account = sessionAccount(google, exchange);
  if (!account) return redirect(signIn.path);
  const refusal = refuseAccount(google, account);
  if (refusal) return blockedPage(google, readerOf(exchange.request), { refusal, account });

  const owner = { sub: account.sub, clientId: signIn.client.clientId };
  const isForced = promptsOf(signIn.prompt).has('consent');
  if (isForced || isConsentNeeded(google, owner, signIn)) {
    const allTicked = exchange.query.has('select-all');
    return consentPage(google, readerOf(exchange.request), { signIn, account, allTicked });
  }
  return allow(google, exchange, {
    signIn,
    account,
    granted: signIn.scopes,
    offline: false,
  });
}

/** `POST /signin/oauth/{uid}/consent`: grants the ticked scopes (Continue), or none (Cancel). */
export async function decideConsent(google: Google, exchange: Exchange): Promise<Outcome> {
  const signIn = await readSignIn(google, exchange);
  const account = sessionAccount(google, exchange);
  if (!signIn || !account) return expired(google, exchange);
  const refusal = refuseAccount(google, account);
  if (refusal) return blockedPage(google, readerOf(exchange.request), { refusal, account });

  const ticked = new Set(exchange.form.getAll('scope'));
  const granted = signIn.scopes.filter((scope) => isIdentityScope(scope) || ticked.has(scope));
  if (!exchange.form.has('allow') || granted.length === 0) {
    return finish(google, exchange, { error: 'access_denied' });
  }
  return allow(google, exchange, { signIn, account, granted, offline: signIn.isOffline });
}

type Decision = { signIn: SignIn; account: Account; granted: string[]; offline: boolean };

async function allow(google: Google, exchange: Exchange, decision: Decision): Promise<Outcome> {
  const { signIn, account, granted, offline } = decision;
  const { clientId } = signIn.client;
  const { requested } = signIn;
  const grantId = await saveConsent(google, { account, clientId, requested, granted, offline });
  return finish(google, exchange, {
    login: { accountId: account.sub, remember: false },
    consent: { grantId },
  });
}

async function finish(
  google: Google,
  exchange: Exchange,
  result: InteractionResults,
): Promise<Outcome> {
  const { request, response } = exchange;
  return redirect(await google.provider.interactionResult(request, response, result));
}
