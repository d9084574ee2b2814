import { randomBytes } from 'node:crypto';
import type { Google } from '../google.ts';
import type { Account } from '../state/accounts.ts';
import {
  GRANT_SECONDS,
  grantTerms,
  MAX_REFRESH_TOKENS,
  refreshTokenSeconds,
} from './grant-terms.ts';
import { parseScope } from './scopes.ts';
import { newRefreshToken } from './token-prefixes.ts';

export type MintedGrant = { account: Account; clientId: string; scopes: readonly string[] };

/**
 * Creates the records that a consent and its code exchange would create: a grant and its refresh
 * token, in the format of the OAuth server underneath.
 *
 * @returns the refresh token
 */
export function mintGrant(
  google: Pick<Google, 'faults' | 'grants' | 'now' | 'records'>,
  { account, clientId, scopes }: MintedGrant,
): string {
  const grantId = randomBytes(32).toString('base64url');
  const refreshToken = newRefreshToken();
  const terms = grantTerms(google, account, true);
  const scope = scopes.join(' ');
  const iat = Math.floor(google.now().getTime() / 1000);
  const common = { accountId: account.sub, clientId };

  const grant = { ...common, kind: 'Grant', jti: grantId, openid: { scope } };
  google.records.upsert('Grant', grantId, grant, GRANT_SECONDS);
  const token = {
    ...common,
    kind: 'RefreshToken',
    jti: refreshToken,
    grantId,
    scope,
    gty: 'authorization_code',
    rotations: 0,
    authTime: iat,
    iiat: iat,
  };
  google.records.upsert('RefreshToken', refreshToken, token, refreshTokenSeconds(terms));
  google.grants.setTerms(grantId, terms);
  const owner = { sub: account.sub, clientId };
  google.grants.addConsent(owner, parseScope(scope));
  google.grants.evictRefreshTokens(owner, MAX_REFRESH_TOKENS);
  return refreshToken;
}
