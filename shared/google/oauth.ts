import type { CodeChallengeMethod, OAuth2Client } from 'google-auth-library';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { AuthorizationParameters, OAuthProvider, TokenAnswer } from '../tokens/index.ts';
import type { GoogleEndpoints } from './endpoints.ts';
import { createIdentityVerifier } from './identity.ts';
import { createLibraryClients, type OAuthClient } from './library-client.ts';
import { tokenRefusal } from './refusals.ts';
import { answerIn, type GoogleAnswer, oauthReport } from './report.ts';

/**
 * The life of a token whose `expires_in` is missing or no life (RFC 6749 §5.1 only recommends it): as long as
 * any caller demands, and half of what Google gives. If it ends earlier, Gmail answers 401, and one refresh
 * follows.
 */
const ASSUMED_LIFE_SECONDS = 30 * 60;

/** An end further away than this is none: Google ends a grant that is not used after half a year. */
const LONGEST_GRANT_SECONDS = 5 * 365 * 24 * 3600;

const optionalText = z.string().min(1).nullable().catch(null);

/** Each optional field is judged on its own: an odd one never makes a valid access token useless. */
const answerSchema = z.object({
  access_token: z.string().min(1),
  expiry_date: z.number().nullable().catch(null),
  refresh_token: optionalText,
  /** Google sends numbers; a proxy may make them strings. */
  refresh_token_expires_in: z.coerce
    .number()
    .positive()
    .max(LONGEST_GRANT_SECONDS)
    .nullable()
    .catch(null),
  scope: z
    .union([z.string(), z.array(z.string())])
    .nullable()
    .catch(null),
  id_token: optionalText,
});

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
      return tokenAnswer(tokens);
    },

    verifyIdentity: createIdentityVerifier(client.clientId, endpoints.jwks),

    refresh: async (refreshToken) => {
      const library = await confidentialFor('refresh');
      library.setCredentials({ refresh_token: refreshToken });
      const fetched = fetchedTokens(library);
      await library.refreshAccessToken().catch((thrown: unknown) => {
        throw tokenRefusal(answerIn(thrown), 'grant_refused');
      });
      return tokenAnswer(fetched());
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

/** A 200 without a valid token response, such as a proxy's HTML page, is an outage and not a refusal. */
function tokenAnswer(tokens: unknown): TokenAnswer {
  const parsed = answerSchema.safeParse(tokens);
  if (!parsed.success) {
    const upstream = oauthReport('token', { status: 200, body: null });
    throw new AppError('google_unavailable', { upstream });
  }
  const { access_token, expiry_date, refresh_token, scope, id_token } = parsed.data;
  return {
    accessToken: access_token,
    expiresInSeconds: lifeUntil(expiry_date),
    refreshToken: refresh_token,
    grantExpiresInSeconds: parsed.data.refresh_token_expires_in,
    scopes: scope === null ? null : [scope].flat().join(' ').split(' ').filter(Boolean),
    idToken: id_token,
  };
}

/** The library turned Google's `expires_in` into a time of this machine's clock; this turns it back. */
function lifeUntil(expiryDate: number | null): number {
  const seconds = Math.round(((expiryDate ?? 0) - Date.now()) / 1000);
  return seconds > 0 ? seconds : ASSUMED_LIFE_SECONDS;
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
