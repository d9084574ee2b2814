import type { Google } from '../google.ts';
import type { Account } from '../state/accounts.ts';
import type { Owner } from '../state/grants.ts';
import { grantTerms } from './grant-terms.ts';
import { formatScope } from './scopes.ts';

/** What a client asks for: scopes under Google's names, and whether it wants a refresh token. */
export type Wish = { scopes: readonly string[]; isOffline: boolean };

/**
 * Whether an account must be asked: it has yet to allow the client some of the scopes, or every refresh
 * token that it gave the client is dead. Otherwise Google answers without a page, and without a refresh
 * token: one that was lost can only be had again with `prompt=consent`.
 */
export function isConsentNeeded(
  google: Pick<Google, 'grants'>,
  owner: Owner,
  { scopes, isOffline }: Wish,
): boolean {
  const consented = google.grants.consented(owner);
  if (scopes.some((scope) => !consented.has(scope))) return true;
  return isOffline && google.grants.hasOutlivedRefreshTokens(owner);
}

export type Consent = {
  account: Account;
  clientId: string;
  /** What was asked for, in the request's own names. */
  requested: string[];
  /** What was ticked, or allowed before, under Google's names. */
  granted: string[];
  /** `access_type=offline`, and the consent page was shown in this very flow. */
  offline: boolean;
};

/**
 * Records a consent as a grant of its own, so that a replayed code takes back exactly what that
 * code had issued (RFC 6749 section 4.1.2) and no grant made before.
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
