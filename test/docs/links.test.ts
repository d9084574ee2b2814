import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DOCUMENTS, fragmentOf, ROOT, read, withoutFences } from './documents.ts';

/** Links within the project, resolved from the root, including links into the same document. */
function linksIn(path: string): readonly { target: string; fragment: string }[] {
  const links = withoutFences(read(path)).matchAll(/\]\(([^)\s]+)\)/g);
  return [...links]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [target = '', fragment = ''] = link.split('#');
      return { target: target ? normalize(join(dirname(path), target)) : path, fragment };
    });
}

const fragmentsIn = (path: string): readonly string[] =>
  [...withoutFences(read(path)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    fragmentOf(heading),
  );

describe.each(DOCUMENTS)('%s', (path) => {
  test('links to files that exist', () => {
    const missing = linksIn(path).filter(({ target }) => !existsSync(join(ROOT, target)));
    expect(missing).toEqual([]);
  });

  test('links to headings that exist', () => {
    const lost = linksIn(path).filter(
      ({ target, fragment }) => fragment && !fragmentsIn(target).includes(fragment),
    );
    expect(lost).toEqual([]);
  });
});
