import type { Google } from '../google.ts';
import type { Account } from '../state/accounts.ts';
import type { Owner } from '../state/grants.ts';
import { grantTerms } from './grant-terms.ts';
import { formatScope } from './scopes.ts';

/** What a client requests: scopes under Google's names, and whether it wants a refresh token. */
export type ScopeRequest = { scopes: readonly string[]; isOffline: boolean };

/**
 * Whether the account must see the consent page: it has not yet granted the client every scope, or
 * every refresh token that it gave the client is dead. Otherwise Google answers without a page and
 * without a refresh token: a client that lost its token gets a new one only with `prompt=consent`.
 */
export function isConsentNeeded(
  google: Pick<Google, 'grants'>,
  owner: Owner,
  { scopes, isOffline }: ScopeRequest,
): boolean {
  const consented = google.grants.consented(owner);
  if (scopes.some((scope) => !consented.has(scope))) return true;
  return isOffline && google.grants.hasOutlivedRefreshTokens(owner);
}

export type Consent = {
  account: Account;
  clientId: string;
  /** The requested scopes, under the names that the request uses. */
  requested: string[];
  /** The scopes that were ticked or granted before, under Google's names. */
  granted: string[];
  /** `access_type=offline`, and the consent page was shown in this authorization. */
  offline: boolean;
};

/**
 * Records each consent as a separate grant, so that a replayed code revokes exactly the tokens issued
 * for that code (RFC 6749 section 4.1.2) and no earlier grant.
 *
 * @returns the grant's id
 */
export async function saveConsent(google: Google, consent: Consent): Promise<string> {
  const { account, clientId, requested } = consent;
  const granted = new Set(consent.granted);
  const grant = new google.provider.Grant({ accountId: account.sub, clientId });
  grant.addOIDCScope(requested.filter((scope) => granted.has(formatScope([scope]))).join(' '));
  const grantId = await grant.save();
  google.grants.setTerms(grantId, grantTerms(google, account, consent.offline));
  google.grants.addConsent({ sub: account.sub, clientId }, consent.granted);
  return grantId;
}
