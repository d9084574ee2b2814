/**
 * Text of UTF-7 (RFC 2152). It can spell `<script>` without the letter `<`: what comes out has to be cleaned
 * afterwards, never before.
 */
export const fromUtf7 = (text: string): string =>
  text.replace(/\+([A-Za-z0-9+/]*)-?/g, (_all, base64: string) =>
    base64 === '' ? '+' : unitsOf(Buffer.from(base64, 'base64')),
  );

/** UTF-16, big endian. A last single byte is padding. */
const unitsOf = (bytes: Buffer): string =>
  bytes
    .subarray(0, bytes.length & ~1)
    .swap16()
    .toString('utf16le');
