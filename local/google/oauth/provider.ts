import Provider, { type Configuration, interactionPolicy } from 'oidc-provider';
import { readerOf } from '../../reader.ts';
import { type GoogleState, ISSUER, type RegisteredClient } from '../google.ts';
import { blockedPage } from '../pages/blocked.ts';
import { openAdapter } from './adapter.ts';
import { PROMPT_PARAMETER } from './authorization-request.ts';
import { CODE_SECONDS, GRANT_SECONDS, refreshTokenSeconds } from './grant-terms.ts';
import { answerAuthorization, answerTokenError, answerTokens } from './provider-events.ts';
import { REQUESTABLE_SCOPES } from './scopes.ts';
import { tokenBits, useGoogleTokenPrefixes } from './token-prefixes.ts';

/**
 * Opens the OAuth 2.0 and OpenID Connect server underneath. It validates requests, keeps the state of
 * a sign-in, issues codes and tokens, and verifies PKCE and clients. The other modules add what is
 * specific to Google.
 */
export function openProvider(google: GoogleState, cookieKey: string): Provider {
  const provider = new Provider(ISSUER, {
    ...identity(google),
    ...lifetimes(google),
    ...refreshTokens(google),
    ...pages(google, cookieKey),
    adapter: openAdapter(google.records),
    clients: google.clients.map(toMetadata),
    jwks: { keys: [signingJwk(google)] },
    routes: { authorization: '/o/oauth2/v2/auth', token: '/token', jwks: '/oauth2/v3/certs' },
    formats: { bitsOfOpaqueRandomness: (_ctx, token) => tokenBits(token.kind) },
    extraParams: ['access_type', PROMPT_PARAMETER],
    responseTypes: ['code'],
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    clientBasedCORS: () => false,
    expiresWithSession: () => false,
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: { enabled: false },
      dPoP: { enabled: false },
    },
  });
  useGoogleTokenPrefixes(provider);
  // Koa would print unexpected errors, with the secrets in them, on the console.
  provider.silent = true;
  provider.on('authorization.success', (ctx, out) => answerAuthorization(google, ctx, out ?? {}));
  provider.on('grant.success', (ctx) => answerTokens(google, ctx));
  provider.on('grant.error', (ctx, error) => answerTokenError(google, ctx, error));
  provider.on('server_error', (ctx) => {
    if (ctx.oidc.route === 'token') ctx.body = { error: 'internal_failure' };
  });
  return provider;
}

function pages(google: GoogleState, cookieKey: string): Configuration {
  return {
    cookies: {
      keys: [cookieKey],
      long: { httpOnly: true, sameSite: 'lax', path: google.basePath || '/' },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    interactions: {
      url: (_ctx, interaction) => `${google.basePath}/signin/oauth/${interaction.uid}`,
      policy: [signInPages()],
    },
    async renderError(ctx, { error, error_description: message = '' }) {
      // The library explains in English only, like Google to developers.
      const refusal = { status: ctx.status, code: error, message: { en: message, ja: message } };
      const answer = await blockedPage(google, readerOf(ctx.req), { refusal });
      ctx.set(answer.headers);
      ctx.body = answer.body;
    },
  };
}

/** One prompt for all: the emulator's own pages decide what to show, and return a result. */
function signInPages(): interactionPolicy.Prompt {
  return new interactionPolicy.Prompt(
    { name: 'signin', requestable: false },
    new interactionPolicy.Check(
      'google_pages',
      'the account and the consent are decided by the pages',
      (ctx) => !ctx.oidc.result?.consent,
    ),
  );
}

function identity(google: GoogleState): Configuration {
  return {
    scopes: [...REQUESTABLE_SCOPES],
    claims: {
      openid: ['sub', 'azp', 'hd'],
      email: ['email', 'email_verified'],
      'https://www.googleapis.com/auth/userinfo.email': ['email', 'email_verified'],
    },
    conformIdTokenClaims: false,
    findAccount(ctx, sub) {
      const account = google.accounts.bySub(sub);
      if (!account) return undefined;
      const { address, hd } = account;
      const claims = { sub, azp: ctx.oidc.client?.clientId, email: address, email_verified: true };
      return { accountId: sub, claims: () => (hd ? { ...claims, hd } : claims) };
    },
  };
}

function lifetimes(google: GoogleState): Configuration {
  const addressOf = (sub: string | undefined) => google.accounts.bySub(sub ?? '')?.address;
  return {
    ttl: {
      AccessToken(_ctx, token) {
        const fault = google.faults.find('short_lived', addressOf(token.accountId));
        return fault ? Number(fault['seconds']) : google.accessTokenSeconds;
      },
      AuthorizationCode: CODE_SECONDS,
      IdToken: 3600,
      RefreshToken: (_ctx, token) => refreshTokenSeconds(google.grants.terms(token.grantId ?? '')),
      Interaction: 3600,
      Session: 3600,
      Grant: GRANT_SECONDS,
    },
  };
}

function refreshTokens(google: GoogleState): Configuration {
  return {
    issueRefreshToken: async (_ctx, _client, code) =>
      google.grants.terms(code.grantId ?? '').offline,
    rotateRefreshToken(ctx) {
      const sub = ctx.oidc.entities.RefreshToken?.accountId ?? '';
      const address = google.accounts.bySub(sub)?.address;
      return google.faults.find('rotates_refresh_token', address) !== undefined;
    },
  };
}

function toMetadata({ clientId, clientSecret, redirectUris }: RegisteredClient) {
  return {
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uris: redirectUris,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code' as const],
    token_endpoint_auth_method: 'client_secret_post' as const,
  };
}

function signingJwk({ signingKey }: GoogleState) {
  const jwk = signingKey.privateKey.export({ format: 'jwk' });
  return { ...jwk, kty: 'RSA', kid: signingKey.kid, use: 'sig', alg: 'RS256' } as const;
}
