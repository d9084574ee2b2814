import type { Google } from '../google.ts';
import type { Account } from '../state/accounts.ts';
import type { GrantTerms } from '../state/grants.ts';

/** Google's lifetimes, in seconds. */
export const CODE_SECONDS = 600;
/** A refresh token dies after six months without use. */
export const REFRESH_TOKEN_SECONDS = 180 * 24 * 3600;
/** While the app's publishing status is Testing, a refresh token dies a week after consent. */
const TESTING_REFRESH_TOKEN_SECONDS = 7 * 24 * 3600;
/** A grant has no expiry of its own. */
export const GRANT_SECONDS = 10 * 365 * 24 * 3600;

/** Live refresh tokens per account and client: issuing the 101st silently ends the oldest. */
export const MAX_REFRESH_TOKENS = 100;

/**
 * The terms of a grant made now: whether it gets a refresh token, and how long that lives. Depends
 * on the faults that are on.
 *
 * @param offline `access_type=offline`, and the consent page was shown in this authorization
 */
export function grantTerms(
  google: Pick<Google, 'faults'>,
  { address }: Account,
  offline: boolean,
): GrantTerms {
  return {
    offline: offline && google.faults.find('no_refresh_token', address) === undefined,
    lifeSeconds: lifeSeconds(google, address),
  };
}

/** How long refresh tokens live after consent; null: for as long as they are used. */
function lifeSeconds({ faults }: Pick<Google, 'faults'>, address: string): number | null {
  if (faults.find('testing', address)) return TESTING_REFRESH_TOKEN_SECONDS;
  const limited = faults.find('time_limited', address);
  return limited ? Number(limited['seconds']) : null;
}

/** How long a refresh token lives after its last use, or after consent where that limits it. */
export const refreshTokenSeconds = ({ lifeSeconds }: Pick<GrantTerms, 'lifeSeconds'>): number =>
  lifeSeconds ?? REFRESH_TOKEN_SECONDS;
