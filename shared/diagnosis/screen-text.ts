/** What people see on a screen or in a mail: Google's error codes, and stable parts of its sentences, en and ja. */
export type ScreenWords = {
  readonly codes: readonly string[];
  readonly phrases: readonly string[];
};

/**
 * Normalizes a text: half-width characters (Unicode NFKC), lower case, no quotation marks, single spaces.
 * Japanese input methods and Google's pages differ in all of these.
 */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/['"‘’“”「」『』]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** A code as separate words, so that "redirect uri mismatch" matches "redirect_uri_mismatch". */
export const asWords = (text: string): string =>
  ` ${normalise(text)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()} `;

/**
 * The identifiers in a text. Google's help pages break them with a space after an underscore. A name within an address of
 * mail, or joined to another by a hyphen, is another name.
 */
export const namesIn = (text: string): ReadonlySet<string> =>
  new Set(
    normalise(text)
      .replaceAll(/ ?_ ?/g, '_')
      .split(/[^a-z0-9_@-]+/),
  );

/**
 * The code that Google's page names under its text, such as “Error 400: redirect_uri_mismatch”: what an administrator
 * or a developer wrote into the rest of the page does not count beside it. Null: the text has no such line.
 */
export const namedCode = (text: string): string | null =>
  /(?:error|エラー|fehler|erreur|erro|errore|오류|错误|錯誤|ошибка) ?[45]\d\d ?[::] ?([a-z]+(?:_[a-z]+)*)/.exec(
    normalise(text).replaceAll(/ ?_ ?/g, '_'),
  )?.[1] ?? null;

/** Removes spaces for comparisons, because Japanese is written with and without spaces beside Latin words. */
export const withoutSpaces = (text: string): string => text.replaceAll(' ', '');

/** All sequences of three characters in a text, because Japanese has no spaces between words. */
export const runsIn = (text: string): ReadonlySet<string> =>
  new Set(Array.from({ length: Math.max(text.length - 2, 0) }, (_, at) => text.slice(at, at + 3)));

/** The share of a phrase's sequences that the text contains, from 0 to 1. */
export function shareFound(phrase: ReadonlySet<string>, text: ReadonlySet<string>): number {
  let found = 0;
  for (const run of phrase) if (text.has(run)) found++;
  return phrase.size === 0 ? 0 : found / phrase.size;
}

/** The words of a page that was pasted as HTML: without tags, and without what scripts and styles hold. */
export function withoutMarkup(text: string): string {
  if (!/^\s*</.test(text)) return text;
  const parts: string[] = [];
  let at = 0;
  for (let open = text.indexOf('<'); open >= 0; open = text.indexOf('<', at)) {
    parts.push(text.slice(at, open));
    const name = /^<(script|style)\b/i.exec(text.slice(open, open + 8))?.[1];
    const closing = name ? text.indexOf(`</${name}`, open) : open;
    const end = closing < 0 ? -1 : text.indexOf('>', closing);
    if (end < 0) return parts.join(' ');
    at = end + 1;
  }
  return [...parts, text.slice(at)].join(' ');
}

/** An address has one such parameter, and a page that was pasted few. */
const MOST_PARAMETERS = 5;

/**
 * The address of Google's error page shows the code to no reader: its parameter `authError` is a base64
 * protocol buffer, written as in an address or in a link of a page. Replaces the parameter by the words in it; what is
 * no base64 stays unreadable and harmless.
 */
export function decodeErrorParameter(text: string): string {
  let left = MOST_PARAMETERS;
  return text.replaceAll(/authError(?:=|%3D)([\w%+/=-]*)/gi, (_, value: string) => {
    if (left-- <= 0) return ' ';
    const words = Buffer.from(unescaped(unescaped(value)), 'base64').toString('utf8');
    return ` ${words.replaceAll(/[\p{Cc}\p{Cn}\uFFFD]+/gu, ' ')} `;
  });
}

/** A value of an address; that of an address within an address is escaped twice. */
const unescaped = (value: string): string =>
  new URLSearchParams(`value=${value.replaceAll('+', '%2B')}`).get('value') ?? '';
