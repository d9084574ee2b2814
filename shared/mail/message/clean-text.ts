import { LIMITS } from './limits.ts';

// Line breaks in a subject or a name would add header lines when somebody replies to it.
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;
// They make `gpj.exe` look like `exe.jpg`.
const DIRECTION_MARKS = /[\u202a-\u202e\u2066-\u2069]/g;
// Reserved in file names by one of the systems on which somebody will open the file.
const RESERVED = /[/\\:*?"<>|]+/g;

/** A text of one line, without control characters, marks of direction, and blanks at its ends. */
export const oneLine = (text: string): string =>
  text.replace(DIRECTION_MARKS, '').replace(CONTROLS, ' ').trim();

/** Text with line breaks and tabs, and no other control characters: XML and JSON of others refuse those. */
export const withoutControls = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(/(?![\n\t])\p{Cc}/gu, '');

/** The beginning of a text, at most `limit` UTF-16 code units, which never ends within a character. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  const isHalf = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, isHalf ? limit - 1 : limit);
}

/**
 * A file name that is safe on every system, at most 255 characters with its extension kept.
 *
 * @returns the empty string when nothing of the name is left
 */
export function safeFileName(name: string): string {
  const safe = withoutOuterDots(oneLine(name).replace(RESERVED, '_'));
  if (safe.length <= LIMITS.fileName) return safe;
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(safe)?.[0] ?? '';
  return cut(safe, LIMITS.fileName - extension.length) + extension;
}

/** A regular expression for the end would take time by the square of the length where many dots stand in the middle. */
function withoutOuterDots(name: string): string {
  const isOuter = (at: number): boolean => /[.\s]/.test(name.charAt(at));
  let [start, end] = [0, name.length];
  while (start < end && isOuter(start)) start += 1;
  while (end > start && isOuter(end - 1)) end -= 1;
  return name.slice(start, end);
}
