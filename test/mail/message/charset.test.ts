import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeText } from '../../../shared/mail/message/charset/decode-text.ts';
import { decodedValue } from '../../../shared/mail/message/encoded-words.ts';
import { parametersOf } from '../../../shared/mail/message/parameters.ts';
import { processorMs } from '../../support/processor-time.ts';
import { bWord, inCharset, inJis } from './corpus/corpus-mail.ts';

const textOf = (characters: string): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 60 });

const JAPANESE =
  'あいうえおかがさざただなはばぱまやらわをんアイウエオカガッャー日本語東京都請求書表示能予約、。「」 aZ09-';
const WRITTEN: readonly (readonly [string, string, (text: string) => Buffer])[] = [
  ['iso-2022-jp', JAPANESE, inJis],
  ['shift_jis', `${JAPANESE}①㈱髙﨑ｱｲｳ`, (text) => inCharset('cp932', text)],
  ['gb2312', '发票问题镕榕关于的是在不了有和人这 aZ09', (text) => inCharset('gb18030', text)],
  ['ks_c_5601-1987', '안녕하세요똠방각하문의 aZ09', (text) => inCharset('cp949', text)],
  ['big5', '香港係我哋嘅發票問題請 aZ09', (text) => inCharset('big5-hkscs', text)],
  ['koi8-r', 'Приветмир aZ09', (text) => inCharset('koi8-r', text)],
  ['windows-1256', 'مرحباالعربية aZ09', (text) => inCharset('windows-1256', text)],
  ['utf-7', `${JAPANESE}+<&é😀`, (text) => inCharset('utf-7', text)],
  ['utf-8', `${JAPANESE}é😀مر안发`, (text) => Buffer.from(text)],
];

describe('A text that is written in the charset that it declares', () => {
  test.each(WRITTEN)('comes back the same: %s', (charset, characters, write) => {
    fc.assert(
      fc.property(textOf(characters), (text) => {
        expect(decodeText(write(text), { charset })).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  test.each(WRITTEN)(
    'comes back from words that divide it anywhere: %s',
    (charset, characters, write) => {
      fc.assert(
        fc.property(textOf(characters), fc.nat(100), (text, at) => {
          const bytes = write(text);
          const end = at % (bytes.length + 1);
          const words = [bytes.subarray(0, end), bytes.subarray(end)];
          expect(decodedValue(words.map((part) => bWord(charset, part)).join('\t '))).toBe(text);
        }),
        { numRuns: 300 },
      );
    },
  );

  test.each(WRITTEN)(
    'comes back from a file name of RFC 2231 in pieces: %s',
    (charset, characters, write) => {
      fc.assert(
        fc.property(textOf(characters), fc.integer({ min: 1, max: 9 }), (text, size) => {
          const encoded = [...write(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`);
          const pieces = Array.from({ length: Math.ceil(encoded.length / size) }, (_, place) => {
            const piece = encoded.slice(place * size, (place + 1) * size).join('');
            return `filename*${place}*=${place === 0 ? `${charset}''` : ''}${piece}`;
          });
          const { parameters } = parametersOf(`attachment; ${pieces.toReversed().join('; ')}`);
          expect(parameters.get('filename')).toBe(text);
        }),
        { numRuns: 300 },
      );
    },
  );
});

test.each([
  ['EUC-JP', 'euc-jp', 'お問い合わせありがとうございます'],
  ['Shift_JIS', 'cp932', 'お問い合わせありがとうございます'],
])('Any end of a Japanese text that is not declared is seen as %s', (_name, charset, text) => {
  for (let length = 3; length <= text.length; length += 1) {
    const part = text.slice(0, length);
    expect(decodeText(inCharset(charset, part), { charset: null })).toBe(part);
  }
});

test.each([
  'naïve café, déjà vu, où êtes-vous? à bientôt',
  'Größe, Übergröße, schön; Straße',
  '“Curly” quotes — and ‘others’… it’s 5 €',
  'Año nuevo, ¿qué tal? ¡Mañana!',
  'Łódź'.replace(/[Łź]/g, 'l'),
  'Åse Ærø Øst ÅÄÖ',
])('Western text that is not declared is not taken for Japanese: %s', (text) => {
  expect(decodeText(inCharset('win1252', text), { charset: null })).toBe(text);
});

test('Any bytes with any name of a charset give a text', () => {
  const name = fc.oneof(
    fc.constant(null),
    fc.constantFrom(...WRITTEN.map(([charset]) => charset), 'iso-2022-kr', 'hz', 'utf-16', 'cp850'),
    fc.string({ maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), name, name, (bytes, charset, elsewhere) => {
      expect(typeof decodeText(Buffer.from(bytes), { charset, elsewhere })).toBe('string');
    }),
    { numRuns: 3000 },
  );
});

describe('A header that was written to take long', () => {
  const LONG = 200_000;
  test.each([
    ['many words without an end', '=?utf-8?B?', LONG / 10],
    ['many beginnings of a word', '=?', LONG / 2],
    ['many parameters', '; a*1*=b', LONG / 8],
    ['many quotation marks', ';a="\\', LONG / 5],
    ['many semicolons and blanks', ';  ', LONG / 3],
    ['many escapes', '\x1b$B', LONG / 3],
    ['many shifts', '+AA', LONG / 3],
  ])('by %s is read at once', (_what, repeated, times) => {
    const startedAt = processorMs();
    const value = repeated.repeat(times);
    decodedValue(value);
    parametersOf(value);
    decodeText(Buffer.from(value), { charset: 'utf-7' });
    expect(processorMs() - startedAt).toBeLessThan(3000);
  });
});

test('Half of a character in UTF-7 is no text', () => {
  const text = decodeText(Buffer.from('a+2AA-b'), { charset: 'utf-7' });
  expect(text).toBe('a\ufffdb');
});
