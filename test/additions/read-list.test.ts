import { expect, test } from '@jest/globals';
import { readList } from '../../shared/additions/index.ts';
import { processorMs } from '../support/processor-time.ts';

const read = (text: string): readonly string[] =>
  readList(text).map(({ line, address }) => `${line} ${address}`);

test.each([
  ['one address', 'a@example.com', ['1 a@example.com']],
  ['a pasted list', 'a@example.com\n b@example.com \n', ['1 a@example.com', '2 b@example.com']],
  ['empty lines', '\n\na@example.com\n\n\nb@example.com', ['3 a@example.com', '6 b@example.com']],
  ['line ends of Windows', 'a@x.y\r\nb@x.y\r\n', ['1 a@x.y', '2 b@x.y']],
  ['several addresses on one line', 'a@x.y, b@x.y; c@x.y', ['1 a@x.y', '1 b@x.y', '1 c@x.y']],
  ['a line end after a separator', 'a@x.y,\nb@x.y,', ['1 a@x.y', '2 b@x.y']],
  ['the first column without a header', 'a@x.y,Alice\nb@x.y,Bob', ['1 a@x.y', '2 b@x.y']],
  ['the column with a header', 'Name,E-mail\nAlice,a@x.y\nBob,b@x.y', ['2 a@x.y', '3 b@x.y']],
  ['Google’s export', 'First Name [Required],Email Address [Required]\nA,a@x.y', ['2 a@x.y']],
  ['a Japanese header', '氏名;メールアドレス\n山田;a@x.y', ['2 a@x.y']],
  ['tabs', 'name\taddress\nA\ta@x.y', ['2 a@x.y']],
  ['a byte order mark', '\uFEFFemail\na@x.y', ['2 a@x.y']],
  ['quoted fields', '"name","email"\n"Doe, ""J""","a@x.y"', ['2 a@x.y']],
  ['a line end in a quoted field', 'email,note\na@x.y,"one\ntwo"\nb@x.y,', ['2 a@x.y', '4 b@x.y']],
  ['a quote that never ends', 'a@x.y\n"b@x.y\nc@x.y', ['1 a@x.y', '2 "b@x.y', '3 c@x.y']],
  ['a column that is empty on a line', 'name,email\nA,\n,', ['2 ']],
  ['nothing', ' \n\t\n', []],
])('reads %s', (_what, text, expected) => {
  expect(read(text)).toEqual(expected);
});

test('reads five thousand long lines in less than a second', () => {
  const text = `${'x'.repeat(60)}@example.com;"quoted ""field"""\n`.repeat(5000);
  const before = processorMs();
  expect(read(text)).toHaveLength(5000);
  expect(processorMs() - before).toBeLessThan(1000);
});

test('reads a long text of opening brackets in less than a second', () => {
  const before = processorMs();
  expect(read(`email ${'['.repeat(1_000_000)}`)).toHaveLength(1);
  expect(processorMs() - before).toBeLessThan(1000);
});
