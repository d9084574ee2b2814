import { expect, test } from '@jest/globals';
import { CATALOGUE } from '../../shared/diagnosis/catalogue/index.ts';
import type { Entry } from '../../shared/diagnosis/entry.ts';
import { say } from '../../shared/pages/messages.ts';
import type { Language } from '../../shared/pages/views.ts';
import { START_REMEDIES } from '../../shared/start-remedies.ts';
import { read } from './documents.ts';

const ENTRIES = Object.entries<Entry>(CATALOGUE);

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A cause as its table has it: its code, its title, who acts, and every step. */
const causeRow = (language: Language, [cause, entry]: [string, Entry]): string =>
  row(
    `\`${cause}\``,
    entry.title[language],
    say(language, `actor_${entry.actor}`),
    entry.remedy.map((step) => step[language]).join(language === 'en' ? ' ' : ''),
  );

/** Fails with the rows to paste when a document lacks them. */
function expectRows(path: string, rows: readonly string[]): void {
  const lines = new Set(read(path).split('\n'));
  const missing = rows.filter((each) => !lines.has(each));
  if (missing.length > 0) throw new Error(`${path} lacks:\n\n${missing.join('\n')}\n`);
}

test.each<[string, Language]>([
  ['docs/causes.md', 'en'],
  ['docs/causes.ja.md', 'ja'],
])('%s has every cause in the words of the pages, and no other', (path, language) => {
  expectRows(
    path,
    ENTRIES.map((entry) => causeRow(language, entry)),
  );
  const documented = [...read(path).matchAll(/^\| `(\w+)` \|.*\|.*\|.*\|$/gm)].map(
    ([, cause]) => cause,
  );
  expect(documented).toEqual(ENTRIES.map(([cause]) => cause));
});

test('docs/causes.ja.md says of each failed start what the terminal says', () => {
  const rows = Object.entries(START_REMEDIES).map(([code, { ja }]) => row(`\`${code}\``, ja));
  expectRows('docs/causes.ja.md', rows);
});
