import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chooseLanguage, languageOf } from '../../shared/language.ts';

const ask = (acceptLanguage?: string, cookie?: string) =>
  chooseLanguage({ cookie, acceptLanguage });

describe('the language of a page', () => {
  test.each([
    [undefined, 'en'],
    ['', 'en'],
    ['ja', 'ja'],
    ['ja-JP,ja;q=0.9,en-US;q=0.8,en;q=0.7', 'ja'],
    ['en-US,en;q=0.9,ja;q=0.8', 'en'],
    ['en;q=0.5, ja;q=0.6', 'ja'],
    ['JA-jp', 'ja'],
    ['fr, ja;q=0.5', 'ja'],
    ['fr, de', 'en'],
    ['*', 'en'],
    ['ja, *', 'ja'],
    ['*, ja;q=0.1', 'en'],
    ['ja;q=0', 'en'],
    ['ja;q=0, *', 'en'],
    ['en;q=0, *', 'ja'],
    ['ja;q=nonsense', 'en'],
    ['ja;q=', 'en'],
    ['ja;q=7', 'en'],
    ['en, ja', 'en'],
    ['ja, en', 'ja'],
    ['jav', 'en'],
    ['ja_JP', 'ja'],
    ['JA', 'ja'],
    ['ja_JP.UTF-8', 'ja'],
    ['ja_JP@currency=JPY', 'ja'],
    ['ja-Jpan-JP', 'ja'],
    ['en_US;q=0.4, ja_JP;q=0.6', 'ja'],
    ['en_AE, ja_JP;q=0.9', 'en'],
    ['ja_JP;q=0, *', 'en'],
    ['EN_us;q=0, *', 'ja'],
    ['jav_ID', 'en'],
  ])('answers %j in %s', (header, language) => {
    expect(ask(header)).toBe(language);
  });

  test('is the reader’s own choice before the browser’s', () => {
    expect(ask('ja', 'en')).toBe('en');
    expect(ask('en', 'ja')).toBe('ja');
  });

  test('is the reader’s own choice in any spelling', () => {
    expect(ask('en', 'ja_JP')).toBe('ja');
    expect(ask('ja', 'EN')).toBe('en');
  });

  test('ignores a cookie with an unknown language', () => {
    expect(ask('ja', 'fr')).toBe('ja');
    expect(ask(undefined, 'constructor')).toBe('en');
  });

  test('is chosen whatever is sent', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (header, cookie) => {
        expect(['en', 'ja']).toContain(ask(header, cookie));
      }),
    );
  });
});

test.each([
  ['ja_JP.UTF-8', 'ja'],
  [' ja ', 'ja'],
  ['en_US', 'en'],
  ['C.UTF-8', null],
  ['', null],
  [undefined, null],
])('the locale %j is the language %j', (name, language) => {
  expect(languageOf(name)).toBe(language);
});
