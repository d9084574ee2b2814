import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AppError } from '../../../shared/errors.ts';
import { previewMail } from '../../../shared/mail/filing/index.ts';
import { DEFAULT_POLICIES } from '../../../shared/mail/model/policies.ts';
import { runCommand } from '../../support/command.ts';
import { processorMs } from '../../support/processor-time.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { createFakeScratch, rawOf } from '../message/mails.ts';
import { type GoldenMail, longText, type Said } from './golden-mail.ts';
import { GOLDEN } from './mails.ts';

const ALL: readonly GoldenMail[] = GOLDEN.flatMap(([, mails]) => mails);

type Printed = Record<string, unknown>;

/** Long texts as they are compared. */
function comparable(printed: Printed, { text, html }: Said): Printed {
  const inForm = (value: unknown, expected: unknown): unknown =>
    typeof expected === 'object' && typeof value === 'string' ? longText(value) : value;
  return {
    ...printed,
    text: inForm(printed['text'], text),
    html: inForm(printed['html'], html),
    ...(typeof text === 'object' && { reply: '' }),
  };
}

const saidOf = (says: Said): Said =>
  typeof says.text === 'object' ? { ...says, reply: '' } : says;

test('There are at least 150 golden mails, each with a name of its own', () => {
  expect(ALL.length).toBeGreaterThanOrEqual(150);
  expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length);
});

describe.each(GOLDEN)('Of %s', (_of, mails) => {
  test.each(mails.map((mail) => [mail.name, mail] as const))(
    '%s is previewed as a person reads it',
    async (_name, { raw, says }) => {
      const room = createFakeScratch();
      const preview = await previewMail(rawOf(raw), room.scratch);
      const printed = JSON.parse(JSON.stringify(preview)) as Printed;
      expect(comparable(printed, says)).toEqual(saidOf(says));
      expect(room.open.size).toBe(0);
    },
  );
});

describe('npm run mail -- preview', () => {
  const folder = join(temporaryDirectory(), 'golden');
  const fileOf = ({ name }: GoldenMail): string => join(folder, `${name}.eml`);

  beforeAll(() => {
    mkdirSync(folder);
    for (const mail of ALL) writeFileSync(fileOf(mail), mail.raw);
  });

  test('says the same of all of them, a line each, in the keys and the order of the contract', async () => {
    const { stdout, code, stderr } = await runCommand(
      ['mail', 'preview', ...ALL.map(fileOf), '--json'],
      {},
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(ALL.length);
    for (const [nth, mail] of ALL.entries()) {
      const { file, ...printed } = JSON.parse(lines[nth] ?? '') as Printed;
      expect(file).toBe(fileOf(mail));
      expect(comparable(printed, mail.says)).toEqual(saidOf(mail.says));
      expect(['file', ...Object.keys(printed)]).toEqual(KEYS);
    }
  }, 60_000);
});

const KEYS = [
  ...['file', 'messageId', 'inReplyTo', 'references', 'date', 'from', 'sender', 'to', 'cc'],
  ...['replyTo', 'subject', 'text', 'html', 'reply', 'attachments', 'kind', 'bounce', 'decision'],
];

/** A golden mail in which bytes are exchanged, left out and doubled; or bytes that are no mail at all. */
const wound = fc.record({
  at: fc.nat(3000),
  removed: fc.nat(40),
  put: fc.uint8Array({ maxLength: 20 }),
});
const anyMail = fc.oneof(
  fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
  fc
    .tuple(
      fc.constantFrom(...ALL.map(({ raw }) => raw)),
      fc.array(wound, { minLength: 1, maxLength: 6 }),
    )
    .map(([raw, wounds]) =>
      wounds.reduce<Buffer>((bytes, { at, removed, put }) => {
        const place = at % (bytes.length + 1);
        return Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + removed)]);
      }, raw),
    ),
);

test('Any bytes as a mail end in an object or in mail_unreadable, in time, and leave no file', async () => {
  const room = createFakeScratch();
  await fc.assert(
    fc.asyncProperty(anyMail, fc.boolean(), async (bytes, masks) => {
      const startedAt = processorMs();
      const policies = masks
        ? ({ ...DEFAULT_POLICIES, cards: 'mask', myNumbers: 'mask' } as const)
        : DEFAULT_POLICIES;
      const printed = await previewMail(rawOf(bytes), room.scratch, { policies }).catch(
        ({ code }: AppError) => ({ code }),
      );
      const line = JSON.stringify({ file: 'x', ...printed });
      if ('code' in printed) expect(printed.code).toBe('mail_unreadable');
      else {
        expect(Object.keys(JSON.parse(line) as Printed)).toEqual(KEYS);
        expect(printed.html ?? '').not.toMatch(/<(?:script|form|style|link)|\son\w+=|javascript:/i);
      }
      expect(room.open.size).toBe(0);
      expect(processorMs() - startedAt).toBeLessThan(5000);
    }),
    { numRuns: 1000 },
  );
}, 120_000);
