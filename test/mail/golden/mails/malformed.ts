import {
  attached,
  bytesOf,
  type GoldenMail,
  golden,
  HTML,
  longText,
  MIXED,
  PLAIN,
  parts,
} from '../golden-mail.ts';

const NOTE_SMIME = [
  '[This mail is encrypted (S/MIME). Its content is in the attached file, which opens in a mail program that has the key.]',
  '[このメールは暗号化されています (S/MIME)。内容は添付ファイルにあり、鍵を持つメールソフトで開けます。]',
];
const LONG = 'あ'.repeat(131_073);
const bare = (
  raw: readonly (string | Buffer)[],
  says: Parameters<typeof golden>[2] & object,
  name: string,
): GoldenMail => ({
  ...golden(
    name,
    { body: [] },
    { messageId: null, date: null, from: null, sender: null, to: [], subject: '', ...says },
  ),
  raw: bytesOf(raw),
});

/** Mail that breaks the rules. */
export const MALFORMED: readonly GoldenMail[] = [
  golden('no-message-id', { without: ['Message-ID'], body: ['x'] }, { messageId: null }),
  golden(
    'two-message-ids',
    { add: ['Message-ID: <first@customer.example>'], body: ['x'] },
    { messageId: 'first@customer.example' },
  ),
  golden('no-date', { without: ['Date'], body: ['x'] }, { date: null }),
  golden(
    'impossible-date',
    { without: ['Date'], add: ['Date: Sat, 99 Nov 2026 99:00:00 +0000'], body: ['x'] },
    { date: null },
  ),
  golden('no-sender', { without: ['From'], body: ['x'] }, { from: null, sender: null }),
  golden('no-subject', { without: ['Subject'], body: ['x'] }, { subject: '' }),
  golden('no-body', { body: [] }, { text: '' }),
  golden(
    'line-breaks-in-the-subject',
    { without: ['Subject'], add: ['Subject: =?utf-8?Q?a=0D=0ABcc:_b@c.example?='], body: ['x'] },
    { subject: 'a Bcc: b@c.example' },
  ),
  golden(
    'unknown-charset',
    { type: ['Content-Type: text/plain; charset=nobody-knows'], body: [Buffer.from('Grüße')] },
    { text: 'Grüße' },
  ),
  golden(
    'no-end-of-multipart',
    { type: MIXED, body: ['--mix', PLAIN, '', 'The text'] },
    { text: 'The text' },
  ),
  golden(
    'nothing-but-a-preamble',
    { type: MIXED, body: ['This is a mail of several parts.'] },
    { text: 'This is a mail of several parts.' },
  ),
  golden(
    'another-boundary-than-declared',
    {
      type: ['Content-Type: multipart/mixed;', '\tboundary="gone"'],
      body: ['A preamble.', '', ...parts('real=1', [PLAIN, '', 'The words.'])],
    },
    { text: 'The words.' },
  ),
  golden(
    'no-boundary-declared',
    { type: ['Content-Type: multipart/mixed'], body: parts('b', [PLAIN, '', 'The words.']) },
    { text: 'The words.' },
  ),
  golden(
    'dashes-before-the-declared-boundary',
    {
      type: MIXED,
      body: ['--', 'Content-free greetings', ...parts('mix', [PLAIN, '', 'The words.'])],
    },
    { text: 'The words.' },
  ),
  bare(
    [Buffer.from('\ufeffFrom: Ann Lee <ann@customer.example>'), 'Subject: Hi', PLAIN, '', 'x'],
    {
      from: { name: 'Ann Lee', address: 'ann@customer.example' },
      sender: { name: 'Ann Lee', address: 'ann@customer.example' },
      subject: 'Hi',
      text: 'x',
    },
    'byte-order-mark-before-the-fields',
  ),
  golden('lone-line-feeds', { body: ['a\nb\nc'] }, { text: 'a\nb\nc' }),
  golden('zeros-in-the-text', { body: ['a\0b'] }, { text: 'ab' }),
  golden(
    'broken-base64',
    { type: [PLAIN, 'Content-Transfer-Encoding: base64'], body: ['SGVs', '!!', 'bG8'] },
    { text: 'Hello' },
  ),
  golden(
    'broken-quoted-printable',
    { type: [PLAIN, 'Content-Transfer-Encoding: quoted-printable'], body: ['50=% and =ZZ'] },
    { text: '50=% and =ZZ' },
  ),
  golden(
    'file-name-with-a-path',
    {
      type: MIXED,
      body: parts(
        'mix',
        [PLAIN, '', 'x'],
        [
          'Content-Type: application/octet-stream',
          'Content-Disposition: attachment; filename="../../etc/passwd"',
          '',
          'y',
        ],
      ),
    },
    {
      text: 'x',
      attachments: [
        attached({ name: '_.._etc_passwd', type: 'application/octet-stream', content: 'y' }),
      ],
    },
  ),
  golden(
    'file-name-that-turns-round',
    {
      type: MIXED,
      body: parts(
        'mix',
        [PLAIN, '', 'x'],
        [
          'Content-Type: application/octet-stream',
          "Content-Disposition: attachment; filename*=utf-8''a%E2%80%AEfdp.exe",
          '',
          'y',
        ],
      ),
    },
    {
      text: 'x',
      attachments: [attached({ name: 'afdp.exe', type: 'application/octet-stream', content: 'y' })],
    },
  ),
  golden(
    'file-without-a-name',
    {
      type: MIXED,
      body: parts(
        'mix',
        [PLAIN, '', 'x'],
        ['Content-Type: application/pdf', 'Content-Disposition: attachment', '', 'y'],
      ),
    },
    {
      text: 'x',
      attachments: [attached({ name: 'attachment-1.pdf', type: 'application/pdf', content: 'y' })],
    },
  ),
  golden(
    'script-and-form',
    {
      type: [HTML],
      body: [
        '<p onclick="x()">Hi<script>x()</script><form action="https://evil.example"><input name="a"></form><a href="javascript:x()">y</a></p>',
      ],
    },
    { text: 'Hi\n\ny', html: '<p>Hi</p><a>y</a><p></p>' },
  ),
  golden(
    'long-text',
    { subject: 'Long', body: [LONG] },
    { text: longText(LONG.slice(0, 131_072)), reply: '' },
  ),
  bare(
    ['Subject: Only this', '', 'x'],
    { subject: 'Only this', text: 'x', reply: 'x' },
    'only-a-subject',
  ),
  bare(
    ['From: a@customer.example'],
    {
      from: { name: '', address: 'a@customer.example' },
      sender: { name: '', address: 'a@customer.example' },
      text: '',
    },
    'headers-without-an-end',
  ),
];

