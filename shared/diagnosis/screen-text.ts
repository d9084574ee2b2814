/**
 * One spelling for one text: full-width becomes half-width (Unicode NFKC), capitals small, quotation
 * marks dropped, spaces single. Japanese input methods and Google's pages differ in all of these.
 */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/['"‘’“”「」『』]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** A code as separate words, so that "redirect uri mismatch" and "redirect_uri_mismatch" meet. */
export const asWords = (text: string): string =>
  ` ${normalise(text)
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()} `;

/** The names in a text as programs write them. Google's help pages break them after an underscore. */
export const namesIn = (text: string): ReadonlySet<string> =>
  new Set(
    normalise(text)
      .replaceAll(/ ?_ ?/g, '_')
      .split(/[^a-z0-9_]+/),
  );

/** Japanese is written with and without spaces beside Latin words; comparing leaves them out. */
export const withoutSpaces = (text: string): string => text.replaceAll(' ', '');

/** The runs of three characters in a text: Japanese has no spaces to cut words at. */
export const runsIn = (text: string): ReadonlySet<string> =>
  new Set(Array.from({ length: Math.max(text.length - 2, 0) }, (_, at) => text.slice(at, at + 3)));

/** How much of a phrase is found in a text, from 0 to 1, by their runs. */
export function shareFound(phrase: ReadonlySet<string>, text: ReadonlySet<string>): number {
  const found = [...phrase].filter((run) => text.has(run));
  return phrase.size === 0 ? 0 : found.length / phrase.size;
}
