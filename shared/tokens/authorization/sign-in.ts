import { AppError, asAppError } from '../../errors.ts';
import type { Mailbox } from '../model/connection.ts';
import { sameDigest } from '../model/identifiers.ts';
import type { Ports } from '../model/ports.ts';
import { IDENTITY_SCOPES } from '../model/scopes.ts';
import { type AuthorizationResponse, refusalAtGoogle, refusalOf } from './complete.ts';
import { codeChallengeOf, TRIP_MS } from './open.ts';

/**
 * What a trip to Google that only proves an identity has to remember. Nothing of it is stored, because
 * anybody may begin one: the browser carries it in a sealed cookie, which also binds the trip to it.
 */
export type SignInTrip = {
  readonly state: string;
  readonly codeVerifier: string;
  readonly nonce: string;
  readonly expiresAt: Date;
};

/** Tells the callback, without reading the store, that a state is not that of an authorization request. */
const PREFIX = 'sign-in.';
export const isSignIn = (state: string): boolean => state.startsWith(PREFIX);

/** Begins a sign-in. Returns the trip, and the URL at Google: state, nonce and an S256 challenge (RFC 7636). */
export async function beginSignIn({ oauth, clock, ids }: Ports): Promise<{
  readonly trip: SignInTrip;
  readonly location: string;
}> {
  const expiresAt = new Date(clock.now().getTime() + TRIP_MS);
  const state = `${PREFIX}${ids.secret()}`;
  const trip = { state, codeVerifier: ids.secret(), nonce: ids.secret(), expiresAt };
  const location = await oauth.authorizationUrl({
    state,
    nonce: trip.nonce,
    codeChallenge: codeChallengeOf(trip.codeVerifier),
    scopes: IDENTITY_SCOPES,
    consent: 'skip',
    loginHint: null,
  });
  return { trip, location };
}

/**
 * Takes Google's answer to a sign-in, and returns the account that it proves. Google accepts a code once,
 * so a replay fails there.
 *
 * @param trips the browser's own trips: the answer must be to one of them
 * @throws AppError `authorization_request_foreign`, `authorization_request_expired`,
 *   `authorization_denied`, `authorization_refused`, `authorization_interrupted`, `code_refused`,
 *   `client_refused`, `identity_unverified`, `google_unavailable`
 */
export async function completeSignIn(
  { oauth, clock }: Ports,
  trips: readonly SignInTrip[],
  { state, code, error }: Pick<AuthorizationResponse, 'state' | 'code' | 'error'>,
): Promise<Mailbox> {
  const trip = trips.find((each) => sameDigest(each.state, state));
  if (!trip) throw new AppError('authorization_request_foreign');
  if (trip.expiresAt <= clock.now()) throw new AppError('authorization_request_expired');
  if (error !== null) throw refusalAtGoogle(error);
  if (code === null) throw new AppError('code_refused');
  const answer = await oauth.exchangeCode(code, trip.codeVerifier).catch((thrown: unknown) => {
    throw refusalOf(asAppError(thrown));
  });
  if (answer.idToken === null) throw new AppError('identity_unverified');
  return oauth.verifyIdentity(answer.idToken, { nonce: trip.nonce, at: clock.now() });
}
