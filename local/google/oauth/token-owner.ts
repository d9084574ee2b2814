import type { Google } from '../google.ts';
import type { Account } from '../state/accounts.ts';
import type { OAuthRecord } from '../state/records.ts';

/** Whom an access token speaks for: a user, or a service account itself. */
export type TokenOwner = Pick<Account, 'sub' | 'address' | 'hd'>;

export function tokenOwner(
  google: Pick<Google, 'accounts' | 'serviceAccounts'>,
  { sub }: Pick<OAuthRecord, 'sub'>,
): TokenOwner | undefined {
  const account = google.accounts.bySub(sub);
  const serviceAccount = account ? undefined : google.serviceAccounts.byClientId(sub);
  return serviceAccount ? { sub, address: serviceAccount.email } : account;
}
