import { describe, expect, test } from '@jest/globals';
import { MESSAGES } from '../../shared/pages/messages.ts';

type Phrase = string | ((...values: readonly (string | number)[]) => string);

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
/** Half-width forms and sentence ends of the other script, which show a careless translation. */
const OUT_OF_PLACE = /[ｱ-ﾝ]|[a-z]\.$/;

/** A phrase with its parameters filled: a count, or an address. */
const inFull = (phrase: Phrase, value: string | number): string =>
  typeof phrase === 'string' ? phrase : phrase(value);

const ENTRIES = Object.entries(MESSAGES) as [string, { en: Phrase; ja: Phrase }][];

describe('the wording of the pages', () => {
  test.each(ENTRIES)('%s exists in both languages', (_key, { en, ja }) => {
    expect(typeof ja).toBe(typeof en);
    expect(inFull(en, 2).trim()).toBe(inFull(en, 2));
    expect(inFull(en, 2)).not.toMatch(JAPANESE);
    expect(inFull(ja, 2)).not.toBe('');
    expect(inFull(ja, 2)).not.toMatch(OUT_OF_PLACE);
  });

  // One phrase is only punctuation around an address.
  test.each(ENTRIES.filter(([key]) => key !== 'ofMailbox'))(
    '%s has Japanese script in Japanese',
    (_key, { ja }) => {
      expect(inFull(ja, 2)).toMatch(JAPANESE);
    },
  );

  test.each(ENTRIES.filter(([, { en }]) => typeof en === 'function'))(
    '%s contains its value in both languages',
    (_key, { en, ja }) => {
      expect(inFull(en, 7)).toContain('7');
      expect(inFull(ja, 7)).toContain('7');
    },
  );

  test('a phrase is a sentence in both languages or in none', () => {
    const ends = ENTRIES.filter(([, { en }]) => /[.]$/.test(inFull(en, 2)));
    for (const [key, { ja }] of ends) {
      expect([key, inFull(ja, 2)]).toEqual([key, expect.stringMatching(/[。)]$/)]);
    }
  });

  test('the singular differs from the plural', () => {
    expect(MESSAGES.run_needsReconnect.en(1)).toBe('1 needs its owner');
    expect(MESSAGES.run_needsReconnect.en(2)).toBe('2 need their owners');
    expect(MESSAGES.lookUpFound.en(1)).toBe('1 explanation');
    expect(MESSAGES.consentsUnrevoked.en(1)).toContain('no longer uses it; the owner can');
    expect(MESSAGES.consentsUnrevoked.en(3)).toContain('no longer uses them; each owner can');
  });
});
