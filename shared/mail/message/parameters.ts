import { decodeText } from './charset/decode-text.ts';
import { rawDecoded, wordsDecoded } from './encoded-words.ts';

/** A structured header such as Content-Type: its value in lower case, and its parameters by name. */
export type Structured = {
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
};

/** Parameters of one header. More of them were written to make the parsing slow. */
const MOST_PARAMETERS = 200;

// A name, with a number and an asterisk where RFC 2231 §3 and §4 are used, and a value, which may be quoted. Before
// other characters than these a backslash is one of a path, as some mailers write them.
const PARAMETER = /;\s*([^\s=;"*]+)(?:\*(\d{1,4}))?(\*)?\s*=\s*(?:"((?:\\["\\]|[^"])*)"?|([^;]*))/g;

/**
 * Parses a header with parameters (RFC 2045 §5.1, RFC 2231): continued ones in any order, encoded ones
 * with or without a charset, and those that hold raw bytes or encoded-words, which no RFC allows and most mailers
 * write.
 *
 * @param header decoded as Latin 1
 * @param elsewhere the charset of the mail's body, for raw bytes
 */
export function parametersOf(header: string, elsewhere: string | null = null): Structured {
  // A quotation mark or a backslash may be half of a character in ISO-2022-JP and Shift_JIS.
  const text = rawDecoded(header, elsewhere);
  const pieces = new Map<string, Piece[]>();
  for (const [, name = '', number, star, quoted, token = ''] of found(text)) {
    const key = name.toLowerCase();
    const content = quoted?.replace(/\\(["\\])/g, '$1') ?? token.trim();
    const piece = {
      place: number === undefined ? null : Number(number),
      isEncoded: star === '*',
      text: content,
    };
    pieces.set(key, [...(pieces.get(key) ?? []), piece]);
  }
  const parameters = [...pieces].map(
    ([name, of]) => [name, decodedParameter(of, elsewhere)] as const,
  );
  const value = /^[^;]*/.exec(text)?.[0].replace(/\([^()]*\)/g, '') ?? '';
  return { value: value.trim().toLowerCase(), parameters: new Map(parameters) };
}

const found = (header: string): readonly RegExpExecArray[] =>
  header.matchAll(PARAMETER).take(MOST_PARAMETERS).toArray();

type Piece = { readonly place: number | null; readonly isEncoded: boolean; readonly text: string };

/** What RFC 2231 writes counts before the plain form, which is there for old readers; of two equal ones the first. */
function decodedParameter(pieces: readonly Piece[], elsewhere: string | null): string {
  const whole = pieces.find(({ place, isEncoded }) => place === null && isEncoded);
  const plain = pieces.find(({ place, isEncoded }) => place === null && !isEncoded);
  const parts = pieces
    .filter(({ place }) => place !== null)
    .toSorted((one, other) => (one.place ?? 0) - (other.place ?? 0));
  const encoded = whole ? [whole] : parts;
  if (encoded.length === 0) return wordsDecoded(plain?.text ?? '', elsewhere);
  if (!encoded.some(({ isEncoded }) => isEncoded))
    return wordsDecoded(encoded.map(({ text }) => text).join(''), elsewhere);
  return fromRfc2231(encoded, elsewhere);
}

function fromRfc2231(parts: readonly Piece[], elsewhere: string | null): string {
  const [first] = parts;
  const named = first?.isEncoded ? /^([^']*)'[^']*'/.exec(first.text) : null;
  const bytes = parts.map(({ text, isEncoded }, index) => {
    const content = index === 0 && named ? text.slice(named[0].length) : text;
    return isEncoded ? percentDecoded(content) : Buffer.from(content);
  });
  return decodeText(Buffer.concat(bytes), { charset: named?.[1] || null, elsewhere });
}

/** A broken percent sign stands for itself. */
const percentDecoded = (text: string): Buffer =>
  Buffer.concat(
    text
      .split(/((?:%[0-9a-f]{2})+)/i)
      .map((part, index) =>
        index % 2 === 1 ? Buffer.from(part.replaceAll('%', ''), 'hex') : Buffer.from(part),
      ),
  );
