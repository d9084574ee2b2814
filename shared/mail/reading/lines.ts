import { inPlainForm } from './words.ts';

/** A line of a text: where it stands, and its words in plain form. */
export type Line = {
  readonly start: number;
  /** Without the line break. */
  readonly end: number;
  /** At most the first 1,000 characters. */
  readonly plain: string;
};

/** A longer line is no mark of a mail program. */
const LONGEST_LOOK = 1000;

/** The lines of a text. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let start = 0; start <= text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    lines.push({
      start,
      end,
      plain: inPlainForm(text.slice(start, Math.min(end, start + LONGEST_LOOK))),
    });
    start = end + 1;
  }
  return lines;
}

export const isBlank = (line: Line | undefined): boolean => (line?.plain ?? '') === '';

/** Is it a quoted line, by the sign that mail programs put before it (RFC 3676 §4.5)? */
export const isQuoted = (line: Line | undefined): boolean => line?.plain.startsWith('>') ?? false;

/** A line of five or more signs and no word, as people draw it above a signature. */
export const isRule = (line: Line | undefined): boolean =>
  line !== undefined && line.plain.length >= 5 && /^[\p{P}\p{S} ]+$/u.test(line.plain);
