import { hash } from 'node:crypto';

const ALGORITHM = 'sha256';
const DIGEST_BYTES = 32;

/**
 * Prepends a digest to a code cache. V8 verifies which source a cache belongs to, but not that it is
 * intact, and a damaged cache can crash the process.
 */
export const withDigest = (cache: Buffer): Buffer => Buffer.concat([digestOf(cache), cache]);

/**
 * Verifies the digest and returns the code cache.
 *
 * @throws Error when the file is damaged
 */
export function verifyDigest(file: Buffer): Buffer {
  const cache = file.subarray(DIGEST_BYTES);
  if (!digestOf(cache).equals(file.subarray(0, DIGEST_BYTES))) throw new Error('is damaged');
  return cache;
}

/** Uses `crypto`, which every function loads anyway. */
const digestOf = (cache: Buffer): Buffer => hash(ALGORITHM, cache, 'buffer');
