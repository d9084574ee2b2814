import { expect, test } from '@jest/globals';
import { crc32c } from './secret-manager/crc32c.ts';

/** RFC 3720, appendix B.4, and the check value of the catalogues of checksums. */
test.each([
  ['123456789', Buffer.from('123456789'), 0xe3069283],
  ['nothing', Buffer.alloc(0), 0],
  ['32 zeros', Buffer.alloc(32), 0x8a9136aa],
  ['32 ones', Buffer.alloc(32, 0xff), 0x62a8ab43],
  ['0 to 31', Buffer.from(Array.from({ length: 32 }, (_, i) => i)), 0x46dd794e],
])('the checksum of %s is the published one', (_, data, expected) => {
  expect(crc32c(data)).toBe(expected);
});
