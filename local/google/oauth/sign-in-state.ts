import type { Google, RegisteredClient } from '../google.ts';
import { type Exchange, segmentsOf } from '../http/exchange.ts';
import { PROMPT_PARAMETER } from './authorization-request.ts';
import { parseScope } from './scopes.ts';

/** The authorization request that a browser is signing in for. */
export type SignIn = {
  /** The path of its pages, e.g. `/google/signin/oauth/…`. */
  path: string;
  client: RegisteredClient;
  redirectUri: string;
  /** The scopes under the request's names; `scopes` has them under Google's names. */
  requested: string[];
  scopes: string[];
  prompt: string;
  loginHint: string | undefined;
  isOffline: boolean;
};

/** Reads the sign-in that the path names; undefined unless the browser's cookie belongs to it. */
export async function readSignIn(google: Google, exchange: Exchange): Promise<SignIn | undefined> {
  const uid = segmentsOf(exchange.path)[2];
  const details = await google.provider
    .interactionDetails(exchange.request, exchange.response)
    .catch(() => undefined);
  if (!details || details.uid !== uid) return undefined;

  const text = (name: string) => {
    const value = details.params[name];
    return typeof value === 'string' ? value : '';
  };
  const client = google.clients.find(({ clientId }) => clientId === text('client_id'));
  return (
    client && {
      path: `${google.basePath}/signin/oauth/${uid}`,
      client,
      redirectUri: text('redirect_uri'),
      requested: text('scope').split(' '),
      scopes: parseScope(text('scope')),
      prompt: text(PROMPT_PARAMETER),
      loginHint: text('login_hint').toLowerCase() || undefined,
      isOffline: text('access_type') === 'offline',
    }
  );
}
