/** A file within a text, as mailers wrote it before MIME. */
export type UuencodedFile = { readonly name: string; readonly content: Buffer };

/** More files were written to make the decoding slow: they are left in the text. */
const MOST_FILES = 100;
const BEGIN = /^begin [0-7]{3,4} (\S.*)$/;

/**
 * The files that stand uuencoded in a text (POSIX, `uuencode`), and the text without them. What does not end, or has
 * a line of another length than it says, is text.
 */
export function uuencodedIn(text: string): {
  readonly text: string;
  readonly files: readonly UuencodedFile[];
} {
  if (!/^begin [0-7]{3,4} \S/m.test(text)) return { text, files: [] };
  const lines = text.split('\n');
  const kept: string[] = [];
  const files: UuencodedFile[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [, name] = BEGIN.exec(lines[at] ?? '') ?? [];
    const isFile = name !== undefined && files.length < MOST_FILES;
    const found = isFile ? decodedFrom(lines, at + 1) : null;
    if (!isFile || found === null) kept.push(lines[at] ?? '');
    else {
      files.push({ name, content: found.content });
      kept.push(`[${name}]`);
      at = found.end;
    }
  }
  return { text: kept.join('\n'), files };
}

/** The content of lines up to `end`; null: they are no file. */
function decodedFrom(
  lines: readonly string[],
  start: number,
): { readonly content: Buffer; readonly end: number } | null {
  const parts: Buffer[] = [];
  for (let at = start; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line === 'end') return { content: Buffer.concat(parts), end: at };
    const part = decodedLine(line);
    if (part === null) return null;
    parts.push(part);
  }
  return null;
}

const value = (line: string, at: number): number => (line.charCodeAt(at) - 32) & 63;

function decodedLine(line: string): Buffer | null {
  // An empty line is the end mark whose blank was cut off.
  if (line === '' || line === '`') return Buffer.alloc(0);
  const length = value(line, 0);
  // Mailers cut off blanks at the end, each of which is six bits of zero.
  if (!/^[ -`]+$/.test(line) || line.length > Math.ceil(length / 3) * 4 + 2) return null;
  const padded = line.slice(1).padEnd(Math.ceil(length / 3) * 4, ' ');
  const bytes = Buffer.alloc(Math.ceil(length / 3) * 3);
  for (let group = 0; group < bytes.length / 3; group += 1) {
    const [a, b, c, d] = [0, 1, 2, 3].map((place) => value(padded, 4 * group + place));
    const bits = ((a ?? 0) << 18) | ((b ?? 0) << 12) | ((c ?? 0) << 6) | (d ?? 0);
    bytes.writeUIntBE(bits, 3 * group, 3);
  }
  return bytes.subarray(0, length);
}
