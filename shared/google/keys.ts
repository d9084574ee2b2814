import * as errors from 'jose/errors';
import { createRemoteJWKSet } from 'jose/jwks/remote';

export type Keys = ReturnType<typeof createRemoteJWKSet>;

/** Google's public keys. Created at the first token, because it loads Node's whole HTTP client, a fifth of a cold start. */
export function remoteKeys(jwksUrl: string): () => Keys {
  let keys: Keys | null = null;
  return () => {
    keys ??= createRemoteJWKSet(new URL(jwksUrl));
    return keys;
  };
}

/** True when the keys could not be fetched, which says nothing about the token. An unknown key id does. */
export function isKeyFetchFailure(thrown: unknown): boolean {
  if (thrown instanceof errors.JWKSTimeout || thrown instanceof errors.JWKSInvalid) return true;
  if (thrown instanceof errors.JOSEError) return thrown.code === 'ERR_JOSE_GENERIC';
  return true;
}
