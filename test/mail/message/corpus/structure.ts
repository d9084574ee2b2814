import { type CorpusMail, rawMail } from './corpus-mail.ts';

const encoded = (encoding: string, lines: readonly string[], text: string): CorpusMail['raw'] =>
  rawMail(
    'Content-Type: text/plain; charset=utf-8',
    `Content-Transfer-Encoding: ${encoding}`,
    '',
    ...lines,
    text,
  );

const MULTIPART = 'Content-Type: multipart/mixed; boundary=b';

/** Transfer encodings and multiparts as broken mailers write them. */
export const STRUCTURE: readonly CorpusMail[] = [
  {
    what: 'in quoted-printable with lower-case hexadecimal and blanks after soft line breaks',
    raw: encoded('quoted-printable', ['Gr=c3=b6=C3=9Fe, lo=  ', 'ng= ', ' line=20'], 'end='),
    comes: { text: 'Größe, long line \nend' },
  },
  {
    what: 'in quoted-printable with lone equals signs',
    raw: encoded('quoted-printable', ['a=b 1=ZZ 50% = x'], '='),
    comes: { text: 'a=b 1=ZZ 50% = x' },
  },
  {
    what: 'in base64 with lines of something else',
    raw: encoded('base64', ['R3LDts', '', '!!! ???', 'Of'], 'ZQ=='),
    comes: { text: 'Größe' },
  },
  {
    what: 'in base64 of wrong padding',
    raw: encoded('base64', ['R3LDtsOf'], 'ZQ'),
    comes: { text: 'Größe' },
  },
  {
    what: 'with a line break for readers that can flow it',
    raw: rawMail(
      'Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes',
      '',
      '日本 ',
      '語です。',
      '> 引用',
    ),
    comes: { text: '日本語です。\n> 引用' },
  },
  {
    what: 'in flowed ISO-2022-JP',
    raw: rawMail(
      'Content-Type: text/plain; charset=iso-2022-jp; format=flowed; delsp=yes',
      '',
      Buffer.from('\x1b$BF|K\\\x1b(B ', 'latin1'),
      Buffer.from('\x1b$B8l\x1b(B', 'latin1'),
    ),
    comes: { text: '日本語' },
  },
  {
    what: 'without an end of its multiparts',
    raw: rawMail(
      MULTIPART,
      '',
      '--b',
      'Content-Type: multipart/alternative; boundary=c',
      '',
      '--c',
      '',
      'The text',
      '--c',
      'Content-Type: text/html',
      '',
      '<p>The text</p>',
      '--b',
      'Content-Disposition: attachment; filename=a.txt',
      '',
      'The file',
    ),
    comes: {
      text: 'The text',
      html: '<p>The text</p>',
      files: [{ name: 'a.txt', content: 'The file\r\n' }],
    },
  },
  {
    what: 'with the same boundary in a part',
    raw: rawMail(MULTIPART, '', '--b', MULTIPART, '', '--b', '', 'One', '--b', '', 'Two', '--b--'),
    comes: { text: 'One\nTwo' },
  },
  {
    what: 'without any part',
    raw: rawMail(MULTIPART, '', 'This is a mail of several parts.'),
    comes: { text: 'This is a mail of several parts.', files: [] },
  },
  {
    what: 'whose parts are divided by another boundary than the declared one',
    raw: rawMail(MULTIPART, '', '--other', 'Content-Type: text/plain', '', 'One', '--other--'),
    comes: { text: 'One', files: [] },
  },
  { what: 'without a body', raw: rawMail('Subject: x'), comes: { subject: 'x', text: '' } },
  { what: 'of nothing', raw: Buffer.alloc(0), comes: { subject: '', text: '', files: [] } },
  {
    what: 'of parts whose Content-Type is empty',
    raw: rawMail(
      MULTIPART,
      '',
      '--b',
      'Content-Type:',
      '',
      'The text',
      '--b',
      'Content-Type: ',
      'Content-Disposition: attachment; filename=a.pdf',
      '',
      'The file',
      '--b--',
    ),
    comes: { text: 'The text', files: [{ name: 'a.pdf', content: 'The file' }] },
  },
  {
    what: 'with zeros in its text',
    raw: rawMail('', 'a\0b\x07c'),
    comes: { text: 'abc' },
  },
];
