import { type CorpusMail, inCharset, inJis, rawMail } from './corpus-mail.ts';

const GREETING = 'お世話になっております。山田です。';

const body = (contentType: string | null, bytes: Buffer): Buffer =>
  rawMail(
    'From: a@example.com',
    ...(contentType === null ? [] : [`Content-Type: ${contentType}`]),
    '',
    bytes,
  );

const inType = (
  what: string,
  contentType: string | null,
  [bytes, text]: readonly [Buffer, string],
): CorpusMail => ({ what, raw: body(contentType, bytes), comes: { text } });

const japanese = (charset: string): readonly [Buffer, string] => [
  inCharset(charset, GREETING),
  GREETING,
];
const jis: readonly [Buffer, string] = [inJis(GREETING), GREETING];
const hex = (bytes: string, text: string): readonly [Buffer, string] => [
  Buffer.from(bytes.replaceAll(' ', ''), 'hex'),
  text,
];
const ascii = (bytes: string, text: string): readonly [Buffer, string] => [
  Buffer.from(bytes, 'latin1'),
  text,
];

/** Bodies whose charset is rare, declared wrong or not declared. */
export const CHARSETS: readonly CorpusMail[] = [
  inType('in ISO-2022-JP without a Content-Type', null, jis),
  inType('in ISO-2022-JP that is called ASCII', 'text/plain; charset=us-ascii', jis),
  inType('in ISO-2022-JP that is called UTF-8', 'text/plain; charset="UTF-8"', jis),
  inType('in ISO-2022-JP that is called Shift_JIS', 'text/plain; charset=Shift_JIS', jis),
  inType('in ISO-2022-JP by its code page', 'text/plain; charset=CP50220', jis),
  inType('in Shift_JIS without a Content-Type', null, japanese('shift_jis')),
  inType('in Shift_JIS that is called ASCII', 'text/plain; charset=us-ascii', japanese('cp932')),
  inType('in Shift_JIS, called Latin 1', 'text/plain; charset=iso-8859-1', japanese('cp932')),
  inType('in Shift_JIS, called UTF-8', 'text/plain; charset=utf-8', japanese('cp932')),
  inType('in EUC-JP without a Content-Type', null, japanese('euc-jp')),
  inType('in EUC-JP that is called Shift_JIS', 'text/plain; charset=shift_jis', japanese('euc-jp')),
  inType('in UTF-8 that is called ISO-2022-JP', 'text/plain; charset=iso-2022-jp', [
    Buffer.from(GREETING),
    GREETING,
  ]),
  inType('in UTF-8 with one wrong byte', 'text/plain; charset=utf-8', [
    Buffer.concat([Buffer.from(GREETING), Buffer.from([0xe3])]),
    `${GREETING}\ufffd`,
  ]),
  ...['shift-jis', 'x-sjis', 'cp932', 'MS_Kanji', 'windows-31j', 'Shift_JIS-2004'].map((charset) =>
    inType(`whose charset is written ${charset}`, `text/plain; charset="${charset}"`, [
      inCharset('cp932', '①㈱髙﨑 ﾃｽﾄ'),
      '①㈱髙﨑 ﾃｽﾄ',
    ]),
  ),
  inType('with NEC’s and IBM’s characters in ISO-2022-JP', 'text/plain; charset=iso-2022-jp', [
    inJis('①㈱髙﨑'),
    '①㈱髙﨑',
  ]),
  inType(
    'with half-width kana in ISO-2022-JP by escape',
    'text/plain; charset=iso-2022-jp',
    ascii('\x1b(IC=D\x1b(B.', 'ﾃｽﾄ.'),
  ),
  inType(
    'with half-width kana in ISO-2022-JP by shift',
    'text/plain; charset=iso-2022-jp',
    ascii('\x0eC=D\x0f.', 'ﾃｽﾄ.'),
  ),
  inType(
    'with half-width kana of eight bits in ISO-2022-JP',
    'text/plain; charset=iso-2022-jp',
    ascii('\x1b$B$"\x1b(B\xc3\xbd\xc4.', 'あﾃｽﾄ.'),
  ),
  inType(
    'with JIS X 0212 in ISO-2022-JP',
    'text/plain; charset=iso-2022-jp-1',
    ascii('\x1b$(D0!\x1b(B.', '丂.'),
  ),
  inType(
    'in ISO-2022-JP whose line does not end its set',
    'text/plain; charset=iso-2022-jp',
    ascii('\x1b$B$"\r\nabc', 'あ\nabc'),
  ),
  inType(
    'in GBK that is called GB 2312',
    'text/plain; charset=gb2312',
    hex('b7a2c6b1 e946 bbf9', '发票镕基'),
  ),
  inType(
    'in GB 18030 that is called GB 2312',
    'text/plain; charset=GB_2312-80',
    hex('b7a2 95328236', '发𠀀'),
  ),
  inType('in HZ', 'text/plain; charset=HZ-GB-2312', ascii('a~~ ~{7"F1~} b', 'a~ 发票 b')),
  inType(
    'in code page 949 that is called KS C 5601',
    'text/plain; charset=ks_c_5601-1987',
    hex('8c63 b9e6 b0a2 c7cf', '똠방각하'),
  ),
  inType(
    'in ISO-2022-KR',
    'text/plain; charset=iso-2022-kr',
    ascii('\x1b$)C\x0e>H3gGO<<?d\x0f!', '안녕하세요!'),
  ),
  inType(
    'in Big5 of Hong Kong',
    'text/plain; charset=big5-hkscs',
    hex('adbb b4e4 ab59 a7da 925d 9def', '香港係我哋嘅'),
  ),
  ...['iso-8859-1', 'us-ascii', 'cp1252', 'win-1252', 'ISO8859-1', '', 'nobody-knows-this'].map(
    (charset) =>
      inType(`in Windows-1252 whose charset is “${charset}”`, `text/plain; charset="${charset}"`, [
        inCharset('win1252', 'Für “Größe” – 5 €, it’s'),
        'Für “Größe” – 5 €, it’s',
      ]),
  ),
  inType('in French without a Content-Type', null, [
    inCharset('win1252', 'Réunion à l’école : été, naïf, cœur'),
    'Réunion à l’école : été, naïf, cœur',
  ]),
  ...['utf8', 'UTF_8', 'unicode-1-1-utf-8', 'latin1', 'ansi_x3.110'].map((charset) =>
    inType(`in UTF-8 whose charset is ${charset}`, `text/plain; charset=${charset}`, [
      Buffer.from('Größe 日本語'),
      'Größe 日本語',
    ]),
  ),
  inType('in KOI8-R', 'text/plain; charset=koi8r', hex('f0d2c9d7c5d4', 'Привет')),
  inType('in a code page of DOS', 'text/plain; charset=cp850', hex('477294e165', 'Größe')),
  {
    what: 'in UTF-16 with a mark',
    raw: rawMail(
      'Content-Type: text/plain; charset=utf-16',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from('feff00480069', 'hex').toString('base64'),
    ),
    comes: { text: 'Hi' },
  },
  inType('with a byte order mark', 'text/plain; charset=utf-8', hex('efbbbf48c3a9', 'Hé')),
  ...['utf-7', 'unicode-1-1-utf-7', 'x-unicode-2-0-utf-7'].map((charset) =>
    inType(`in ${charset}`, `text/plain; charset="${charset}"`, [
      Buffer.from('Hi +ZeVnLIqe- 1 +- 1 +AOk.'),
      'Hi 日本語 1 + 1 é.',
    ]),
  ),
  {
    what: 'of HTML in UTF-7 that spells a script',
    raw: body(
      'text/html; charset=utf-7',
      Buffer.from('<p>a+ADw-script+AD4-x()+ADw-/script+AD4-</p>'),
    ),
    comes: { html: '<p>a<script>x()</script></p>' },
  },
  {
    what: 'of HTML whose charset only its HTML names',
    raw: body(
      'text/html',
      Buffer.concat([
        Buffer.from('<html><head><meta content="text/html; charset=gb2312"></head><p>'),
        inCharset('gb18030', '镕基发票'),
      ]),
    ),
    comes: { html: '<p>镕基发票' },
  },
  {
    what: 'of HTML and text in different charsets',
    raw: rawMail(
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain; charset=iso-2022-jp',
      '',
      inJis(GREETING),
      '--b',
      'Content-Type: text/html; charset=shift_jis',
      '',
      Buffer.concat([Buffer.from('<p>'), inCharset('cp932', `${GREETING}①`)]),
      '--b--',
    ),
    comes: { text: GREETING, html: `<p>${GREETING}①` },
  },
  inType('in Arabic', 'text/plain; charset=windows-1256', [
    inCharset('windows-1256', 'مرحبا، أين الفاتورة؟'),
    'مرحبا، أين الفاتورة؟',
  ]),
  inType('in Greek', 'text/plain; charset=iso-8859-7', [
    inCharset('iso-8859-7', 'Καλημέρα'),
    'Καλημέρα',
  ]),
  inType('in Thai', 'text/plain; charset=tis-620', [inCharset('tis-620', 'สวัสดี'), 'สวัสดี']),
  inType('in Hebrew that is written as it is read', 'text/plain; charset=iso-8859-8-i', [
    inCharset('iso-8859-8', 'שלום'),
    'שלום',
  ]),
];
