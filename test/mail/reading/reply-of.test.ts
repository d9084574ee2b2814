import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { replyOf } from '../../../shared/mail/reading/reply-of.ts';
import { processorMs } from '../../support/processor-time.ts';
import { OTHERS, SIGNED, TOP_POSTED } from './replies.ts';

describe('An answer stays, and the mail that it quotes does not', () => {
  test.each(TOP_POSTED)('$name', ({ text, reply }) => {
    expect(replyOf(text)).toBe(reply);
    expect(replyOf(text.replaceAll('\n', '\r\n')).replaceAll('\r\n', '\n')).toBe(reply);
  });
});

describe('A signature that is marked is left out', () => {
  test.each(SIGNED)('$name', ({ text, reply }) => {
    expect(replyOf(text)).toBe(reply);
  });
});

describe('What a customer wrote is never left out', () => {
  test.each(OTHERS)('$name', ({ text, reply }) => {
    expect(replyOf(text)).toBe(reply);
  });
});

test('In an answer what is quoted between the lines is left out, full-width signs of Japanese programs included', () => {
  const text = '山田です。\n\n＞品番をお知らせください。\nA-1 です。\n\n＞色は？\n\n青です。';
  expect(replyOf(text, 'Re: ご注文')).toBe('山田です。\n\nA-1 です。\n\n青です。');
  expect(replyOf(text, 'ご注文')).toBe(text);
});

test('Outlook’s forward is told from its answer by the subject alone', () => {
  const [above, below] = ['Please see below.', 'Your order was sent.'];
  const fields = 'From: Shop <shop@example.net>\nSent: Sunday, November 22, 2026\nTo: Taro';
  const text = `${above}\n\n${fields}\nSubject: Your order\n\n${below}`;
  expect(replyOf(text, 'FW: Your order')).toBe(text);
  expect(replyOf(text, 'WG: Your order')).toBe(text);
  expect(replyOf(text, 'RE: Your order')).toBe(above);
  expect(replyOf(text, 'RE: FW: Your order')).toBe(above);
});

test('Texts that are made to take long take time by their length', () => {
  const attacks = [
    '>\n',
    '> > > ',
    'On ',
    'On 2026 \n',
    'On 1 a@b.c wrote:\n',
    'a wrote:\n\n',
    'From: a\n',
    'From: a\nTo: b\n',
    '-----\n',
    '----- ',
    '_____\n\n',
    '-- \n',
    'Sent from my iPhone\n',
    'a\n> b\n',
    '\n',
  ];
  for (const attack of attacks) {
    const text = attack.repeat(Math.ceil(100_000 / attack.length));
    const began = processorMs();
    replyOf(`${text}wrote:`);
    replyOf(`Hello.\n${text}`);
    // By the square of its length it would take minutes.
    expect([attack, processorMs() - began < 5000]).toEqual([attack, true]);
  }
});

/** Texts of the lines that mean something, in any order. */
const fragments = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[...TOP_POSTED, ...SIGNED, ...OTHERS].flatMap(({ text }) => text.split('\n')),
      ),
      fc.string({ unit: 'binary' }),
    ),
    { maxLength: 30 },
  )
  .map((lines) => lines.join('\n'));

test('The answer is lines of the text in their order, and empty only for an empty text', () => {
  fc.assert(
    fc.property(fragments, fc.constantFrom('', 'Re: x', 'Fwd: x'), (text, subject) => {
      const reply = replyOf(text, subject);
      let rest = text;
      for (const line of reply.split('\n')) {
        expect(rest).toContain(line);
        rest = rest.slice(rest.indexOf(line) + line.length);
      }
      expect(reply === '').toBe(text.trim() === '');
    }),
    { numRuns: 200 },
  );
});

test('To take the answer of an answer changes nothing that is not quoted', () => {
  for (const { reply } of TOP_POSTED) expect(replyOf(reply)).toBe(reply);
});
