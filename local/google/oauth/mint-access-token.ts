import type { Google } from '../google.ts';
import { newAccessToken } from './token-prefixes.ts';

export type ServiceAccountToken = {
  /** The user whom the service account acts for, or the account itself. */
  sub: string;
  clientId: string;
  scopes: readonly string[];
  seconds: number;
};

/** The grant type in the record of a service account's access token. */
export const SERVICE_ACCOUNT = 'service_account';

/** Stores an access token of a service account, and returns it. It belongs to no grant. */
export function mintAccessToken(
  google: Pick<Google, 'records'>,
  { sub, clientId, scopes, seconds }: ServiceAccountToken,
): string {
  const accessToken = newAccessToken();
  const payload = {
    kind: 'AccessToken',
    jti: accessToken,
    accountId: sub,
    clientId,
    scope: scopes.join(' '),
    gty: SERVICE_ACCOUNT,
  };
  google.records.upsert('AccessToken', accessToken, payload, seconds);
  return accessToken;
}
