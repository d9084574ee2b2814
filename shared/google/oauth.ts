import type { CodeChallengeMethod, OAuth2Client } from 'google-auth-library';
import { AppError } from '../errors.ts';
import type { AuthorizationParameters, OAuthProvider } from '../tokens/index.ts';
import type { GoogleEndpoints } from './endpoints.ts';
import { createIdentityVerifier } from './identity.ts';
import { createLibraryClients, type OAuthClient } from './library-client.ts';
import { tokenRefusal } from './refusals.ts';
import { answerIn, type GoogleAnswer, oauthReport } from './report.ts';
import { tokenAnswer } from './token-answer.ts';

/** Google's OAuth 2.0 server behind the OAuthProvider port. One library client per operation. */
export function createOAuthProvider(
  client: OAuthClient,
  endpoints: GoogleEndpoints,
): OAuthProvider {
  const clientFor = createLibraryClients(client, endpoints);
  const confidentialFor = (operation: 'refresh' | 'exchange'): Promise<OAuth2Client> => {
    if (client.clientSecret !== null) return clientFor(operation);
    const problems = ['GOOGLE_CLIENT_SECRET must be set for this function'];
    throw new AppError('configuration_invalid', { detail: { problems } });
  };

  return {
    authorizationUrl: async (parameters) =>
      (await clientFor('exchange')).generateAuthUrl(authorizationOptions(parameters)),

    exchangeCode: async (code, codeVerifier) => {
      const library = await confidentialFor('exchange');
      const { tokens } = await library.getToken({ code, codeVerifier }).catch((thrown: unknown) => {
        throw tokenRefusal(answerIn(thrown), 'code_refused');
      });
      return tokenAnswer(withLife(tokens));
    },

    verifyIdentity: createIdentityVerifier(client.clientId, endpoints.jwks),

    refresh: async (refreshToken) => {
      const library = await confidentialFor('refresh');
      library.setCredentials({ refresh_token: refreshToken });
      const fetched = fetchedTokens(library);
      await library.refreshAccessToken().catch((thrown: unknown) => {
        throw tokenRefusal(answerIn(thrown), 'grant_refused');
      });
      return tokenAnswer(withLife(fetched()));
    },

    revoke: async (refreshToken) => {
      const body = new URLSearchParams({ token: refreshToken });
      const library = await clientFor('revoke');
      await library.transporter
        .request({ url: endpoints.revocation, method: 'POST', data: body })
        .catch((thrown: unknown) => acceptUnknownToken(answerIn(thrown)));
    },
  };
}

function authorizationOptions(parameters: AuthorizationParameters) {
  const { state, nonce, codeChallenge, scopes, consent, loginHint } = parameters;
  return {
    state,
    nonce,
    scope: [...scopes],
    code_challenge: codeChallenge,
    // The library's enum is a run-time value: importing it would load the whole library at the start.
    code_challenge_method: 'S256' as CodeChallengeMethod.S256,
    access_type: consent === 'skip' ? 'online' : 'offline',
    prompt: consent === 'force' ? 'consent select_account' : 'select_account',
    ...(loginHint && { login_hint: loginHint }),
  };
}

/**
 * After a refresh the library overwrites a rotated refresh token with the old one. Only its `tokens`
 * event, which fires before that, shows what Google sent.
 */
function fetchedTokens(library: OAuth2Client): () => unknown {
  let fetched: unknown;
  library.on('tokens', (tokens) => {
    fetched = typeof tokens === 'object' ? { ...tokens } : tokens;
  });
  return () => fetched;
}

/** The library turned Google's `expires_in` into a time of this machine's clock; this turns it back. */
function withLife(tokens: unknown): unknown {
  if (typeof tokens !== 'object' || tokens === null) return tokens;
  const expiryDate: unknown = Reflect.get(tokens, 'expiry_date');
  if (typeof expiryDate !== 'number') return tokens;
  return { ...tokens, expires_in: Math.round((expiryDate - Date.now()) / 1000) };
}

/**
 * RFC 7009 §2.2: a token that is already invalid needs no revocation. Google answers `invalid_token` to a
 * token that it does not know; after any other refusal, also with status 400, the grant may live on.
 */
function acceptUnknownToken(answer: GoogleAnswer): void {
  const upstream = oauthReport('revocation', answer);
  if (upstream.status === 400 && upstream.error === 'invalid_token') return;
  throw new AppError('google_unavailable', { upstream });
}
