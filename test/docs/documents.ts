import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Every document for people, by its path from the root. */
export const DOCUMENTS: readonly string[] = globSync(['*.md', 'docs/**/*.md', 'local/**/*.md'], {
  cwd: ROOT,
}).toSorted();

export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** A fenced block: its language, and its text without the indentation of a list. */
export type Fence = { readonly language: string; readonly text: string };

export function fencesIn(markdown: string): readonly Fence[] {
  const blocks = markdown.matchAll(/^( *)```(\w*)\n([\s\S]*?)\n\1```$/gm);
  return [...blocks].map(([, indent = '', language = '', text = '']) => ({
    language,
    text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}

export const withoutFences = (markdown: string): string =>
  markdown.replaceAll(/^( *)```\w*\n[\s\S]*?\n\1```$/gm, '');

/** The first table after a heading, without its header row and without code marks. */
export function tableUnder(markdown: string, heading: string): readonly (readonly string[])[] {
  const [, after = ''] = markdown.split(`\n${heading}\n`);
  const [, table = ''] = /(?:^|\n)((?:\|.*\n?)+)/.exec(after) ?? [];
  const rows = table.trim().split('\n').slice(2);
  return rows.map((row) =>
    row
      .replaceAll('`', '')
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** The fragment that links to a heading. */
export const fragmentOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
