import * as errors from 'jose/errors';
import { createRemoteJWKSet, customFetch } from 'jose/jwks/remote';
import { createShortFetch } from '../network/short-fetch.ts';

export type Keys = ReturnType<typeof createRemoteJWKSet>;

/** As long as jose itself waits for an answer. */
const TIMEOUT_MS = 5000;

/** Google's public keys. Created at the first token, because it loads Node's whole HTTP client, a fifth of a cold start. */
export function remoteKeys(jwksUrl: string): () => Keys {
  let keys: Keys | null = null;
  return () => {
    keys ??= createRemoteJWKSet(new URL(jwksUrl), {
      [customFetch]: createShortFetch(TIMEOUT_MS),
      timeoutDuration: TIMEOUT_MS,
    });
    return keys;
  };
}

/** True when the keys could not be fetched, which says nothing about the token. An unknown key id does. */
export function isKeyFetchFailure(thrown: unknown): boolean {
  if (thrown instanceof errors.JWKSTimeout || thrown instanceof errors.JWKSInvalid) return true;
  if (thrown instanceof errors.JOSEError) return thrown.code === 'ERR_JOSE_GENERIC';
  return true;
}
