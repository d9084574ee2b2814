import { z } from 'zod';
import type { Incoming } from '../http/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { seal } from '../sealing/index.ts';
import { openSealedCookie, readCookie, setCookie } from '../sessions/index.ts';
import { type SignInTrip, TRIP_MS } from '../tokens/index.ts';

const CONTEXT = 'sign_in';

/** Sign-ins in several tabs at once do not disturb each other. A cookie holds 4 KB. */
const MOST_TRIPS = 4;

const tripsSchema = z.array(
  z.object({
    state: z.string(),
    codeVerifier: z.string(),
    nonce: z.string(),
    expiresAt: z.iso.datetime().transform((text) => new Date(text)),
  }),
);

/** The sign-ins that this browser has begun and not finished. Errors: those of the keyring. */
export async function readTrips(
  { cookies }: Incoming,
  { config, keyring }: Runtime,
): Promise<readonly SignInTrip[]> {
  const cookie = readCookie(cookies, 'sign_in', config.baseUrl);
  const sealed = { context: CONTEXT, schema: tripsSchema };
  return (await openSealedCookie(keyring, sealed, cookie)) ?? [];
}

/** Makes the Set-Cookie value that keeps these trips, the newest ones if there are many. */
export async function keepTrips(
  { config: { baseUrl }, keyring }: Runtime,
  trips: readonly SignInTrip[],
): Promise<string> {
  if (trips.length === 0) return setCookie('sign_in', '', { baseUrl, maxAge: 0 });
  const sealed = await seal(keyring, CONTEXT, JSON.stringify(trips.slice(-MOST_TRIPS)));
  return setCookie('sign_in', sealed, { baseUrl, maxAge: TRIP_MS / 1000 });
}
