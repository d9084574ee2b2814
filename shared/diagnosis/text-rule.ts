import type { Cause } from './diagnosis.ts';

/** Words of another server, in a text that a person pastes. What a rule leaves out matches anything. */
export type TextRule = {
  readonly cause: Cause;
  /** Enhanced status codes (RFC 3463): whole ones anywhere in the text, or `4.` and `5.` for the class of the first. */
  readonly codes?: readonly string[];
  /** Parts of sentences in lower case, of which the text has one. */
  readonly says?: readonly string[];
};

/** The rule for a text that says one of these. */
export const says = (cause: Cause, ...words: readonly string[]): TextRule => ({
  cause,
  says: words,
});

/** A text as the rules read it. */
export type ReadText = { readonly words: string; readonly codes: readonly string[] };

const hasCode = (wanted: string, codes: readonly string[]): boolean =>
  wanted.endsWith('.') ? codes[0]?.startsWith(wanted) === true : codes.includes(wanted);

/** Does a rule match a text? */
export const matchesText = ({ codes, says }: TextRule, text: ReadText): boolean =>
  (codes === undefined || codes.some((code) => hasCode(code, text.codes))) &&
  (says === undefined || says.some((words) => text.words.includes(words)));

/** The longest text that is read: a bounce quotes the mail, and says at its beginning what is wrong. */
const MOST_CHARACTERS = 8 * 1024;

/** A text in lower case, with plain quotation marks and single spaces. */
export const wordsOf = (text: string): string =>
  text
    .slice(0, MOST_CHARACTERS)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/\s+/g, ' ');
