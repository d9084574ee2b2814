import { hash } from 'node:crypto';

const ALGORITHM = 'sha256';
const DIGEST_BYTES = 32;

/** V8 proves where a cache comes from, not that it is whole, and a damaged one may end the process. */
export const sealCache = (cache: Buffer): Buffer => Buffer.concat([digestOf(cache), cache]);

/** @throws Error when it is not what was sealed */
export function openCache(sealed: Buffer): Buffer {
  const cache = sealed.subarray(DIGEST_BYTES);
  if (!digestOf(cache).equals(sealed.subarray(0, DIGEST_BYTES))) throw new Error('is damaged');
  return cache;
}

/** By `crypto`, which every function loads anyway. */
const digestOf = (cache: Buffer): Buffer => hash(ALGORITHM, cache, 'buffer');
