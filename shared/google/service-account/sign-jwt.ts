import { AppError, type ErrorCode } from '../../errors.ts';
import { createShortFetch } from '../../network/short-fetch.ts';
import { callOnce } from '../call.ts';
import { iamReport } from '../report.ts';
import type { AssertionClaims } from './assertion.ts';

/** Short, and without a retry, so that the token request that follows still ends within the lease. */
const TIMEOUT_MS = 8000;

/** Where a JWT is signed, and with which identity. */
export type SigningService = {
  /** The base URL of the IAM Credentials API. */
  readonly iamCredentials: string;
  /** An access token of the identity under which this process runs. */
  readonly ownAccessToken: () => Promise<string>;
};

/**
 * Makes the function that has Google sign claims with a key that never leaves Google (IAM Credentials API,
 * `projects.serviceAccounts.signJwt`). The identity of this process needs the role Service Account Token
 * Creator on that service account.
 *
 * The function throws AppError `signing_refused`, `google_unavailable`, and what `ownAccessToken` throws.
 */
export function createJwtSigning({ iamCredentials, ownAccessToken }: SigningService) {
  const fetchImplementation = createShortFetch(TIMEOUT_MS);
  return async (claims: AssertionClaims): Promise<string> => {
    const account = `projects/-/serviceAccounts/${encodeURIComponent(claims.iss)}`;
    const answer = await callOnce(fetchImplementation, `${iamCredentials}/v1/${account}:signJwt`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await ownAccessToken()}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ payload: JSON.stringify(claims) }),
    });
    const signed = answer.status === 200 ? signedJwtIn(answer.body) : null;
    if (signed !== null) return signed;
    const upstream = iamReport(answer);
    throw new AppError(refusalCode(answer.status), { upstream });
  };
}

/**
 * With 401 Google refuses our own access token and not the request. The next attempt fetches another token, so the
 * refusal is transient.
 */
function refusalCode(status: number | null): ErrorCode {
  if (status === null || status < 400 || status >= 500) return 'google_unavailable';
  return [401, 408, 429].includes(status) ? 'google_unavailable' : 'signing_refused';
}

function signedJwtIn(body: unknown): string | null {
  const jwt = typeof body === 'object' && body !== null && Reflect.get(body, 'signedJwt');
  return typeof jwt === 'string' && jwt !== '' ? jwt : null;
}
