import { randomBytes } from 'node:crypto';
import type Provider from 'oidc-provider';

/** Google's codes and tokens have prefixes, and a slash that a careless client fails to escape. */
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

/** How many random bits an identifier has: as long as Google's for codes and tokens. */
export function tokenBits(kind: string): number {
  return BITS[kind] ?? 256;
}

/** A refresh token like those that the server makes. */
export function newRefreshToken(): string {
  const bytes = randomBytes(tokenBits('RefreshToken') / 8);
  return PREFIXES.RefreshToken + bytes.toString('base64url');
}

/** Puts Google's prefixes before the codes and tokens that the server makes. */
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
