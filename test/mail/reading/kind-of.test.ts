import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bounceOf } from '../../../shared/mail/reading/bounce-of.ts';
import { kindOf } from '../../../shared/mail/reading/kind-of.ts';
import { readingOf } from '../../../shared/mail/reading/mail-reading.ts';
import { processorMs } from '../../support/processor-time.ts';
import { NOTICES } from './notices.ts';
import { read } from './reading.ts';

describe('A mail is told apart by who or what wrote it, and a bounce says what it is about', () => {
  test.each(NOTICES)('$name: $kind', async ({ lines, kind, bounce }) => {
    const reading = await read(...lines);
    expect(kindOf(reading)).toBe(kind);
    expect(bounceOf(reading)).toEqual(bounce ?? null);
  });
});

const REPORT = [
  'Return-Path: <>',
  'From: MAILER-DAEMON@mx.example.org',
  'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
  '',
  '--b',
  'Content-Type: message/delivery-status',
  '',
];

test('Of a bounce with very many recipients a hundred are kept', async () => {
  const recipients = Array.from({ length: 3000 }, (_, index) => [
    `Final-Recipient: rfc822; u${index}@example.org`,
    'Action: failed',
    '',
  ]).flat();
  const { mail } = await read(...REPORT, ...recipients, '--b--');
  expect(bounceOf(await readingOf(mail))?.recipients).toHaveLength(100);
});

test('A Message-ID that is too long to be one of ours is not taken', async () => {
  const reading = await read(...REPORT, 'Action: failed', '', `Message-ID: <${'a'.repeat(850)}@x>`);
  expect(bounceOf(reading)?.originalMessageId).toBeNull();
});

const LINES = NOTICES.flatMap(({ lines }) => lines);

test('Parts of such mails in any order and number are told apart without failing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(fc.constantFrom(...LINES), fc.string()), { maxLength: 40 }),
      async (lines) => {
        const reading = await read(...lines);
        const bounce = bounceOf(reading);
        expect(bounce !== null).toBe(kindOf(reading) === 'bounce');
        expect(bounce?.recipients.length ?? 0).toBeLessThanOrEqual(100);
      },
    ),
    { numRuns: 100 },
  );
});

test('Mails that are made to take long take time by their length', async () => {
  const attacks = [
    '\n',
    ' ',
    '> ',
    '-',
    'a@',
    '@',
    '(',
    '<',
    '4.4.',
    'message-id:\n',
    'to: \n',
    ': ',
  ];
  for (const attack of attacks) {
    const text = attack.repeat(Math.ceil(100_000 / attack.length));
    const reading = await read(...REPORT.slice(0, 2), 'Subject: failure notice', '', text);
    const began = processorMs();
    kindOf(reading);
    bounceOf(reading);
    expect([attack, processorMs() - began < 5000]).toEqual([attack, true]);
  }
});
