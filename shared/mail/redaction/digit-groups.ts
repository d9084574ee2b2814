/** Digits that stand together in a text. */
export type DigitGroup = {
  readonly start: number;
  readonly end: number;
  /** In ASCII. */
  readonly digits: string;
  /** The text between the previous group and this one, if one number may include both; null: this group begins a number. */
  readonly joint: string | null;
};

const BLANKS = ' \\u00a0\\u2000-\\u200d\\u202f\\u205f\\u2060\\u3000\\ufeff\\u00ad';
const BLANK = `[${BLANKS}]`;
// Japanese keyboards write a long vowel where a hyphen is meant.
const HYPHEN = '[-\\u2010-\\u2015\\u2212\\uff0d\\ufe63\\u30fc\\uff70.\\uff0e\\u30fb]';
/** Blanks and a hyphen; or a line break, after which the line may be quoted or indented. */
const JOINT = new RegExp(
  `^(?:${BLANK}{0,2}${HYPHEN}?${BLANK}{0,2}|${BLANK}{0,2}${HYPHEN}?${BLANK}{0,2}\\r?\\n[>|\\t${BLANKS}]{0,12})$`,
);
const LONGEST_JOINT = 20;
const FULL_WIDTH_ZERO = 0xff10;

/** The groups of digits, ASCII and full-width, of a text. Takes time by its length. */
export function digitGroupsIn(text: string): readonly DigitGroup[] {
  const groups: DigitGroup[] = [];
  for (const { 0: written, index: start } of text.matchAll(/[0-9\uff10-\uff19]+/g)) {
    const before = groups.at(-1);
    const between = before && text.slice(before.end, Math.min(start, before.end + LONGEST_JOINT));
    const isJoined = before && start - before.end < LONGEST_JOINT && JOINT.test(between ?? '');
    groups.push({
      start,
      end: start + written.length,
      digits: inAscii(written),
      joint: isJoined ? (between ?? '') : null,
    });
  }
  return groups;
}

const inAscii = (written: string): string =>
  written.replace(/[\uff10-\uff19]/g, (digit) =>
    String.fromCharCode(digit.charCodeAt(0) - FULL_WIDTH_ZERO + 0x30),
  );

export const isLineBreak = (joint: string | null): boolean => joint?.includes('\n') ?? false;
