import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { type Charset, charsetNamed } from './charset-name.ts';
import { corrected, guessJapanese, isMostlyUtf8 } from './guess-charset.ts';
import { asEucJp, asEucKr, asGb, hasJapaneseEscape } from './iso-2022.ts';
import { fromUtf7 } from './utf-7.ts';

/** What a mail says of the charset of some bytes. */
export type Declared = {
  /** Null: nothing. */
  readonly charset: string | null;
  /** What another part of the mail is in, for bytes without a declaration. */
  readonly elsewhere?: string | null;
};

/**
 * The text of bytes whose charset is declared, declared wrong, misspelt or not declared at all. It never fails: what
 * cannot be read becomes U+FFFD. What is declared is believed as long as the bytes can be that; escape sequences and
 * valid UTF-8 are stronger evidence than a declaration of ASCII or of a charset of single bytes, which fits any bytes.
 */
export function decodeText(bytes: Buffer, declared: Declared): string {
  const named = charsetNamed(declared.charset);
  const text = decodeAs(bytes, charsetOf(bytes, named, declared) ?? 'windows-1252');
  // Halves of surrogate pairs, which UTF-7 can spell, are no text, and make others refuse the JSON that holds them.
  return (text.startsWith('\ufeff') ? text.slice(1) : text).toWellFormed();
}

/** They have no byte beyond ASCII, or zeros, so that nothing else would tell them. */
const SHIFTED = /^(?:utf-7|utf-16|iso-2022-kr|hz-)/;
const MULTI_BYTE = /^(?:shift_jis|euc-jp|gb18030|euc-kr|big5)$/;
const DOUBTFUL = /^(?:us-ascii|windows-1252|iso-8859-1|utf-8|iso-2022-jp)$/;
const WESTERN = /^(?:us-ascii|windows-1252|iso-8859-1)$/;

function charsetOf(bytes: Buffer, named: Charset | null, declared: Declared): Charset | null {
  const marked = byMark(bytes);
  if (marked !== null) return marked;
  if (named !== null && SHIFTED.test(named)) return named;
  if (hasJapaneseEscape(bytes)) return 'iso-2022-jp';
  if (isAscii(bytes)) return named === 'iso-2022-jp' ? named : 'us-ascii';
  return asDeclared(bytes, named) ?? byEvidence(bytes, named, declared);
}

/** The declared charset, or a stronger one; null: the declaration says nothing. */
function asDeclared(bytes: Buffer, named: Charset | null): Charset | null {
  const isMultiByte = named !== null && MULTI_BYTE.test(named);
  if (isMultiByte && isWhole(bytes, named))
    return named === 'shift_jis' || named === 'euc-jp' ? corrected(bytes, named) : named;
  if (isUtf8(bytes)) return 'utf-8';
  // Another charset of single bytes than the western one was chosen by somebody who knew why.
  return named === null || isMultiByte || DOUBTFUL.test(named) ? null : named;
}

const byEvidence = (bytes: Buffer, named: Charset | null, declared: Declared): Charset | null =>
  isMostlyUtf8(bytes)
    ? 'utf-8'
    : (byNeighbour(bytes, named, declared) ?? guessJapanese(bytes) ?? unknownTo(declared, named));

function byMark(bytes: Buffer): Charset | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes.length % 2 === 1) return null;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

/** Raw bytes in a header are mostly in the charset of the mail's body. */
function byNeighbour(bytes: Buffer, named: Charset | null, declared: Declared): Charset | null {
  const other = charsetNamed(declared.elsewhere ?? null);
  if (named !== null && named !== 'us-ascii') return null;
  return other !== null && MULTI_BYTE.test(other) && isWhole(bytes, other) ? other : null;
}

/** A name that only iconv-lite knows (code pages of DOS, Mac OS), or the declared one with its errors. */
const unknownTo = ({ charset }: Declared, named: Charset | null): Charset | null => {
  if (named !== null) return WESTERN.test(named) ? null : named;
  return charset !== null && iconv.encodingExists(charset) ? charset : null;
};

const isWhole = (bytes: Buffer, charset: Charset): boolean =>
  !decodeAs(bytes, charset).includes('\ufffd');

// Of these Node has the standards, and not what mail programs add to them.
const EXTENDED: Readonly<Record<string, string>> = { 'euc-kr': 'cp949', big5: 'big5-hkscs' };

function decodeAs(bytes: Buffer, charset: Charset): string {
  if (charset === 'us-ascii') return bytes.toString('latin1');
  if (charset === 'utf-7') return fromUtf7(bytes.toString('latin1'));
  if (charset === 'iso-2022-jp') return decodeAs(asEucJp(bytes), 'euc-jp');
  if (charset === 'iso-2022-kr') return decodeAs(asEucKr(bytes), 'euc-kr');
  if (charset === 'hz-gb-2312') return decodeAs(asGb(bytes), 'gb18030');
  const extended = EXTENDED[charset];
  if (extended !== undefined) return iconv.decode(bytes, extended);
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return iconv.decode(bytes, charset);
  }
}
