import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AppError } from '../../../shared/errors.ts';
import { cutMail } from '../../../shared/mail/message/cut-mail.ts';
import { parseMail } from '../../../shared/mail/message/parse-mail.ts';
import type { ParsedMail } from '../../../shared/mail/ports.ts';
import { processorMs } from '../../support/processor-time.ts';
import { createFakeScratch, mailOf, rawOf } from './mails.ts';

const parsed = async (bytes: Buffer, chunk?: number): Promise<ParsedMail> =>
  (await parseMail(rawOf(bytes, {}, chunk), createFakeScratch().scratch)).mail;

const withParts = (...parts: readonly (readonly string[])[]): Buffer =>
  mailOf(
    'From: a@example.com',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    ...parts.flatMap((lines) => ['--b', ...lines]),
    '--b--',
    '',
  );

const resultsOf = (before: string, repeated: string, times: number): string =>
  `Authentication-Results: mx.google.com; ${before}${repeated.repeat(times)}`;

describe('A plain mail', () => {
  test('gives its addresses, subject, date, ids and text', async () => {
    const mail = await parsed(
      mailOf(
        'Message-ID: <one@example.com>',
        'In-Reply-To: <zero@example.com>',
        'References: <first@example.com>',
        ' <zero@example.com>',
        'Date: Sat, 28 Nov 2026 19:00:00 +0900 (JST)',
        'From: "Yamada, Taro" <taro@example.com>',
        'To: Team: support@example.com, sales@example.com;',
        'Cc: boss@example.com',
        'Reply-To: answers@example.com',
        'Subject: It is broken',
        '',
        'Please help.',
      ),
    );
    expect(mail).toMatchObject({
      messageId: 'one@example.com',
      inReplyTo: ['zero@example.com'],
      references: ['first@example.com', 'zero@example.com'],
      date: new Date('2026-11-28T10:00:00Z'),
      from: { name: 'Yamada, Taro', address: 'taro@example.com' },
      to: [{ address: 'support@example.com' }, { address: 'sales@example.com' }],
      cc: [{ address: 'boss@example.com' }],
      replyTo: [{ address: 'answers@example.com' }],
      subject: 'It is broken',
      html: null,
      attachments: [],
    });
    expect(mail.text.trim()).toBe('Please help.');
    expect(mail.headers).toContain('Subject: It is broken\r\n');
  });

  test('without a Message-ID, with a date nobody can read, has neither', async () => {
    const mail = await parsed(mailOf('From: a@example.com', 'Date: yesterday', '', 'x'));
    expect([mail.messageId, mail.date]).toEqual([null, null]);
  });

  test('with several Message-IDs has the first', async () => {
    const mail = await parsed(
      mailOf('Message-ID: <one@example.com>', 'Message-ID: <two@example.com>', '', 'x'),
    );
    expect(mail.messageId).toBe('one@example.com');
  });

  test('has no line break in subject and names, even when encoded-words hold one', async () => {
    const mail = await parsed(
      mailOf(
        'From: =?utf-8?Q?A=0D=0ABcc:_x@example.com?= <a@example.com>',
        'Subject: =?utf-8?Q?a=0D=0ABcc:_b@example.com=00?=',
        '',
        'x',
      ),
    );
    expect(mail.subject).toBe('a Bcc: b@example.com');
    expect(mail.from?.name).not.toMatch(/\p{Cc}/u);
  });

  test('has its domain in ASCII', async () => {
    const mail = await parsed(mailOf('From: <a@xn--r8jz45g.example>', '', 'x'));
    expect(mail.from?.address).toBe('a@xn--r8jz45g.example');
  });

  test('that names a hundred mails keeps the first and the last ones', async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `<${index}@example.com>`);
    const { references } = await parsed(mailOf(`References: ${ids.join('\r\n ')}`, '', 'x'));
    expect(references).toHaveLength(50);
    expect([references.at(0), references.at(1), references.at(-1)]).toEqual([
      '0@example.com',
      '51@example.com',
      '99@example.com',
    ]);
  });
});