/** Encrypted and signed mail, and files in old forms. */
export const SEALED: readonly GoldenMail[] = [
  golden(
    'smime-encrypted',
    {
      subject: 'Secret',
      type: [
        'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m',
        'Content-Transfer-Encoding: base64',
        'Content-Disposition: attachment; filename=smime.p7m',
      ],
      body: ['c2VjcmV0'],
    },
    {
      text: NOTE_SMIME.join('\n'),
      attachments: [
        attached({ name: 'smime.p7m', type: 'application/pkcs7-mime', content: 'secret' }),
      ],
    },
  ),
  golden(
    'smime-signed',
    {
      subject: 'Signed',
      type: [
        'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=mix',
      ],
      body: parts(
        'mix',
        [PLAIN, '', 'Signed text'],
        [
          'Content-Type: application/pkcs7-signature; name=smime.p7s',
          'Content-Disposition: attachment; filename=smime.p7s',
          'Content-Transfer-Encoding: base64',
          '',
          'c2ln',
        ],
      ),
    },
    {
      text: 'Signed text',
      attachments: [
        attached({ name: 'smime.p7s', type: 'application/pkcs7-signature', content: 'sig' }),
      ],
    },
  ),
  golden(
    'pgp-signed',
    {
      subject: 'Signed',
      type: ['Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=mix'],
      body: parts(
        'mix',
        [PLAIN, '', 'Signed text'],
        ['Content-Type: application/pgp-signature; name=signature.asc', '', 'sig'],
      ),
    },
    {
      text: 'Signed text',
      attachments: [
        attached({ name: 'signature.asc', type: 'application/pgp-signature', content: 'sig' }),
      ],
    },
  ),
  golden(
    'uuencoded-file',
    { subject: 'Old', body: ['See:', 'begin 644 cat.txt', '#0V%T', '`', 'end'] },
    {
      text: 'See:\n[cat.txt]',
      attachments: [
        attached({ name: 'cat.txt', type: 'application/octet-stream', content: 'Cat' }),
      ],
    },
  ),
  golden(
    'attached-mail',
    {
      subject: 'See the mail',
      type: MIXED,
      body: parts(
        'mix',
        [PLAIN, '', 'See it.'],
        ['Content-Type: message/rfc822', '', 'Subject: Inner', '', 'inner text'],
      ),
    },
    {
      text: 'See it.',
      attachments: [
        attached({
          name: 'Inner.eml',
          type: 'message/rfc822',
          content: 'Subject: Inner\r\n\r\ninner text',
        }),
      ],
    },
  ),
];
