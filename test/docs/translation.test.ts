import { describe, expect, test } from '@jest/globals';
import { fencesIn, read, withoutFences } from './documents.ts';

/** A link to a translated document or picture may go to either language, whose headings differ. */
const linksIn = (markdown: string): readonly string[] =>
  [...withoutFences(markdown).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) =>
      link.replace(/\.ja\.(md|png)$|\.ja\.md(?=#)/, (found) => found.slice(3)),
    )
    .map((link) =>
      link.replace(
        /^((?:docs\/)?(?:delegation|deploy|mail|salesforce|troubleshooting)\.md|)#.*$/,
        '$1#',
      ),
    );

const levelsIn = (markdown: string): readonly string[] =>
  [...withoutFences(markdown).matchAll(/^(#+) /gm)].map(([, level = '']) => level);

/** The number of columns of each table, row by row. */
const tablesIn = (markdown: string): readonly (readonly number[])[] =>
  [...withoutFences(markdown).matchAll(/(?:^ *\|.*\|$\n?)+/gm)].map(([table]) =>
    table
      .trim()
      .split('\n')
      .map((row) => row.split('|').length),
  );

describe.each([
  ['README.ja.md', 'README.md'],
  ['deploy.ja.md', 'deploy.md', 'docs/'],
  ['delegation.ja.md', 'delegation.md', 'docs/'],
  ['salesforce.ja.md', 'salesforce.md', 'docs/'],
  ['mail.ja.md', 'mail.md', 'docs/'],
  ['troubleshooting.ja.md', 'troubleshooting.md', 'docs/'],
])('%s', (translated, original, directory = '') => {
  const english = read(`${directory}${original}`);
  const japanese = read(`${directory}${translated}`);

  test('has the same commands, answers and settings', () => {
    expect(fencesIn(japanese)).toEqual(fencesIn(english));
  });

  test('has the same links and the same sections', () => {
    expect(linksIn(japanese)).toEqual(linksIn(english));
    expect(levelsIn(japanese)).toEqual(levelsIn(english));
  });

  test('has the same tables', () => {
    expect(tablesIn(english).length).toBeGreaterThan(0);
    expect(tablesIn(japanese)).toEqual(tablesIn(english));
  });

  test('links to the English one, and is linked from there', () => {
    expect(japanese).toContain(`](${original})`);
    expect(english).toContain(`](${translated})`);
  });
});
