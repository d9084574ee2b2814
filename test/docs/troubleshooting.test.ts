import { describe, expect, test } from '@jest/globals';
import { codesOf } from '../../build/docs/evidence.ts';
import { PLACES } from '../../build/docs/places.ts';
import { DOCUMENTS, rewritten } from '../../build/docs/troubleshooting.ts';
import { CATALOGUE } from '../../shared/diagnosis/catalogue/index.ts';
import type { Cause } from '../../shared/diagnosis/diagnosis.ts';
import { otherCausesOf } from '../../shared/diagnosis/same-words.ts';
import { knownCausesOf } from '../../shared/explain/index.ts';
import { read } from './documents.ts';

const CAUSES = Object.keys(CATALOGUE) as readonly Cause[];

test('every cause stands at exactly one place', () => {
  expect(PLACES.flatMap(({ causes }) => causes).toSorted()).toEqual(CAUSES.toSorted());
});

describe.each(DOCUMENTS)('%s', (path, language) => {
  const text = read(path);

  test('says what the catalogue says', () => {
    const now = rewritten(text, language);
    // Its whole text would hide what to do.
    if (now !== text) throw new Error(`${path} is not up to date: npm run docs`);
  });

  test('has every cause as a heading, with who acts, its steps and its links', () => {
    const sections = text.split('\n#### ').slice(1);
    expect(sections.map((section) => section.slice(0, section.indexOf('\n')))).toHaveLength(
      CAUSES.length,
    );
    for (const cause of CAUSES) {
      const section = sections.find((each) => each.startsWith(`${cause}\n`)) ?? '';
      expect(section).toContain(CATALOGUE[cause].title[language]);
      expect(section.match(/^\d+\. /gm)).toHaveLength(CATALOGUE[cause].remedy.length);
      expect(section).toMatch(language === 'en' ? /^- Who acts: ./m : /^- 対応者: ./m);
    }
  });
});

describe('the words that lead to a cause', () => {
  // Otherwise the document would send people to a cause to which the page does not.
  const named = CAUSES.flatMap((cause) =>
    codesOf(cause)
      // A plain word, as IMAP's EXPIRED, names nothing by itself.
      .filter((code) => !/^([a-z]+|[A-Z]+)$/.test(code))
      .map((code) => [cause, code] as const),
  );
  test.each(named)('%s by %s is no cause of another code', (cause, code) => {
    const found = knownCausesOf(code).map((each) => each.cause);
    const listed = CAUSES.filter((each) =>
      codesOf(each).some((its) => its.toLowerCase() === code.toLowerCase()),
    );
    // The likelier of two causes with the same words, as the circumstances say, is right too.
    const meant = listed.flatMap((each) => [each, ...otherCausesOf(each)]);
    expect(listed).toContain(cause);
    expect(found.length === 0 || found.some((each) => meant.includes(each))).toBe(true);
  });
});

test('a text outside of the written parts is kept, and a part without its marks is an error', () => {
  const [, language] = DOCUMENTS[0] ?? ['', 'en'];
  const text = read('docs/troubleshooting.md').replace('# Troubleshooting\n', '# Another title\n');
  expect(rewritten(text, language)).toBe(text);
  expect(() => rewritten('# Troubleshooting\n', language)).toThrow('written by npm run docs');
});
