import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AddressObject, simpleParser } from 'mailparser';
import { composeMime, type MimeMail } from '../../../shared/mail/composing/compose-mime.ts';
import type { Person } from '../../../shared/mail/model/send-request.ts';
import { isOneLine, plainAddress } from '../../../shared/mail/sending/check-address.ts';
import { CARLA, person } from '../sending/requests.ts';

const mailOf = (changes: Partial<MimeMail> = {}): MimeMail => ({
  sendId: 'a'.repeat(40),
  date: new Date('2026-11-29T10:00:00Z'),
  from: person('support@example.com', 'Support'),
  replyTo: null,
  to: [CARLA],
  cc: [],
  bcc: [],
  subject: 'Your lamp',
  text: 'It is on its way.',
  html: null,
  files: [],
  references: [],
  ...changes,
});

const fileOf = (name: string, content: Buffer, type: string | null = null) => ({
  name,
  type,
  open: () => Readable.from([content], { objectMode: false }),
});

const written = (mail: MimeMail): Promise<Buffer> => buffer(composeMime(mail));

const peopleIn = (found: AddressObject | AddressObject[] | undefined): Person[] =>
  [found ?? []]
    .flat()
    .flatMap(({ value }) => value)
    // The parser decodes the domain.
    .map(({ name, address = '' }) => person(plainAddress(address) ?? address, name || null));

const plain = (text: string | undefined): string => (text ?? '').replaceAll('\r\n', '\n').trimEnd();

const japanese = fc.constantFrom('ご注文の件', '問い合わせ📎', '株式会社テスト', 'ｶﾀｶﾅ', '髙島屋');
/** What a header may hold; a parser folds spaces together and trims them. */
const oneLine = fc
  .array(fc.oneof(japanese, fc.string({ unit: 'binary', maxLength: 30 })), { maxLength: 5 })
  .map((parts) => parts.join(' ').replaceAll(/\s+/g, ' ').trim())
  .filter((text) => isOneLine(text) && text.isWellFormed());
const anyone = fc.record({
  address: fc.constantFrom('a@x.example', 'b.c+d@sub.x.example', 'ann@xn--bcher-kva.example'),
  name: fc.option(oneLine.filter((name) => name !== '')),
});
const anyText = fc
  .string({ unit: 'binary', maxLength: 300 })
  // A text of a mail has no NUL and no lone carriage return (RFC 5322 §2.3), and a parser takes a BOM for itself.
  .map((text) => text.toWellFormed().replaceAll(/[\p{Cc}\ufeff]/gu, ' '));
const anyFile = fc.record({
  name: oneLine.filter((name) => name !== '' && !/[/\\]/.test(name)).map((name) => `${name}.bin`),
  content: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
});

test('an independent parser reads from a mail what went into it', async () => {
  const anyMail = fc.record({
    from: anyone,
    to: fc.array(anyone, { minLength: 1, maxLength: 4 }),
    cc: fc.array(anyone, { maxLength: 3 }),
    bcc: fc.array(anyone, { maxLength: 3 }),
    subject: oneLine,
    text: anyText.filter((text) => text.trim() !== ''),
    html: fc.option(anyText.map((text) => `<p>${text}</p>`)),
    files: fc.array(anyFile, { maxLength: 3 }),
    references: fc.array(fc.constantFrom('a@x.example', 'CA1@mail.gmail.com', '日@x'), {
      maxLength: 5,
    }),
  });
  await fc.assert(
    fc.asyncProperty(anyMail, async (given) => {
      const files = given.files.map(({ name, content }) => fileOf(name, content));
      const parsed = await simpleParser(await written(mailOf({ ...given, files })));
      expect(parsed.subject ?? '').toBe(given.subject);
      expect(peopleIn(parsed.from)).toEqual([given.from]);
      expect(peopleIn(parsed.to)).toEqual(given.to);
      expect(peopleIn(parsed.cc)).toEqual(given.cc);
      expect(peopleIn(parsed.bcc)).toEqual(given.bcc);
      expect(plain(parsed.text)).toBe(plain(given.text));
      if (given.html !== null) expect(plain(String(parsed.html))).toBe(plain(given.html));
      expect(parsed.attachments.map(({ filename, content }) => [filename, content])).toEqual(
        given.files.map(({ name, content }) => [name, content]),
      );
      expect(parsed.inReplyTo ?? null).toBe(
        given.references.length > 0 ? `<${given.references.at(-1)}>` : null,
      );
    }),
    { numRuns: 200 },
  );
});

test('the header marks the mail, and its Message-ID is of the sender’s domain', async () => {
  const mail = (
    await written(mailOf({ references: ['first@x.example', 'second@x.example'] }))
  ).toString();
  expect(mail).toContain(`X-Gmail-Connector-Send: ${'a'.repeat(40)}\r\n`);
  expect(mail).toContain(`Message-ID: <${'a'.repeat(40)}@example.com>\r\n`);
  expect(mail).toContain('Date: Sun, 29 Nov 2026 10:00:00 +0000\r\n');
  expect(mail).toContain('In-Reply-To: <second@x.example>\r\n');
  expect(mail).toContain('References: <first@x.example> <second@x.example>\r\n');
});

test('whatever stands in a header, it makes no other one', async () => {
  const nasty = fc.string({
    unit: fc.constantFrom('\r', '\n', ' ', ':', 'X', 'é', '<', '"', ',', '?', '='),
  });
  await fc.assert(
    fc.asyncProperty(nasty, nasty, async (one, other) => {
      // The checks refuse a line break before this. Were they wrong, the mail would still have no header of the caller’s.
      const mail = await written(
        mailOf({
          subject: `a${one}\r\nBcc: evil@x.example${other}`,
          to: [person('a@x.example', `b${other}\r\nX-Evil: 1`)],
          files: [fileOf(`c${one}\r\nX-Evil: 2`, Buffer.from('x'))],
        }),
      );
      const [head = ''] = mail.toString().split('\r\n\r\n');
      const names = head.split(/\r\n(?![ \t])/).map((line) => line.split(':', 1)[0]);
      expect(names).not.toContain('Bcc');
      expect(names).not.toContain('X-Evil');
      expect(new Set(names).size).toBe(names.length);
    }),
  );
});

test.each([
  ['mail.eml', null],
  ['PAGE.MHT', null],
  ['mail.bin', 'message/rfc822'],
  ['report', 'message/delivery-status'],
  ['parts.bin', 'multipart/mixed'],
  ['parts.bin', 'Multipart/Alternative'],
])('the file %s of the type %s arrives byte by byte', async (name, type) => {
  const content = Buffer.from('From: a@x.example\n\n\xe9\0lone\rends', 'latin1');
  const mail = await written(mailOf({ files: [fileOf(name, content, type)] }));
  // What a server may change or refuse on the way (RFC 5322 §2.3, RFC 2045 §2.8).
  expect(mail.toString('latin1')).not.toMatch(/\0|\r(?!\n)|(?<!\r)\n/);
  const parsed = await simpleParser(mail);
  expect(parsed.attachments.map((each) => [each.filename, each.content])).toEqual([
    [name, content],
  ]);
});
