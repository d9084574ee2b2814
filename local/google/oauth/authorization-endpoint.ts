import { readerOf } from '../../reader.ts';
import type { Google } from '../google.ts';
import { ISSUER } from '../google.ts';
import { type Outcome, redirect } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import { blockedPage } from '../pages/blocked.ts';
import { refuseAccount } from './account-policy.ts';
import {
  PROMPT_PARAMETER,
  promptsOf,
  refuseAuthorizationRequest,
} from './authorization-request.ts';
import { isConsentNeeded } from './consent.ts';
import { forward } from './forward.ts';
import { sessionAccount } from './google-session.ts';
import { parseScope } from './scopes.ts';

/** `GET /o/oauth2/v2/auth`: shows an error page, or redirects the browser to the sign-in pages. */
export async function authorize(google: Google, exchange: Exchange): Promise<Outcome> {
  const { query } = exchange;
  const refusal = refuseAuthorizationRequest(google, query);
  if (refusal) return blockedPage(google, readerOf(exchange.request), { refusal });

  const prompts = promptsOf(query.get('prompt'));
  if (prompts.has('none')) {
    const error = refusePromptNone(google, exchange);
    if (error) return redirectError(query, error);
  }
  // The OAuth server underneath has its own prompts and would refuse `select_account`.
  const inner = new URLSearchParams(query);
  inner.delete('prompt');
  inner.set(PROMPT_PARAMETER, [...prompts].join(' '));
  return forward(google, exchange, { query: inner });
}

/** `GET /o/oauth2/v2/auth/{uid}`: continues from the sign-in pages to the redirect URI. */
export function resume(google: Google, exchange: Exchange): Promise<Outcome> {
  return forward(google, exchange);
}

/** The error of a `prompt=none` that would need a page (OpenID Connect Core section 3.1.2.6). */
function refusePromptNone(google: Google, exchange: Exchange): string | undefined {
  const account = sessionAccount(google, exchange);
  const hint = exchange.query.get('login_hint');
  if (!account || (hint && hint.toLowerCase() !== account.address)) return 'login_required';
  const { query } = exchange;
  const owner = { sub: account.sub, clientId: query.get('client_id') ?? '' };
  const scopeRequest = {
    scopes: parseScope(query.get('scope') ?? ''),
    isOffline: query.get('access_type') === 'offline',
  };
  const needsNoPage =
    !isConsentNeeded(google, owner, scopeRequest) && !refuseAccount(google, account);
  return needsNoPage ? undefined : 'interaction_required';
}

function redirectError(query: URLSearchParams, error: string): Outcome {
  const url = new URL(query.get('redirect_uri') ?? '');
  const state = query.get('state');
  url.searchParams.set('error', error);
  if (state !== null) url.searchParams.set('state', state);
  url.searchParams.set('iss', ISSUER);
  return redirect(url.href);
}
