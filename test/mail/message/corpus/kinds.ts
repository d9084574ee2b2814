import { type CorpusMail, rawMail } from './corpus-mail.ts';

const INVITATION = ['BEGIN:VCALENDAR', 'METHOD:REQUEST', 'END:VCALENDAR'].join('\r\n');

const attachedMail = (lines: readonly string[], file: { name: string; content: string }): Buffer =>
  rawMail(
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    '',
    'See the mail.',
    '--b',
    ...lines,
    '',
    file.content,
    '--b--',
  );

const mailAs = (
  what: string,
  lines: readonly string[],
  file: { name: string; content: string },
): CorpusMail => ({
  what,
  raw: attachedMail(lines, file),
  comes: { text: 'See the mail.', files: [file] },
});

/** Mails whose content is more than a text and files. */
export const KINDS: readonly CorpusMail[] = [
  mailAs('with an attached mail', ['Content-Type: message/rfc822'], {
    name: '見積もり.eml',
    content: 'Subject: =?utf-8?B?6KaL56mN44KC44KK?=\r\n\r\nInner',
  }),
  mailAs(
    'with an attached mail that was given a name',
    ['Content-Type: message/rfc822; name="old"', 'Content-Disposition: inline'],
    { name: 'old.eml', content: 'Subject: x\r\n\r\nInner' },
  ),
  mailAs('with an attached mail without a subject', ['Content-Type: message/rfc822'], {
    name: 'attachment-1.eml',
    content: 'From: a@example.com\r\n\r\nInner',
  }),
  mailAs('with an attached mail that attaches a mail', ['Content-Type: message/rfc822'], {
    name: 'Outer.eml',
    content: 'Subject: Outer\r\nContent-Type: message/rfc822\r\n\r\nSubject: Inner\r\n\r\nInner',
  }),
  {
    what: 'with an invitation',
    raw: rawMail(
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'Come!',
      '--b',
      'Content-Type: text/calendar; method=REQUEST; charset=utf-8',
      '',
      INVITATION,
      '--b--',
    ),
    comes: { text: 'Come!', files: [{ name: 'attachment-1.ics', content: INVITATION }] },
  },
  {
    what: 'encrypted by S/MIME',
    raw: rawMail(
      'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m',
      'Content-Disposition: attachment; filename=smime.p7m',
      'Content-Transfer-Encoding: base64',
      '',
      'c2VjcmV0',
    ),
    comes: {
      text: '',
      notes: ['smime_encrypted'],
      files: [{ name: 'smime.p7m', content: 'secret' }],
    },
  },
  {
    what: 'within a signature of S/MIME',
    raw: rawMail(
      'Content-Type: application/x-pkcs7-mime; smime-type=signed-data; name=smime.p7m',
      'Content-Transfer-Encoding: base64',
      '',
      'c2lnbmVk',
    ),
    comes: { notes: ['smime_opaque'], files: [{ name: 'smime.p7m', content: 'signed' }] },
  },
  {
    what: 'with a signature of S/MIME beside it',
    raw: rawMail(
      'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'Signed text',
      '--b',
      'Content-Type: application/pkcs7-signature; name=smime.p7s',
      'Content-Transfer-Encoding: base64',
      '',
      'c2ln',
      '--b--',
    ),
    comes: { text: 'Signed text', notes: [], files: [{ name: 'smime.p7s', content: 'sig' }] },
  },
  {
    what: 'encrypted by PGP',
    raw: rawMail(
      'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b',
      '',
      '--b',
      'Content-Type: application/pgp-encrypted',
      '',
      'Version: 1',
      '--b',
      'Content-Type: application/octet-stream; name=encrypted.asc',
      '',
      '-----BEGIN PGP MESSAGE-----',
      '--b--',
    ),
    comes: {
      text: '',
      notes: ['pgp_encrypted'],
      files: [{ name: 'attachment-1.pgp' }, { name: 'encrypted.asc' }],
    },
  },
  {
    what: 'with a text that is encrypted by PGP',
    raw: rawMail(
      '',
      'See:',
      '-----BEGIN PGP MESSAGE-----',
      '',
      'abc=',
      '-----END PGP MESSAGE-----',
      'Bye',
    ),
    comes: {
      text: 'See:\n[encrypted.asc]\nBye',
      notes: ['pgp_encrypted'],
      files: [
        {
          name: 'encrypted.asc',
          content: '-----BEGIN PGP MESSAGE-----\n\nabc=\n-----END PGP MESSAGE-----',
        },
      ],
    },
  },
  {
    what: 'with a file in its text, as before MIME',
    raw: rawMail(
      '',
      'See:',
      'begin 644 cat.txt',
      '#0V%T',
      '`',
      'end',
      'Bye',
      'begin 644 x',
      'no file',
    ),
    comes: {
      text: 'See:\n[cat.txt]\nBye\nbegin 644 x\nno file',
      files: [{ name: 'cat.txt', content: 'Cat' }],
    },
  },
  {
    what: 'that quotes a text that is encrypted by PGP',
    raw: rawMail('', 'Which key?', '> -----BEGIN PGP MESSAGE-----', '> -----END PGP MESSAGE-----'),
    comes: {
      text: 'Which key?\n> -----BEGIN PGP MESSAGE-----\n> -----END PGP MESSAGE-----',
      notes: [],
      files: [],
    },
  },
  {
    what: 'of an invitation alone',
    raw: rawMail(
      'Content-Type: text/calendar; method=REQUEST; charset=utf-8',
      '',
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'SUMMARY;LANGUAGE=ja;X-A="a:b":打ち合わせ',
      'DESCRIPTION:Line one\\nline',
      '  two\\, end',
      'END:VEVENT',
      'END:VCALENDAR',
    ),
    comes: {
      text: '打ち合わせ\n\nLine one\nline two, end',
      files: [{ name: 'attachment-1.ics' }],
    },
  },
  {
    what: 'with mails in mails, 200 of them',
    raw: rawMail(
      ...Array.from({ length: 200 }, (_, level) => [
        `Subject: Level ${level}`,
        'Content-Type: message/rfc822',
        '',
      ]).flat(),
      'Subject: The innermost',
      '',
      'x',
    ),
    comes: { subject: 'Level 0', text: '', files: [{ name: 'Level 1.eml' }] },
  },
];