describe('A Japanese mail', () => {
  const SUBJECT = '件名のテスト';
  const JIS = Buffer.from('1b2442467c4b5c386c1b2842', 'hex'); // 日本語
  const SHIFT_JIS = Buffer.from('93fa967b8cea', 'hex');

  test('in ISO-2022-JP is decoded', async () => {
    const head = mailOf(
      'From: a@example.com',
      'Content-Type: text/plain; charset=ISO-2022-JP',
      '',
      '',
    );
    expect((await parsed(Buffer.concat([head, JIS]))).text).toContain('日本語');
  });

  test('in Shift_JIS is decoded, however its bytes are divided', async () => {
    const head = mailOf(
      'From: a@example.com',
      'Content-Type: text/plain; charset=Shift_JIS',
      '',
      '',
    );
    for (const chunk of [1, 3, 64])
      expect((await parsed(Buffer.concat([head, SHIFT_JIS]), chunk)).text).toContain('日本語');
  });

  test('has a subject in encoded-words, of which one character may be divided between two', async () => {
    const bytes = Buffer.from(SUBJECT);
    const words = [bytes.subarray(0, 7), bytes.subarray(7)].map(
      (part) => `=?UTF-8?B?${part.toString('base64')}?=`,
    );
    const mail = await parsed(mailOf(`Subject: ${words.join('\r\n ')}`, '', 'x'));
    expect(mail.subject).toBe(SUBJECT);
    const inJis = `=?ISO-2022-JP?B?${JIS.toString('base64')}?=`;
    expect((await parsed(mailOf(`Subject: ${inJis}`, '', 'x'))).subject).toBe('日本語');
  });
});

describe('Attachments', () => {
  test('have their bytes, hashes and safe names', async () => {
    const content = Buffer.from('PDF of some kind');
    const mail = await parsed(
      withParts(
        ['Content-Type: text/plain', '', 'See the file.'],
        [
          'Content-Type: application/pdf',
          'Content-Disposition: attachment; filename="../bill\u202e.pdf"',
          'Content-Transfer-Encoding: base64',
          '',
          content.toString('base64'),
        ],
        ['Content-Type: image/png', 'Content-ID: <logo@x>', 'Content-Disposition: inline', '', 'x'],
      ),
    );
    const [bill, logo] = mail.attachments;
    expect(bill).toMatchObject({
      name: expect.stringMatching(/^_bill.*\.pdf$/),
      type: 'application/pdf',
      bytes: content.length,
      md5: createHash('md5').update(content).digest('hex'),
      sha256: createHash('sha256').update(content).digest('hex'),
      isInline: false,
      contentId: null,
    });
    expect(bill && (await buffer(bill.open()))).toEqual(content);
    expect(logo).toMatchObject({ name: 'attachment-2.png', isInline: true, contentId: 'logo@x' });
  });

  test('of an unknown type have a name, even if an object of the language has a property of that name', async () => {
    const parts = ['constructor', '__proto__'].map((type) => [`Content-Type: ${type}`, '', 'x']);
    const { attachments } = await parsed(withParts(...parts));
    for (const { name } of attachments) expect(name).toMatch(/^attachment-\d\.bin$/);
  });

  test('that are mails are kept whole as .eml files, and their text is not the mail’s', async () => {
    const inner = mailOf('From: other@example.com', 'Subject: Inner', '', 'Inner text');
    const mail = await parsed(
      withParts(
        ['Content-Type: text/plain', '', 'Outer text'],
        ['Content-Type: message/rfc822', '', inner.toString()],
      ),
    );
    expect(mail.attachments).toHaveLength(1);
    expect(mail.attachments[0]?.name).toBe('Inner.eml');
    expect(mail.attachments[0] && (await buffer(mail.attachments[0].open())).toString()).toContain(
      'Inner text',
    );
    expect(mail.text).not.toContain('Inner text');
  });

  test('of 25 MB go to a temporary file, which is removed when the mail is discarded', async () => {
    const content = randomBytes(25 * 1024 * 1024);
    const room = createFakeScratch();
    const bytes = withParts([
      'Content-Type: application/octet-stream',
      'Content-Disposition: attachment; filename=big.bin',
      'Content-Transfer-Encoding: base64',
      '',
      content.toString('base64').replace(/.{76}/g, '$&\r\n'),
    ]);
    const opened = await parseMail(rawOf(bytes), room.scratch);
    const [file] = opened.mail.attachments;
    expect(file?.sha256).toBe(createHash('sha256').update(content).digest('hex'));
    expect(file && (await buffer(file.open())).equals(content)).toBe(true);
    expect(room.open.size).toBe(1);
    await opened.discard();
    expect(room.open.size).toBe(0);
  });

  test('that cannot be written fail as what they are, and leave no file behind', async () => {
    const room = createFakeScratch();
    room.failure = new AppError('google_unavailable');
    const big = withParts([
      'Content-Type: application/octet-stream',
      '',
      'x'.repeat(76).concat('\r\n').repeat(8000),
    ]);
    await expect(parseMail(rawOf(big), room.scratch)).rejects.toMatchObject({
      code: 'google_unavailable',
    });
    expect(room.open.size).toBe(0);
  });
});

