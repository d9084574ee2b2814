import type { Google } from '../google.ts';
import { ISSUER } from '../google.ts';
import { signJwt } from './signing-key.ts';

/**
 * Shifts an id_token's `iat` and `exp` from the wall clock to the emulator's clock, plus the
 * `skewed_clock` fault of its account.
 */
export function shiftIdToken(
  google: Pick<Google, 'accounts' | 'faults' | 'now' | 'signingKey'>,
  idToken: string,
  sub: string,
): string {
  const address = google.accounts.bySub(sub)?.address;
  const skew = Number(google.faults.find('skewed_clock', address)?.['seconds'] ?? 0);
  const seconds = Math.round((google.now().getTime() - Date.now()) / 1000) + skew;
  if (seconds === 0) return idToken;

  const [, payload = ''] = idToken.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  return signJwt(google.signingKey, {
    ...claims,
    iat: claims.iat + seconds,
    exp: claims.exp + seconds,
  });
}

/**
 * The OIDC token that Cloud Scheduler, Pub/Sub and Cloud Tasks send for a service account
 * (cloud.google.com/scheduler/docs/http-target-auth), valid for one hour.
 */
export function issueServiceAccountIdToken(
  google: Pick<Google, 'now' | 'signingKey'>,
  input: { email: string; audience: string },
  sub: string,
): string {
  const iat = Math.floor(google.now().getTime() / 1000);
  return signJwt(google.signingKey, {
    aud: input.audience,
    azp: sub,
    email: input.email,
    email_verified: true,
    exp: iat + 3600,
    iat,
    iss: ISSUER,
    sub,
  });
}
