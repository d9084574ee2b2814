import { randomBytes } from 'node:crypto';
import type Provider from 'oidc-provider';

/** Google's prefixes of codes and tokens; some contain a slash, which a client must escape. */
const PREFIXES = {
  AuthorizationCode: '4/0A',
  RefreshToken: '1//0e',
  AccessToken: 'ya29.a0',
} as const;

const BITS: Record<string, number> = {
  AuthorizationCode: 384,
  RefreshToken: 576,
  AccessToken: 1200,
};

/** The number of random bits of an identifier; codes and tokens are as long as Google's. */
export function tokenBits(kind: string): number {
  return BITS[kind] ?? 256;
}

/** A refresh token in the format of those that the OAuth server issues. */
export function newRefreshToken(): string {
  const bytes = randomBytes(tokenBits('RefreshToken') / 8);
  return PREFIXES.RefreshToken + bytes.toString('base64url');
}

/** An access token of a service account, which the OAuth server does not issue. */
export function newAccessToken(): string {
  return `ya29.c.c0${randomBytes(tokenBits('AccessToken') / 8).toString('base64url')}`;
}

/** Makes the OAuth server put Google's prefixes before its codes and tokens. */
export function useGoogleTokenPrefixes(provider: Provider): void {
  for (const model of ['AuthorizationCode', 'RefreshToken', 'AccessToken'] as const) {
    const { prototype } = provider[model];
    const generate: unknown = Reflect.get(prototype, 'generateTokenId');
    if (typeof generate !== 'function') throw new TypeError('oidc-provider makes tokens otherwise');
    Object.defineProperty(prototype, 'generateTokenId', {
      value(this: object) {
        return PREFIXES[model] + generate.call(this);
      },
    });
  }
}
