const HIGH = 0x80;

const highBits = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) | HIGH));

/** Puts characters of a set into EUC-JP. */
type Conversion = (text: string) => string;

// Bytes of 8 bits are half-width kana wherever they stand, as some mailers write them.
const ascii: Conversion = (text) => text.replace(/[\u0081-\u00ff]/g, '\u008e$&');
const kana: Conversion = (text) => ascii(highBits(text));
const kanji: Conversion = (text) => text.replace(/[!-~]{2}/g, highBits);
const moreKanji: Conversion = (text) =>
  text.replace(/[!-~]{2}/g, (pair) => `\u008f${highBits(pair)}`);

// RFC 1468, RFC 2237 (JIS X 0212), and `ESC ( I` for half-width kana, which no RFC allows and many mailers write.
const SETS: Readonly<Record<string, Conversion>> = {
  '(B': ascii,
  '(J': ascii,
  '(H': ascii,
  '(I': kana,
  $B: kanji,
  '$@': kanji,
  '$(B': kanji,
  '$(@': kanji,
  '$(Q': kanji,
  '$(D': moreKanji,
};

const JAPANESE = /^(?:\$[@B]|\$\([BDQ@]|\([IJ])/;
const ANY_SET = /^(?:\$\(.|\$[^(]|\(.)/;

/** Does the text choose a Japanese set? No text in another charset has these sequences. */
export const hasJapaneseEscape = (bytes: Buffer): boolean =>
  bytes.includes(0x1b) && chosen(bytes).some((text) => JAPANESE.test(text));

/** What follows each escape. */
const chosen = (bytes: Buffer): readonly string[] =>
  bytes.toString('latin1').split('\x1b').slice(1);

/**
 * Text of ISO-2022-JP as EUC-JP, which has the same characters without states, so that one table decodes both: with
 * NEC's and IBM's characters, JIS X 0212, and half-width kana by escape, by shift or with their eighth bit.
 */
export function asEucJp(bytes: Buffer): Buffer {
  const [plain = '', ...runs] = bytes
    .toString('latin1')
    .replaceAll('\x0e', '\x1b(I')
    .replaceAll('\x0f', '\x1b(B')
    .split('\x1b');
  return latin1(ascii(plain) + runs.map(converted).join(''));
}

function converted(run: string): string {
  const [sequence = ''] = ANY_SET.exec(run) ?? [];
  const text = run.slice(sequence.length);
  // A line break ends every set, or one lost sequence would garble the rest of the mail.
  const end = text.indexOf('\n');
  const convert = SETS[sequence] ?? ascii;
  return end < 0 ? convert(text) : convert(text.slice(0, end)) + ascii(text.slice(end));
}

/** Text of ISO-2022-KR (RFC 1557) as EUC-KR: its Korean characters stand between shift out and shift in. */
export function asEucKr(bytes: Buffer): Buffer {
  const [plain = '', ...shifted] = bytes.toString('latin1').replaceAll('\x1b$)C', '').split('\x0e');
  const parts = shifted.map((part) => {
    const [korean = '', ...rest] = part.split('\x0f');
    return highBits(korean) + rest.join('');
  });
  return latin1(plain + parts.join(''));
}

/** Text of HZ (RFC 1843) as GB 2312: its Chinese characters stand between `~{` and `~}`. */
export const asGb = (bytes: Buffer): Buffer =>
  latin1(
    bytes
      .toString('latin1')
      .replace(/~\{([^~\r\n]*)(?:~\})?|~~|~\r?\n/g, (all, shifted: string | undefined) =>
        shifted === undefined ? all.slice(1).trim() : highBits(shifted),
      ),
  );

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
