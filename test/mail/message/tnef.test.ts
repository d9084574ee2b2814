import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseMail } from '../../../shared/mail/message/parse-mail.ts';
import { filesInTnef } from '../../../shared/mail/message/tnef.ts';
import type { ParsedMail } from '../../../shared/mail/ports.ts';
import { processorMs } from '../../support/processor-time.ts';
import { inCharset, rawMail } from './corpus/corpus-mail.ts';
import { attribute, codePage, packedFile, properties, tnef } from './corpus/tnef-writer.ts';
import { createFakeScratch, rawOf } from './mails.ts';

const PDF = Buffer.from('the file');
const FILE = packedFile(
  { short: inCharset('cp932', '請求~1.PDF'), long: '請求書 11月.pdf', content: PDF },
  { type: 0x1e, id: 0x370e, value: Buffer.from('application/pdf\0') },
);
const SHORT = [
  attribute(2, 0x00069002, Buffer.alloc(14)),
  attribute(2, 0x00018010, Buffer.concat([inCharset('cp932', '見積.txt'), Buffer.from([0])])),
  attribute(2, 0x0006800f, Buffer.from('two')),
];
/** A drawing, or a mail: an object, which has no bytes of a file. */
const OBJECT = [
  attribute(2, 0x00069002, Buffer.alloc(14)),
  attribute(2, 0x00069005, properties({ type: 0x0d, id: 0x3701, value: Buffer.alloc(20) })),
];

const parsedWith = async (bytes: Buffer): Promise<ParsedMail> => {
  const raw = rawMail(
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    '',
    'The text',
    '--b',
    'Content-Type: application/ms-tnef; name=winmail.dat',
    'Content-Transfer-Encoding: base64',
    '',
    bytes.toString('base64').replace(/.{76}/g, '$&\r\n'),
    '--b--',
  );
  return (await parseMail(rawOf(raw), createFakeScratch().scratch)).mail;
};

const filesOf = async (bytes: Buffer) =>
  (await parsedWith(bytes)).attachments.map(({ name, type, bytes: size }) => [name, type, size]);

describe('What Outlook packed into winmail.dat', () => {
  test('comes out as files with their own names, long or of the code page', async () => {
    expect(await filesOf(tnef(codePage(932), ...FILE, ...SHORT))).toEqual([
      ['請求書 11月.pdf', 'application/pdf', PDF.length],
      ['見積.txt', 'application/octet-stream', 3],
    ]);
    expect((await parsedWith(tnef(codePage(932), ...FILE))).text.trim()).toBe('The text');
  });

  test.each([
    ['holds no file', tnef(codePage(932))],
    ['holds an object that is no file', tnef(codePage(932), ...FILE, ...OBJECT)],
    ['is damaged', tnef(codePage(932), ...FILE).subarray(0, -9)],
    ['is something else', Buffer.from('something else, and longer than a signature')],
    [
      'holds more files than anybody sends',
      tnef(...Array.from({ length: 300 }, () => SHORT).flat()),
    ],
  ])('stays packed where it %s', async (_why, bytes) => {
    expect(await filesOf(bytes)).toEqual([['winmail.dat', 'application/ms-tnef', bytes.length]]);
  });

  test('stays packed where the mail has a thousand files already', async () => {
    const packed = tnef(...Array.from({ length: 150 }, () => SHORT).flat()).toString('base64');
    const part = ['--b', 'Content-Type: application/ms-tnef; name=winmail.dat'];
    const encoded = [...part, 'Content-Transfer-Encoding: base64', '', packed];
    const parts = Array.from({ length: 8 }, () => encoded).flat();
    const raw = rawMail('Content-Type: multipart/mixed; boundary=b', '', ...parts, '--b--');
    const { mail } = await parseMail(rawOf(raw), createFakeScratch().scratch);
    expect(mail.attachments.map(({ name }) => name)).toEqual([
      ...Array<string>(900).fill('見積.txt'),
      'winmail.dat',
      'winmail.dat',
    ]);
  });

  test('is read to its end or given up when any byte of it is wrong', () => {
    const good = tnef(codePage(932), ...FILE, ...SHORT, ...OBJECT);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, byte, end) => {
        const bad = Buffer.from(good);
        bad[at] = byte;
        const files = filesInTnef(bad.subarray(0, end));
        expect(files === null || Array.isArray(files)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test('cannot make the reader go on for long', () => {
    const many = properties({ type: 0x1102, id: 0x3701, value: Buffer.alloc(4) });
    many.writeUInt32LE(0xffffffff, 8);
    const startedAt = processorMs();
    expect(filesInTnef(tnef(...FILE, attribute(2, 0x00069005, many)))).toBeNull();
    expect(processorMs() - startedAt).toBeLessThan(1000);
  });
});
