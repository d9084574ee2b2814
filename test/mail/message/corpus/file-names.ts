import { bWord, type CorpusMail, inCharset, inJis, line, withFile } from './corpus-mail.ts';

const named = (what: string, header: string | Buffer, name: string): CorpusMail => ({
  what,
  raw: withFile([
    'Content-Type: application/octet-stream',
    line('Content-Disposition: attachment', header),
  ]),
  comes: { text: 'See the file.', files: [{ name, content: 'content' }] },
});

const NAME = '請求書.pdf';
const jisWord = bWord('ISO-2022-JP', inJis(NAME));

/** File names as RFC 2231 and RFC 2047 write them, and as neither does. */
export const FILE_NAMES: readonly CorpusMail[] = [
  named(
    'with a raw file name in Shift_JIS',
    line('; filename="', inCharset('cp932', '表示\\ソ.pdf'), '"'),
    '表示_ソ.pdf',
  ),
  named(
    'with a raw file name in EUC-JP',
    line('; filename="', inCharset('euc-jp', NAME), '"'),
    NAME,
  ),
  named('with a raw file name in ISO-2022-JP', line('; filename="', inJis(NAME), '"'), NAME),
  named('with a raw file name in UTF-8', `; filename="${NAME}"`, NAME),
  named('with an encoded-word as file name', `; filename="${jisWord}"`, NAME),
  named('with an encoded-word without quotes as file name', `; filename=${jisWord}`, NAME),
  named(
    'with two encoded-words as file name',
    `; filename="${bWord('utf-8', Buffer.from('請求'))}\r\n ${bWord('utf-8', Buffer.from('書.pdf'))}"`,
    NAME,
  ),
  named('with a file name of RFC 2231', "; filename*=UTF-8'ja'%E8%AB%8B%E6%B1%82.pdf", '請求.pdf'),
  named(
    'with a file name of RFC 2231 in Shift_JIS',
    "; filename*=shift_jis''%90%BF%8B%81%8F%91.pdf",
    NAME,
  ),
  named(
    'with a file name of RFC 2231 in ISO-2022-JP',
    "; filename*=iso-2022-jp''%1B%24B%40A5a%3Dq%1B%28B.pdf",
    NAME,
  ),
  named(
    'with a file name of RFC 2231 without a charset',
    "; filename*=''%E8%AB%8B%E6%B1%82.pdf",
    '請求.pdf',
  ),
  named(
    'with a file name of RFC 2231 without quotes',
    '; filename*=%E8%AB%8B%E6%B1%82.pdf',
    '請求.pdf',
  ),
  named(
    'with a continued file name',
    '; filename*0*=UTF-8\'\'%E8%AB%8B;\r\n filename*1*=%E6%B1%82;\r\n filename*2=".pdf"',
    '請求.pdf',
  ),
  named(
    'with a character divided by the continuation of its file name',
    "; filename*0*=UTF-8''%E8%AB;\r\n filename*1*=%8B.pdf",
    '請.pdf',
  ),
  named(
    'with a disordered continued file name',
    "; filename*2*=.pdf; filename*0*=UTF-8''%E8%AB%8B; filename*1*=%E6%B1%82",
    '請求.pdf',
  ),
  named(
    'with a continued plain file name',
    '; filename*0="long-"; filename*1="name.pdf"',
    'long-name.pdf',
  ),
  named(
    'with broken percent signs in its file name',
    "; filename*=utf-8''100%25%zz%4.pdf",
    '100%%zz%4.pdf',
  ),
  named(
    'with a new and an old file name',
    '; filename="old.pdf"; filename*=utf-8\'\'new.pdf',
    'new.pdf',
  ),
  named(
    'whose file name decodes to an encoded-word',
    "; filename*=utf-8''a%3D%3Futf-8%3FQ%3F%3D2Eexe%3F%3D",
    'a=_utf-8_Q_=2Eexe_=',
  ),
  named(
    'with a path and a line break in its file name',
    "; filename*=utf-8''..%2Fa%0D%0Ab%00.pdf",
    '_a b .pdf',
  ),
  named(
    'with a mark of direction in its file name',
    "; filename*=utf-8''a%E2%80%AEfdp.exe",
    'afdp.exe',
  ),
  named(
    'with blanks in a file name without quotes',
    '; filename=my first file.pdf',
    'my first file.pdf',
  ),
  named('with quotes in a quoted file name', '; filename="a \\"b\\".pdf"', 'a _b_.pdf'),
  named('without a file name', '', 'attachment-1.bin'),
  {
    what: 'whose file is named by its type only',
    raw: withFile([line('Content-Type: application/pdf; name="', inCharset('cp932', NAME), '"')]),
    comes: { files: [{ name: NAME, content: 'content' }] },
  },
];
