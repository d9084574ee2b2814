import type { errors, KoaContextWithOIDC } from 'oidc-provider';
import { echoOf } from '../faults/echo.ts';
import type { GoogleState } from '../google.ts';
import { PROMPT_PARAMETER, promptsOf } from './authorization-request.ts';
import { TOKEN_ERRORS, type TokenError, withEcho } from './errors.ts';
import { MAX_REFRESH_TOKENS, REFRESH_TOKEN_SECONDS } from './grant-terms.ts';
import { shiftIdToken } from './id-token.ts';
import { formatScope } from './scopes.ts';
import { submittedAccount } from './submitted-account.ts';

/** Adds Google's own parameters to an authorization response (RFC 6749 section 4.1.2). */
export function answerAuthorization(
  google: GoogleState,
  ctx: KoaContextWithOIDC,
  out: Record<string, unknown>,
): void {
  const { account, grant, params } = ctx.oidc;
  const { hd } = google.accounts.bySub(account?.accountId ?? '') ?? {};
  const prompts = promptsOf(String(params?.[PROMPT_PARAMETER] ?? ''));
  Object.assign(out, {
    scope: formatScope(grant?.getOIDCScope().split(' ') ?? []),
    authuser: '0',
    ...(hd ? { hd } : {}),
    prompt: prompts.has('consent') ? 'consent' : 'none',
  });
}

/** Converts the OAuth server's token response (RFC 6749 section 5.1) to Google's. */
export function answerTokens(google: GoogleState, ctx: KoaContextWithOIDC): void {
  const issued = ctx.body as Record<string, string | number | undefined>;
  const { RefreshToken: refreshToken, Grant: grant } = ctx.oidc.entities;
  const terms = google.grants.terms(grant?.jti ?? '');
  const sub = grant?.accountId ?? '';
  const submitted = ctx.oidc.params?.['refresh_token'];
  const isNew = issued['refresh_token'] !== undefined && issued['refresh_token'] !== submitted;

  if (refreshToken && terms.lifeSeconds === null) {
    google.records.extend(refreshToken.jti, REFRESH_TOKEN_SECONDS);
  }
  if (isNew) {
    google.grants.evictRefreshTokens({ sub, clientId: grant?.clientId ?? '' }, MAX_REFRESH_TOKENS);
  }
  ctx.body = {
    access_token: issued['access_token'],
    expires_in: issued['expires_in'],
    ...(isNew ? { refresh_token: issued['refresh_token'] } : {}),
    ...(isNew && terms.lifeSeconds !== null
      ? { refresh_token_expires_in: terms.lifeSeconds - 1 }
      : {}),
    scope: formatScope(String(issued['scope']).split(' ')),
    token_type: 'Bearer',
    ...(issued['id_token']
      ? { id_token: shiftIdToken(google, String(issued['id_token']), sub) }
      : {}),
  };
}

/** Converts the OAuth server's error to Google's, without the details that Google does not give. */
export function answerTokenError(
  google: GoogleState,
  ctx: KoaContextWithOIDC,
  error: errors.OIDCProviderError,
): void {
  const { status, ...body } = toGoogle(error);
  ctx.status = status;
  const submitted = new URLSearchParams();
  for (const name of ['code', 'refresh_token']) {
    const value = ctx.oidc.params?.[name];
    if (typeof value === 'string') submitted.set(name, value);
  }
  const address = submittedAccount(google, submitted)?.address;
  ctx.body = withEcho(body, echoOf(google, submitted, address));
}

const BY_DETAIL: Record<string, TokenError> = {
  'authorization code not found': TOKEN_ERRORS.malformedCode,
  'code_verifier must be provided': TOKEN_ERRORS.missingVerifier,
  'code_verifier does not match code_challenge': TOKEN_ERRORS.wrongVerifier,
  'refresh token not found': TOKEN_ERRORS.deadToken,
};

function toGoogle(error: errors.OIDCProviderError): TokenError {
  if (error.error === 'invalid_client') return TOKEN_ERRORS.wrongSecret;
  const known = BY_DETAIL[error.error_detail ?? ''];
  if (known) return known;
  if (error.error === 'invalid_grant') return TOKEN_ERRORS.spentCode;
  return { status: error.statusCode, error: error.error, error_description: 'Bad Request' };
}
