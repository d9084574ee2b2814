/** An address as typed, and the line where it stands, from 1. */
export type Entry = { readonly line: number; readonly address: string };

/** How people and Google's own export call the column with the addresses. */
const HEADERS: ReadonlySet<string> = new Set([
  'email',
  'mail',
  'address',
  'email address',
  'primary email',
  'mailbox',
  'メール',
  'アドレス',
  'メールアドレス',
]);

/**
 * Reads the addresses of a pasted list or a CSV file (RFC 4180; also with semicolons or tabs). They are in the
 * column whose header says so, else in the first one. A line that holds nothing but addresses has one in each of
 * its fields. Empty lines are left out.
 */
export function readList(text: string): readonly Entry[] {
  const records = recordsOf(text);
  const [first] = records;
  const column = first ? first.fields.findIndex(isHeader) : -1;
  const body = column === -1 ? records : records.slice(1);
  return body.flatMap(({ line, fields }) =>
    addressesIn(fields, column).map((address) => ({ line, address })),
  );
}

/** Longer than any header. The patterns below take quadratic time over a long text of brackets. */
const LONGEST_HEADER = 100;

/** `E-mail`, `Email Address [Required]` and `メール アドレス` are known as well. */
const isHeader = (field: string): boolean =>
  field.length <= LONGEST_HEADER &&
  HEADERS.has(
    field
      .toLowerCase()
      .replace(/\[.*\]|\(.*\)/, '')
      .replace('e-mail', 'email')
      .replace('メール アドレス', 'メールアドレス')
      .trim(),
  );

function addressesIn(fields: readonly string[], column: number): readonly string[] {
  const filled = fields.filter((field) => field !== '');
  if (column === -1 && filled.every((field) => field.includes('@'))) return filled;
  const address = fields[Math.max(column, 0)] ?? '';
  // A line with something in another column only is no empty line.
  return filled.length === 0 ? [] : [address];
}

type Fields = { readonly line: number; readonly fields: readonly string[] };

/** A quoted field with its doubled quotes, or a plain one; then what ends it. */
const FIELD =
  /[^\S\n\r\t]*(?:"((?:[^"]|"")*)"[^\S\n\r\t]*(?=[,;\t\r\n]|$)|([^,;\t\r\n]*))([,;\t]|\r\n|\r|\n|$)/y;

function recordsOf(text: string): readonly Fields[] {
  const content = text.replace(/^\uFEFF/, '');
  const records: Fields[] = [];
  let fields: string[] = [];
  let [line, start] = [1, 1];
  FIELD.lastIndex = 0;
  while (FIELD.lastIndex < content.length) {
    const match = FIELD.exec(content);
    if (!match) break;
    const [whole, quoted, plain = '', end = ''] = match;
    fields.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    line += whole.match(/\r\n|\r|\n/g)?.length ?? 0;
    if (/[,;\t]/.test(end)) continue;
    records.push({ line: start, fields });
    fields = [];
    start = line;
  }
  return fields.length > 0 ? [...records, { line: start, fields }] : records;
}
