/** A text in the form in which its words are looked for: one form of each character, lower case, single blanks. */
export const inPlainForm = (text: string): string =>
  (isSimple(text) ? text : simplified(text)).toLowerCase().replace(/ {2,}/g, ' ').trim();

/** Printable ASCII without the stars of bold text. Most lines are, and normalizing takes most of the time. */
const isSimple = (text: string): boolean => /^[ -)+-~]*$/.test(text);

const simplified = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060\ufeff*]/g, '')
    .replaceAll('\u2019', "'")
    .replace(/\s+/g, ' ');

/** A table of words is written in lines of one kind, divided by ` | `, so that each language can be read at once. */
export const listOf = (...lines: readonly string[]): readonly string[] =>
  lines.flatMap((line) => line.split('|').map(inPlainForm));
