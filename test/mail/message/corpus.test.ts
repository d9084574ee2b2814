import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cutMail } from '../../../shared/mail/message/cut-mail.ts';
import { parseMail } from '../../../shared/mail/message/parse-mail.ts';
import type { ParsedMail } from '../../../shared/mail/ports.ts';
import { processorMs } from '../../support/processor-time.ts';
import { CHARSETS } from './corpus/charsets.ts';
import type { CorpusMail } from './corpus/corpus-mail.ts';
import { FILE_NAMES } from './corpus/file-names.ts';
import { HEADERS } from './corpus/headers.ts';
import { KINDS } from './corpus/kinds.ts';
import { STRUCTURE } from './corpus/structure.ts';
import { createFakeScratch, rawOf } from './mails.ts';

const sha256 = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('hex');

/** What came out, as far as the corpus says what must. */
function cameOut(mail: ParsedMail, comes: CorpusMail['comes']): CorpusMail['comes'] {
  const whole = {
    subject: mail.subject,
    from: mail.from?.name ?? '',
    text: mail.text.trim(),
    html: comes.html !== undefined && mail.html?.includes(comes.html) ? comes.html : `${mail.html}`,
    messageId: mail.messageId,
    files: mail.attachments.map(({ name, sha256: content }, index) =>
      comes.files?.[index]?.content === undefined ? { name } : { name, content },
    ),
    notes: mail.notes,
  };
  return Object.fromEntries(Object.entries(whole).filter(([name]) => name in comes));
}

const hashed = (comes: CorpusMail['comes']): CorpusMail['comes'] => ({
  ...comes,
  ...(comes.files && {
    files: comes.files.map(({ name, content }) =>
      content === undefined ? { name } : { name, content: sha256(content) },
    ),
  }),
});

const CORPUS: readonly (readonly [string, readonly CorpusMail[]])[] = [
  ['charsets', CHARSETS],
  ['headers', HEADERS],
  ['file names', FILE_NAMES],
  ['structure', STRUCTURE],
  ['kinds of content', KINDS],
];

describe.each(CORPUS)('Of the corpus of %s', (_of, mails) => {
  test.each(mails.map((mail) => [mail.what, mail] as const))(
    'a mail %s is read right',
    async (_what, { raw, comes }) => {
      for (const chunk of [1, 7, 64 * 1024]) {
        const opened = await parseMail(rawOf(raw, {}, chunk), createFakeScratch().scratch);
        expect(cameOut(opened.mail, comes)).toEqual(hashed(comes));
        await opened.discard();
      }
    },
  );
});

/** A place in a mail where some bytes are taken out, and a piece of another mail is put in, once or often. */
const damage = fc.record({
  at: fc.nat(1000),
  removed: fc.nat(20),
  from: fc.constantFrom(...CORPUS.flatMap(([, mails]) => mails.map(({ raw }) => raw))),
  start: fc.nat(1000),
  length: fc.nat(100),
  times: fc.oneof(fc.constant(1), fc.nat(200)),
});

type Damage = typeof damage extends fc.Arbitrary<infer Value> ? Value : never;

function damaged(raw: Buffer, { at, removed, from, start, length, times }: Damage): Buffer {
  const place = at % (raw.length + 1);
  const piece = from.subarray(start % (from.length + 1)).subarray(0, length);
  const pieces = Array.from({ length: times }, () => piece);
  return Buffer.concat([raw.subarray(0, place), ...pieces, raw.subarray(place + removed)]);
}

test('A mail of the corpus that is damaged anywhere still ends in a mail or in mail_unreadable', async () => {
  const room = createFakeScratch();
  const dangerous = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u;
  const mail = fc.tuple(damage, fc.array(damage, { maxLength: 5 }));
  await fc.assert(
    fc.asyncProperty(
      mail,
      fc.integer({ min: 1, max: 5000 }),
      async ([{ from }, damages], chunk) => {
        const raw = damages.reduce(damaged, from);
        const startedAt = processorMs();
        try {
          const { mail: read, discard } = await parseMail(rawOf(raw, {}, chunk), room.scratch);
          const { email } = cutMail(read, { receivedAt: new Date(), threadId: 't' });
          await discard();
          const { subject, from: sender, messageId, attachments } = read;
          const names = attachments.flatMap(({ name, type, contentId }) => [name, type, contentId]);
          for (const text of [subject, sender?.name, sender?.address, messageId, ...names])
            expect(text ?? '').not.toMatch(dangerous);
          expect(email.html ?? '').not.toMatch(/<script|onerror=/i);
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'mail_unreadable' });
        }
        expect(room.open.size).toBe(0);
        expect(processorMs() - startedAt).toBeLessThan(5000);
      },
    ),
    // A counterexample is named even where there is no time to find a smaller one.
    { numRuns: 200, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true },
  );
}, 120_000);
