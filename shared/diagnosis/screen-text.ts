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

/** The identifiers in a text. Google's help pages break them with a space after an underscore. */
export const namesIn = (text: string): ReadonlySet<string> =>
  new Set(
    normalise(text)
      .replaceAll(/ ?_ ?/g, '_')
      .split(/[^a-z0-9_]+/),
  );

/** Removes spaces for comparisons, because Japanese is written with and without spaces beside Latin words. */
export const withoutSpaces = (text: string): string => text.replaceAll(' ', '');

/** All sequences of three characters in a text, because Japanese has no spaces between words. */
export const runsIn = (text: string): ReadonlySet<string> =>
  new Set(Array.from({ length: Math.max(text.length - 2, 0) }, (_, at) => text.slice(at, at + 3)));

/** The share of a phrase's sequences that the text contains, from 0 to 1. */
export function shareFound(phrase: ReadonlySet<string>, text: ReadonlySet<string>): number {
  const found = [...phrase].filter((run) => text.has(run));
  return phrase.size === 0 ? 0 : found.length / phrase.size;
}

/**
 * The address of Google's error page shows the code to no reader: its parameter `authError` is a base64
 * protocol buffer. Replaces the parameter by the words in it; what is no base64 stays unreadable and harmless.
 */
export const decodeErrorParameter = (text: string): string =>
  text.replaceAll(/authError=([\w%+/=-]*)/g, (_, value: string) => {
    const encoded = new URLSearchParams(`value=${value.replaceAll('+', '%2B')}`).get('value') ?? '';
    const words = Buffer.from(encoded, 'base64').toString('utf8');
    return ` ${words.replaceAll(/[\p{Cc}\p{Cn}\uFFFD]+/gu, ' ')} `;
  });
