/** How bytes are decoded: a label of the Encoding Standard, or one of the older charsets that shift between sets. */
export type Charset = string;

// Names as mail programs write them, without hyphens, underscores and blanks. The first that matches counts.
const WRITTEN: readonly (readonly [RegExp, Charset])[] = [
  [/^(?:x|cs)?(?:unicode11)?utf8/, 'utf-8'],
  [/^(?:x|cs)?(?:unicode11|unicode20)?utf7/, 'utf-7'],
  [/^utf16be$/, 'utf-16be'],
  [/^(?:utf16|ucs2|unicode)(?:le)?$/, 'utf-16le'],
  [/^(?:cs)?(?:iso2022jp|jis$|jis7|xwindowsiso2022jp|cp5022[0-2]|isoir87)/, 'iso-2022-jp'],
  [/^(?:cs)?iso2022kr/, 'iso-2022-kr'],
  [/^(?:x)?hz(?:gb2312)?$/, 'hz-gb-2312'],
  [
    /^(?:x|cs)?(?:shiftjis|shiftjs|sjis|mskanji|(?:cp|ms|windows)(?:932|943)|windows31j)/,
    'shift_jis',
  ],
  [/^(?:x|cs)?(?:eucjp|eucpkdfmtjapanese|ujis|cp51932|extendedunixcode)/, 'euc-jp'],
  // What is called GB 2312 has characters of its supersets GBK and GB 18030.
  [/^(?:x|cs)?(?:gb|euccn|chinese$|(?:cp|ms|windows)936|isoir58)/, 'gb18030'],
  // The same with KS C 5601 and its superset, code page 949.
  [/^(?:x|cs)?(?:euckr|ksc?(?:56|x10)|korean$|uhc|(?:cp|ms|windows)949|isoir149)/, 'euc-kr'],
  [/^(?:x|cs)?(?:x?big5|cnbig5|(?:cp|ms|windows)950)/, 'big5'],
  [/^(?:us)?ascii|^ansix34|^iso646|^7bit$|^8bit$|^none$|^default$|^binary$|^unknown/, 'us-ascii'],
];

/**
 * The charset that a mail names (RFC 2045 §5.1), however it spells it: `utf8`, `x-sjis`, `cp932`, `iso8859-1`.
 *
 * @returns null when it names none that anybody knows
 */
export function charsetNamed(written: string | null): Charset | null {
  const name = (written ?? '').toLowerCase().replace(/[^a-z0-9]/g, '');
  if (name === '') return null;
  const found = WRITTEN.find(([pattern]) => pattern.test(name));
  return found ? found[1] : (labelled(written ?? '') ?? labelled(hyphenated(name)));
}

/** `cp1252`, `win1252`, `iso88591`, `8859_15` by the names of the standard. */
const hyphenated = (name: string): string =>
  name
    .replace(/^(?:x|cs)?(?:cp|win|windows|ms)(125\d|874)$/, 'windows-$1')
    .replace(/^(?:x|cs)?(?:iso)?8859(1[0-6]|[1-9])\D*$/, 'iso-8859-$1')
    .replace(/^(?:x|cs)?koi8([ru])$/, 'koi8-$1');

function labelled(label: string): Charset | null {
  try {
    return new TextDecoder(label.trim()).encoding;
  } catch {
    return null;
  }
}
