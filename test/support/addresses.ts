/** Addresses that RFC 5321, 5322 and 6531 allow, and that a pattern for the usual ones refuses. */
export const LEGAL_ADDRESSES: readonly string[] = [
  "obrien'@example.com",
  'a&b@example.com',
  'a_b%c@example.com',
  'info@example.xn--q9jyb4c',
  'user@example.xn--p1ai',
  'info@b\u00fccher.example',
  '\u554f\u3044\u5408\u308f\u305b@example.jp',
  '"john doe"@example.com',
  '"a@b"@example.com',
  '.leading..dots.@docomo.example',
  '=?utf-8?q?x?=@example.com',
  '{$}`|~!#^*/@example.com',
  'postmaster@[192.0.2.1]',
  'root@localhost',
];
