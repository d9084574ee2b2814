import { createHash } from 'node:crypto';

/** How a refresh token is recognised in a security event, without being kept. */
export type GrantDigests = {
  /** Of the whole token: what Google sends as `hash_base64_sha512_sha512`. */
  readonly token: string;
  /** Of its first sixteen characters, which Google sends as `prefix`. */
  readonly prefix: string;
};

/** As many of a token's first characters as Google's `prefix` events show. */
export const PREFIX_CHARACTERS = 16;

/**
 * The digests to keep beside a refresh token (developers.google.com/identity/protocols/risc, "OAuth token
 * identifiers"). The prefix is digested too: as part of a secret it is never stored itself.
 */
export function grantDigestsOf(refreshToken: string): GrantDigests {
  return {
    token: doubleDigest(refreshToken),
    prefix: doubleDigest(refreshToken.slice(0, PREFIX_CHARACTERS)),
  };
}

/**
 * SHA-512 of the SHA-512, in padded base64. Google's page says no more than "double hash"; the inner one is
 * taken as bytes, as every receiver that we know of does. What an event names by its prefix is put through this before
 * it is looked up; what it names by its hash has been through it already.
 */
export function doubleDigest(text: string): string {
  return sha512(sha512(text)).toString('base64');
}

const sha512 = (data: string | Buffer): Buffer => createHash('sha512').update(data).digest();
