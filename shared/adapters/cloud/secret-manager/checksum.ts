// The package assigns its exports where Node's reader of CommonJS does not see their names.
import crc32c from 'crc-32/crc32c.js';

/** CRC32C (RFC 3720, appendix B.4) as Secret Manager counts it: unsigned, in decimal. */
export const checksumOf = (data: Uint8Array): string => String(crc32c.buf(data) >>> 0);