describe('A mail that was written to take long', () => {
  // A backtracking search would take minutes for each of these, and all other mail would wait.
  const LONG = 200_000;

  test.each([
    ['many @ in In-Reply-To', `In-Reply-To: ${'a@'.repeat(LONG / 2)}a<`],
    ['many header.i in Authentication-Results', resultsOf('dkim=pass ', 'header.i=', LONG / 9)],
  ])('by %s is read at once', async (_what, header) => {
    const startedAt = processorMs();
    const mail = await parsed(mailOf(header, 'From: a@example.com', '', 'Hello'));
    expect(mail).toMatchObject({ text: 'Hello', inReplyTo: [], authentication: 'none' });
    expect(processorMs() - startedAt).toBeLessThan(5000);
  });

  test.each([
    ['dots', '.'],
    ['blanks', ' '],
  ])('by many %s within a file name is read at once', async (_what, character) => {
    const name = `a${character.repeat(LONG)}b`;
    const part = [`Content-Disposition: attachment; filename="${name}"`, '', 'x'];
    const startedAt = processorMs();
    const { attachments } = await parsed(withParts(part));
    expect(attachments).toHaveLength(1);
    expect(processorMs() - startedAt).toBeLessThan(5000);
  });
});

describe('A mail of more parts than are read', () => {
  const HEAD = mailOf('Content-Type: multipart/mixed; boundary=a', '', '');
  const repeated = (times: number, ...lines: readonly string[]): Buffer =>
    Buffer.concat([HEAD, ...Array<Buffer>(times).fill(mailOf(...lines, ''))]);

  test.each([
    ['100,000 parts', repeated(100_000, '--a', '', 'x')],
    [
      '30,000 parts within each other',
      repeated(30_000, '--a', 'Content-Type: multipart/mixed; boundary=a', ''),
    ],
  ])('such as %s is read at once, and not as a fault', async (_what, bytes) => {
    const startedAt = processorMs();
    const mail = await parsed(bytes);
    expect(mail.notes).toEqual(['incomplete']);
    expect(processorMs() - startedAt).toBeLessThan(5000);
  });
});

