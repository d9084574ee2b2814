import type { Google } from '../google.ts';
import { mintAccessToken } from '../oauth/mint-access-token.ts';
import { CLOUD_PLATFORM } from '../oauth/scopes.ts';

/**
 * An access token of a service account's own, as the metadata server gives it to a function that runs
 * as this account. The account is created if there is none.
 */
export function issueAccessToken(
  google: Pick<Google, 'accessTokenSeconds' | 'records' | 'serviceAccounts'>,
  { email }: { email: string },
): string {
  const { clientId } = google.serviceAccounts.ensure(email);
  return mintAccessToken(google, {
    sub: clientId,
    clientId,
    scopes: [CLOUD_PLATFORM],
    seconds: google.accessTokenSeconds,
  });
}
