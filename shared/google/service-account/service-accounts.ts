import { asAppError } from '../../errors.ts';
import { createShortFetch } from '../../network/short-fetch.ts';
import type { AssertionRequest, Clock, ServiceAccounts } from '../../tokens/index.ts';
import { byDelegation } from '../by-delegation.ts';
import { callTwice } from '../call.ts';
import type { GoogleEndpoints } from '../endpoints.ts';
import { tokenRefusal } from '../refusals.ts';
import { tokenAnswer } from '../token-answer.ts';
import { assertionClaims, signAssertion } from './assertion.ts';
import { createIdentification } from './identify.ts';
import { createJwtSigning, type SigningService } from './sign-jwt.ts';

/** As long as a refresh by refresh token may take: with one retry this stays within the lease. */
const TIMEOUT_MS = 12_000;

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** What the port is made of: where Google is, the time, and our own identity for keyless signing. */
export type ServiceAccountsOptions = {
  readonly endpoints: GoogleEndpoints;
  readonly clock: Pick<Clock, 'now'>;
  readonly ownAccessToken: SigningService['ownAccessToken'];
};

/** Google's service accounts behind the ServiceAccounts port. */
export function createServiceAccounts({
  endpoints,
  clock,
  ownAccessToken,
}: ServiceAccountsOptions): ServiceAccounts {
  const { token, userinfo, iamCredentials } = endpoints;
  const fetchImplementation = createShortFetch(TIMEOUT_MS);
  const signJwt = createJwtSigning({ iamCredentials, ownAccessToken });
  const assertionFor = async (request: AssertionRequest): Promise<string> => {
    const claims = assertionClaims(request, token, clock.now());
    const { signer } = request;
    if (signer.kind === 'key') return signAssertion(claims, signer);
    return signJwt(claims).catch((thrown: unknown) => {
      throw byDelegation(asAppError(thrown));
    });
  };
  return {
    requestToken: async (request) => {
      const assertion = await assertionFor(request);
      const body = new URLSearchParams({ grant_type: JWT_BEARER, assertion });
      const answer = await callTwice(fetchImplementation, token, { method: 'POST', body });
      if (answer.status !== 200) throw byDelegation(tokenRefusal(answer, 'grant_refused'));
      return tokenAnswer(answer.body);
    },
    identify: createIdentification(userinfo),
  };
}