describe('A mail beyond the bounds', () => {
  test('of header section of a part cannot be read, however much comes after it', async () => {
    const part = [`X-Long: ${'x'.repeat(600_000)}`, '', 'x'];
    const bytes = withParts(part, ['', 'x'.repeat(2_000_000)]);
    await expect(parsed(bytes)).rejects.toMatchObject({ code: 'mail_unreadable' });
  });

  test('of header section keeps 256 KiB of it and its whole body', async () => {
    const filler = Array.from(
      { length: 22_000 },
      (_, index) => `X-Filler-${index}: ${'x'.repeat(80)}`,
    );
    for (const chunk of [1000, 64 * 1024, 10_000_000]) {
      const mail = await parsed(
        mailOf('Subject: Kept', ...filler, '', 'The body\n\nand more'),
        chunk,
      );
      expect(mail.subject).toBe('Kept');
      expect(mail.headers.length).toBeLessThanOrEqual(256 * 1024);
      expect(mail.headers.length).toBeGreaterThan(255 * 1024);
      expect(mail.text.trim()).toBe('The body\n\nand more');
    }
  });

  test('of parts has its first 1,000 and a note, and its original is attached', async () => {
    const file = ['Content-Type: application/x-one', '', 'x'];
    const many = Array.from({ length: 5000 }, () => file);
    for (const chunk of [1000, 64 * 1024, 10_000_000]) {
      const text = ['Content-Type: text/plain', '', 'The text'];
      const mail = await parsed(withParts(text, ...many), chunk);
      // The multipart itself and its text are parts, too.
      expect([mail.attachments.length, mail.notes]).toEqual([998, ['incomplete']]);
      const { email, wasCut } = cutMail(mail, { receivedAt: new Date(), threadId: 't' });
      expect([wasCut, email.text]).toEqual([
        true,
        expect.stringMatching(/original\.eml.*The text$/s),
      ]);
    }
  });

  test('of parts within parts has what is above the hundredth, and a note', async () => {
    const nested = Array.from({ length: 200 }, (_, level) => [
      `--b${level}`,
      `Content-Type: multipart/mixed; boundary=b${level + 1}`,
      '',
      `--b${level + 1}`,
      '',
      `Level ${level}.`,
    ]);
    const head = ['Content-Type: multipart/mixed; boundary=b0', ''];
    const mail = await parsed(mailOf(...head, ...nested.flat(), ''));
    expect(mail.notes).toEqual(['incomplete']);
    expect(mail.text).toContain('Level 98.');
    expect(mail.text).not.toContain('Level 99.');
  });

  test('of a source that breaks off fails as its source did', async () => {
    const broken = new Readable({
      read() {
        this.push('From: a@example.com\r\n\r\n');
        this.destroy(new AppError('google_unavailable'));
      },
    });
    await expect(
      parseMail({ ...rawOf(Buffer.alloc(0)), open: () => broken }, createFakeScratch().scratch),
    ).rejects.toMatchObject({ code: 'google_unavailable' });
  });
});

test('Any bytes end in a mail or in mail_unreadable, and no file is left', async () => {
  const room = createFakeScratch();
  const line = fc.oneof(
    fc.constantFrom(
      'Content-Type: multipart/mixed; boundary=b',
      'Content-Type: multipart/alternative; boundary="b"',
      'Content-Type: text/html; charset=utf-7',
      'Content-Type: message/rfc822',
      "Content-Type: application/x; name*0*=utf-8''%e3; name*1=\"",
      'Content-Transfer-Encoding: base64',
      'Content-Transfer-Encoding: quoted-printable',
      'Content-Disposition: attachment; filename="=?utf-8?B?4?="',
      'From: =?iso-2022-jp?B?GyRC?= <@>,;:<<',
      'Date: Mon, 99 Foo 20266',
      'Authentication-Results: mx.google.com; dmarc=',
      '--b',
      '--b--',
      '',
      ' folded',
      '<table><td><b style="x:',
      'Subject: =?utf-8?Q?=0D=0A=E2=80=AE?= =?iso-2022-jp?B?GyRC?= =?gb2312?B?6Q==?=',
      'Content-Type: text/plain; charset=iso-2022-kr; format=flowed; delsp=yes',
      'Content-Type: application/ms-tnef; name=winmail.dat',
      'Content-Type: image/png; name="\x83\x5c"',
      'Content-ID: <a@b>',
      '<img src="cid:a@b">',
      'begin 644 a\u202eb',
      '#0V%T',
      'end',
    ),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );
  const mails = fc.oneof(
    fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
    fc.array(line, { maxLength: 40 }).map((lines) => mailOf(...lines)),
  );
  await fc.assert(
    fc.asyncProperty(mails, fc.integer({ min: 1, max: 100 }), async (bytes, chunk) => {
      try {
        const { mail, discard } = await parseMail(rawOf(bytes, {}, chunk), room.scratch);
        await discard();
        expect(mail.subject).not.toMatch(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u);
        for (const { name } of mail.attachments)
          expect(name).toMatch(/^[^\p{Cc}/\\\u2028-\u202e\u2066-\u2069]{1,255}$/u);
        const { email } = cutMail(mail, { receivedAt: new Date(), threadId: 't' });
        expect(email.html ?? '').not.toMatch(/<script|src="cid:a@b/);
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'mail_unreadable' });
      }
      expect(room.open.size).toBe(0);
    }),
    { numRuns: 400 },
  );
});
