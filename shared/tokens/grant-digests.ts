import { createHash } from 'node:crypto';

/** Digests by which Google's security events name a refresh token; neither gives anything of it away. */
export type GrantDigests = {
  /** Google's `hash_base64_sha512_sha512` of the whole token. */
  readonly token: string;
  /** The same of its first 16 characters, which Google's `prefix` events show in the open. */
  readonly prefix: string;
};

const PREFIX_LENGTH = 16;

const sha512 = (data: string | Buffer): Buffer => createHash('sha512').update(data).digest();

/**
 * Base64 of SHA-512 of SHA-512 (developers.google.com/identity/protocols/risc). Google's page says no
 * more than "double hash"; the inner one is taken as bytes, as every receiver that we know of does.
 */
export const doubleHash = (text: string): string => sha512(sha512(text)).toString('base64');

/** The digests to keep beside a stored refresh token. */
export const grantDigestsOf = (refreshToken: string): GrantDigests => ({
  token: doubleHash(refreshToken),
  prefix: doubleHash(refreshToken.slice(0, PREFIX_LENGTH)),
});
