import { crc32 } from 'node:zlib';

const CHECKSUM_BYTES = 4;

/** V8 proves where a cache comes from, not that it is whole, and a damaged one may end the process. */
export function sealCache(cache: Buffer): Buffer {
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeUInt32BE(crc32(cache));
  return Buffer.concat([checksum, cache]);
}

/** @throws Error when it is not what was sealed */
export function openCache(sealed: Buffer): Buffer {
  const cache = sealed.subarray(CHECKSUM_BYTES);
  if (sealed.length <= CHECKSUM_BYTES || crc32(cache) !== sealed.readUInt32BE()) {
    throw new Error('is damaged');
  }
  return cache;
}
