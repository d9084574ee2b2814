import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maskText } from '../../../shared/mail/redaction/mask-text.ts';
import { processorMs } from '../../support/processor-time.ts';
import { CARDS, INDIVIDUAL, NO_CARDS, NO_INDIVIDUAL } from './examples.ts';

const ALL = { cards: true, individualNumbers: true };
const OF_CARDS = { cards: true, individualNumbers: false };
const OF_PEOPLE = { cards: false, individualNumbers: true };

describe('The number of a card', () => {
  test.each(CARDS)('is masked but for its end: %s', (_what, text, masked) => {
    expect(maskText(text, OF_CARDS)).toBe(masked);
    expect(maskText(text, OF_PEOPLE)).toBe(text);
  });

  test.each(NO_CARDS)('is not seen where there is none: %s', (_what, text, masked) => {
    expect(maskText(text, OF_CARDS)).toBe(masked);
  });
});

describe('An Individual Number', () => {
  test.each(INDIVIDUAL)('is masked: %s', (_what, text, masked) => {
    expect(maskText(text, OF_PEOPLE)).toBe(masked);
    expect(maskText(text, OF_CARDS)).toBe(text);
  });

  test.each(NO_INDIVIDUAL)('is not seen where there is none: %s', (_what, text, masked) => {
    expect(maskText(text, OF_PEOPLE)).toBe(masked);
  });
});

/** Completes digits by the check digit of cards, in a way of its own: by trying. */
function withCheckDigit(digits: string): string {
  const doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
  const sum = (number: string): number =>
    [...number]
      .toReversed()
      .reduce((total, digit, at) => total + (at % 2 ? (doubled[+digit] ?? 0) : +digit), 0);
  const found = [...'0123456789'].find((last) => sum(digits + last) % 10 === 0);
  return digits + (found ?? '');
}

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });

const cardNumber = fc
  .tuple(fc.constantFrom('4', '51', '55', '3528', '62', '6011', '2221'), digits(15))
  .map(([issuer, rest]) => withCheckDigit((issuer + rest).slice(0, 15)));

const joint = fc.constantFrom('', ' ', '-', '\u00a0', '－', '\n', ' - ');
const around = fc.constantFrom('', ' ', 'です', '、', '\n\n', '(', '。');

test('Any card number of 16 digits is masked in any writing, and no other character changes', () => {
  fc.assert(
    fc.property(
      cardNumber,
      joint,
      fc.boolean(),
      around,
      around,
      (number, between, isWide, a, b) => {
        const groups = number.match(/.{4}/g) ?? [];
        const isWrapped = between === '\n';
        const plain = isWrapped
          ? `${groups.slice(0, 2).join('')}\n${groups.slice(2).join('')}`
          : groups.join(between);
        const written = isWide
          ? plain.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
          : plain;
        const text = `${a}${written}${b}`;
        const masked = maskText(text, OF_CARDS);
        expect(masked).toHaveLength(text.length);
        expect(masked.match(/•/g)).toHaveLength(12);
        expect(masked.replace(/[•\d０-９]/g, '')).toBe(text.replace(/[\d０-９]/g, ''));
      },
    ),
    { numRuns: 2000 },
  );
});

test('Any other check digit leaves a number as it is', () => {
  fc.assert(
    fc.property(cardNumber, fc.integer({ min: 1, max: 9 }), (number, off) => {
      const wrong = `${number.slice(0, 15)}${(Number(number[15]) + off) % 10}`;
      expect(maskText(wrong, OF_CARDS)).toBe(wrong);
    }),
  );
});

test('Of twelve digits exactly one last digit makes an Individual Number', () => {
  fc.assert(
    fc.property(digits(11), (beginning) => {
      const masked = [...'0123456789'].filter(
        (last) => maskText(beginning + last, OF_PEOPLE) !== beginning + last,
      );
      expect(masked).toHaveLength(1);
    }),
  );
});

test('Masking what is masked changes nothing, and any text stays as long as it is', () => {
  const text = fc.string({ unit: fc.constantFrom(...'04159 -－\n４１ab@.+/'), maxLength: 200 });
  fc.assert(
    fc.property(text, (given) => {
      const masked = maskText(given, ALL);
      expect(masked).toHaveLength(given.length);
      expect(maskText(masked, ALL)).toBe(masked);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['4111 '.repeat(200_000)],
  ['4'.repeat(1_000_000)],
  ['4111111111111111'.concat('www.').repeat(50_000)],
  [`${'4111 1111 1111 1112\n'.repeat(50_000)}`],
  ['- '.repeat(500_000)],
  ['1 \n'.repeat(300_000)],
])('A megabyte of digits is read in time that grows with its length: %#', (text) => {
  const startedAt = processorMs();
  maskText(text, ALL);
  expect(processorMs() - startedAt).toBeLessThan(10_000);
});
