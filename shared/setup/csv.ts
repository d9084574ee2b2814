import type { Reply } from '../http/index.ts';

type Cell = string | number | null;

/** A spreadsheet takes a text that begins so for a formula, and runs it. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

/**
 * A table as CSV (RFC 4180). A cell that a spreadsheet would run as a formula begins with an apostrophe, which the
 * spreadsheet shows as text: addresses and names come from outside.
 */
export const csvOf = (rows: readonly (readonly Cell[])[]): string =>
  // Excel takes a file without this mark for the local charset, which has no Japanese in most places.
  `\uFEFF${rows.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`;

function cellOf(cell: Cell): string {
  const text = typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : String(cell ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table as a file to save. */
export const csvFile = (name: string, rows: readonly (readonly Cell[])[]): Reply => ({
  status: 200,
  headers: {
    'cache-control': 'no-store',
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}.csv"`,
  },
  cookies: [],
  body: csvOf(rows),
});
