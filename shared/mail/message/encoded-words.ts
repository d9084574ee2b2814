import { decodeText } from './charset/decode-text.ts';

/** One encoded-word (RFC 2047 §2), with an optional language (RFC 2231 §5). Blanks within are wrong and common. */
const WORD = /=\?([^?*\s]*)(?:\*[^?\s]*)?\?([bq])\?([^?\r\n]*)\?=/gi;

/** One or several words of the same charset. */
type Word = { readonly charset: string; readonly contents: Buffer[] };

/**
 * The text of a header's value: its encoded-words (RFC 2047) and its raw bytes, in any charset, decoded.
 * Words of one charset that follow each other are joined before they are decoded, because many mailers divide a
 * character between two of them.
 *
 * @param value decoded as Latin 1
 * @param elsewhere the charset of the mail's body, for raw bytes
 */
export const decodedValue = (value: string, elsewhere: string | null = null): string =>
  wordsDecoded(rawDecoded(value, elsewhere), elsewhere);

/** A text whose raw bytes are decoded, with its encoded-words decoded, too. */
export const wordsDecoded = (text: string, elsewhere: string | null): string =>
  replacedWords(text, ({ charset, contents }) =>
    decodeText(Buffer.concat(contents), { charset, elsewhere }),
  );

/**
 * The same value with all of it in UTF-8, whose encoded-words stay words: for the parser of addresses, to which a
 * decoded comma or bracket would look like its own. Decoded as Latin 1 again.
 */
export function valueInUtf8(value: string, elsewhere: string | null = null): string {
  const words = replacedWords(rawDecoded(value, elsewhere), ({ charset, contents }) => {
    const text = decodeText(Buffer.concat(contents), { charset, elsewhere });
    return `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
  });
  return Buffer.from(words).toString('latin1');
}

/** Raw bytes are decoded before words are looked for: in some charsets a character may hold the bytes of `=?`. */
export const rawDecoded = (value: string, elsewhere: string | null): string =>
  /^[\t\x20-\x7e]*$/.test(value)
    ? value
    : decodeText(Buffer.from(value, 'latin1'), { charset: null, elsewhere });

function replacedWords(value: string, replace: (word: Word) => string): string {
  const pieces: (string | Word)[] = [];
  let end = 0;
  for (const found of value.matchAll(WORD)) {
    const between = value.slice(end, found.index);
    const word = wordOf(found);
    const before = pieces.at(-1);
    end = found.index + found[0].length;
    // Blanks between words only divide them (RFC 2047 §6.2).
    if (typeof before !== 'object' || between.trim() !== '') pieces.push(between, word);
    else if (before.charset !== word.charset) pieces.push(word);
    else before.contents.push(...word.contents);
  }
  return (
    pieces.map((piece) => (typeof piece === 'string' ? piece : replace(piece))).join('') +
    value.slice(end)
  );
}

function wordOf([, charset = '', encoding = '', content = '']: RegExpExecArray): Word {
  const bytes = /b/i.test(encoding) ? Buffer.from(content, 'base64') : fromQ(content);
  return { charset: charset.toLowerCase(), contents: [bytes] };
}

const fromQ = (content: string): Buffer =>
  Buffer.from(
    content
      .replaceAll('_', ' ')
      .replace(/=([0-9a-f]{2})/gi, (_all, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      ),
    'latin1',
  );
