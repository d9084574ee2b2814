import type { Google } from '../google.ts';
import { isAddress } from '../state/accounts.ts';
import { mintGrant } from './mint-grant.ts';
import { REQUESTABLE_SCOPES } from './scopes.ts';

export type SeedRequest = {
  addresses: readonly string[];
  /** The client that the accounts have consented to; the first one by default. */
  clientId?: string | undefined;
  /** The granted scopes, under names that a request may use; by default the fewest that allow a probe. */
  scopes?: readonly string[] | undefined;
};

export type SeededAccount = {
  address: string;
  sub: string;
  refreshToken: string;
  scopes: readonly string[];
};

const PROBE_SCOPES = ['openid', 'email', 'https://www.googleapis.com/auth/gmail.labels'];

/**
 * Creates for each address an account that has already consented, and its refresh token, without a walk
 * through the pages for each. An address that is named twice gets a second refresh token.
 *
 * @throws RangeError when an address or a scope is invalid or the client is unknown; nothing is seeded
 */
export function seedAccounts(
  google: Pick<Google, 'accounts' | 'clients' | 'faults' | 'grants' | 'now' | 'records'> &
    Pick<Google, 'transaction'>,
  { addresses, scopes = PROBE_SCOPES, ...request }: SeedRequest,
): SeededAccount[] {
  const clientId = request.clientId ?? google.clients[0]?.clientId;
  if (!clientId || !google.clients.some((client) => client.clientId === clientId)) {
    throw new RangeError('There is no such client');
  }
  if (!addresses.every(isAddress)) throw new RangeError('Not every address is one');
  if (scopes.length === 0 || !scopes.every((scope) => REQUESTABLE_SCOPES.includes(scope))) {
    throw new RangeError('Not every scope is one');
  }
  return google.transaction(() =>
    addresses.map((given) => {
      const account = google.accounts.ensure(given);
      const refreshToken = mintGrant(google, { account, clientId, scopes });
      return { address: account.address, sub: account.sub, refreshToken, scopes };
    }),
  );
}
