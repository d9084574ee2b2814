import { describe, expect, test } from '@jest/globals';
import { csvOf } from '../../shared/setup/csv.ts';

/** The cells of one row. */
const written = (...row: (string | number | null)[]): string => csvOf([row]).slice(1, -2);

describe('a CSV file', () => {
  test('begins with the mark by which Excel knows UTF-8, and ends each line as RFC 4180 says', () => {
    expect(
      csvOf([
        ['メール', 1],
        ['b', null],
      ]),
    ).toBe('\uFEFFメール,1\r\nb,\r\n');
  });

  test.each([
    ['a "quoted" word', '"a ""quoted"" word"'],
    ['a, b', '"a, b"'],
    ['a\nb', '"a\nb"'],
  ])('quotes %j', (cell, expected) => {
    expect(written(cell)).toBe(expected);
  });

  test.each(['=HYPERLINK("http://x")', '+1@a.example', '-1', '@SUM(A1)', '\tx', '＝1'])(
    'leaves no formula to a spreadsheet: %j',
    (cell) => {
      expect(written(cell).replace(/^"/, '')).toMatch(/^'/);
    },
  );

  test('leaves a number and an ordinary text as they are', () => {
    expect(written(-5, 'a=b', 'support@example.com')).toBe('-5,a=b,support@example.com');
  });
});
