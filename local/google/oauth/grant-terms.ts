import type { Google } from '../google.ts';
import type { Account } from '../state/accounts.ts';
import type { GrantTerms } from '../state/grants.ts';

/** Live refresh tokens per account and client: the oldest leaves silently for the 101st. */
export const MAX_REFRESH_TOKENS = 100;

/**
 * What a consent given now is worth, under the faults that are on.
 *
 * @param offline `access_type=offline`, and the owner consented to it in this very flow
 */
export function grantTerms(
  google: Pick<Google, 'faults'>,
  { address }: Account,
  offline: boolean,
): GrantTerms {
  return {
    offline: offline && google.faults.find('no_refresh_token', address) === undefined,
    testing: google.faults.find('testing', address) !== undefined,
  };
}
