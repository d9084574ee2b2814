import { bWord, type CorpusMail, inCharset, inJis, line, rawMail } from './corpus-mail.ts';

const subject = (
  what: string,
  value: string | Buffer,
  { comes, type }: { readonly comes: string; readonly type?: string },
): CorpusMail => ({
  what,
  raw: rawMail(
    line('Subject: ', value),
    'From: a@example.com',
    `Content-Type: ${type ?? 'text/plain'}`,
    '',
    'x',
  ),
  comes: { subject: comes },
});

const from = (what: string, value: string | Buffer, comes: string): CorpusMail => ({
  what,
  raw: rawMail(line('From: ', value), 'Subject: x', '', 'x'),
  comes: { from: comes },
});

const utf8 = Buffer.from('件名のテスト');
const jis = inJis('件名のテスト');

const id = (what: string, header: string | null, comes: string | null): CorpusMail => ({
  what,
  raw: rawMail(...(header === null ? [] : [header]), 'From: a@example.com', '', 'x'),
  comes: { messageId: comes },
});

/** Subjects, names of senders and message ids. */
export const HEADERS: readonly CorpusMail[] = [
  subject('with a raw subject in Shift_JIS', inCharset('cp932', 'お問い合わせの件'), {
    comes: 'お問い合わせの件',
  }),
  subject('with a raw subject in EUC-JP', inCharset('euc-jp', 'お問い合わせの件'), {
    comes: 'お問い合わせの件',
  }),
  subject('with a raw subject in ISO-2022-JP', inJis('Re: お問い合わせの件'), {
    comes: 'Re: お問い合わせの件',
  }),
  subject('with a raw subject in UTF-8', Buffer.from('Größe 件名'), { comes: 'Größe 件名' }),
  subject('with a raw subject in Windows-1252', inCharset('win1252', 'Größe für Réunion'), {
    comes: 'Größe für Réunion',
  }),
  subject('with a raw subject in the charset of its body', inCharset('gb18030', '发票问题'), {
    comes: '发票问题',
    type: 'text/plain; charset=gb2312',
  }),
  subject(
    'with a character of UTF-8 divided between two words',
    `${bWord('UTF-8', utf8.subarray(0, 7))}\r\n ${bWord('utf-8', utf8.subarray(7))}`,
    { comes: '件名のテスト' },
  ),
  subject(
    'with a character of ISO-2022-JP divided between two words',
    `${bWord('ISO-2022-JP', jis.subarray(0, 6))} ${bWord('ISO-2022-JP', jis.subarray(6))}`,
    { comes: '件名のテスト' },
  ),
  subject(
    'with a character divided between a B-word and a Q-word',
    '=?utf-8?B?5Lu2?= =?UTF-8?Q?=E5=90?= =?UTF-8?B?jQ==?=',
    { comes: '件名' },
  ),
  subject('with wrong padding in words', '=?utf-8?B?5Lu25ZCN=?= =?utf-8?B?5Lu2=?=', {
    comes: '件名件',
  }),
  subject('with a word of another charset than it says', bWord('us-ascii', jis), {
    comes: '件名のテスト',
  }),
  subject('with an ISO-2022-JP word called UTF-8', bWord('UTF-8', jis), { comes: '件名のテスト' }),
  subject('with a word in GBK called GB 2312', bWord('gb2312', Buffer.from('e946bbf9', 'hex')), {
    comes: '镕基',
  }),
  subject('with a word in UTF-7', '=?utf-7?Q?+ZeVnLA-?=', { comes: '日本' }),
  subject('with a word that names a language', '=?utf-8*ja?B?5Lu25ZCN?=', { comes: '件名' }),
  subject('with blanks in a Q-word', '=?utf-8?Q?a b_c?= d', { comes: 'a b c d' }),
  subject('with lower-case hexadecimal in a Q-word', '=?utf-8?q?=e4=bb=b6?=', { comes: '件' }),
  subject('with words that touch text', 'Re:=?utf-8?B?5Lu2?=x', { comes: 'Re:件x' }),
  subject('with a word that does not end', '=?utf-8?B?5Lu2', { comes: '=?utf-8?B?5Lu2' }),
  subject('with a line break and a zero in a word', '=?utf-8?Q?a=0D=0ABcc:_b=00c?=', {
    comes: 'a Bcc: b c',
  }),
  subject('with marks of direction in a word', bWord('utf-8', Buffer.from('a\u202eb\u2066c')), {
    comes: 'abc',
  }),
  subject('with a line separator in a word', bWord('utf-8', Buffer.from('a\u2028b')), {
    comes: 'a b',
  }),
  from(
    'with a raw name in Shift_JIS',
    line(inCharset('cp932', '表示 太郎'), ' <a@example.com>'),
    '表示 太郎',
  ),
  from(
    'with a raw name in Shift_JIS in quotes',
    line('"', inCharset('cp932', '山田 太郎'), '" <a@example.com>'),
    '山田 太郎',
  ),
  from('with a raw name in ISO-2022-JP', line(inJis('山田 太郎'), ' <a@example.com>'), '山田 太郎'),
  from('with a comma in a word', '=?utf-8?Q?Yamada=2C_Taro?= <a@example.com>', 'Yamada, Taro'),
  from(
    'with a character divided between the words of a name',
    `${bWord('utf-8', utf8.subarray(0, 4))} ${bWord('utf-8', utf8.subarray(4))} <a@example.com>`,
    '件名のテスト',
  ),
  from('with a word in quotes', `"${bWord('iso-2022-jp', jis)}" <a@example.com>`, '件名のテスト'),
  from(
    'with an address and a line break in a name',
    '=?utf-8?Q?A=0D=0ATo:_x=40example.com=E2=80=AE?= <a@example.com>',
    'A To: x@example.com',
  ),
  id('without a Message-ID', null, null),
  id(
    'with a comment in its Message-ID',
    'Message-ID: (by <x@y>) <a@example.com> (me)',
    'a@example.com',
  ),
  id('with blanks in its Message-ID', 'Message-ID: < a@example.com >', 'a@example.com'),
  id('with a folded Message-ID', 'Message-ID:\r\n <a.\r\n b@example.com>', 'a.b@example.com'),
  id('without brackets around its Message-ID', 'Message-ID: a@example.com', 'a@example.com'),
  id(
    'with a control character in its Message-ID',
    'Message-ID: a@example.\x19com',
    'a@example.com',
  ),
  id('with two Message-IDs', 'Message-ID: <a@example.com>\r\nMessage-ID: <b@x>', 'a@example.com'),
  id('with an empty Message-ID', 'Message-ID: <>', null),
];
