import { describe, expect, test } from '@jest/globals';
import { fencesIn, read, withoutFences } from './documents.ts';

const english = read('README.md');
const japanese = read('README.ja.md');

const linksIn = (markdown: string): readonly string[] =>
  [...withoutFences(markdown).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !link.startsWith('README'));

const levelsIn = (markdown: string): readonly string[] =>
  [...withoutFences(markdown).matchAll(/^(#+) /gm)].map(([, level = '']) => level);

describe('the README in Japanese', () => {
  test('has the same commands, answers and settings', () => {
    expect(fencesIn(japanese)).toEqual(fencesIn(english));
  });

  test('has the same links and the same sections', () => {
    expect(linksIn(japanese)).toEqual(linksIn(english));
    expect(levelsIn(japanese)).toEqual(levelsIn(english));
  });

  test('links to the English one, and is linked from there', () => {
    expect(japanese).toContain('](README.md)');
    expect(english).toContain('](README.ja.md)');
  });
});
