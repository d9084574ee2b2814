import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { fencesIn, ROOT, read, tableUnder } from './documents.ts';
import { describeInShell } from './shell.ts';

const DOCUMENTS = ['docs/deploy.md', 'docs/deploy.ja.md'];
const english = read('docs/deploy.md');
const japanese = read('docs/deploy.ja.md');
const terraform = globSync('terraform/*.tf', { cwd: ROOT })
  .map((path) => read(path))
  .join('\n');

type Variable = { readonly name: string; readonly description: string; readonly default: string };

/** The blocks of terraform/variables.tf, in their order. */
const VARIABLES: readonly Variable[] = [
  ...read('terraform/variables.tf').matchAll(/^variable "(\w+)" \{\n([\s\S]*?)\n\}$/gm),
].map(([, name = '', body = '']) => {
  const description = /^ {2}description = (".*")$/m.exec(body)?.[1] ?? '""';
  const value = /^ {2}default\s+= (.*)$/m.exec(body)?.[1];
  return { name, description: JSON.parse(description), default: value ?? 'required' };
});

/** The table under a heading at the same place of both documents. */
const underBoth = (heading: string, translated: string): (readonly (readonly string[])[])[] => [
  tableUnder(english, heading),
  tableUnder(japanese, translated),
];
const columnsOf = (rows: readonly (readonly string[])[], ...columns: number[]) =>
  rows.map((cells) => columns.map((column) => cells[column]));

describe('the variables', () => {
  const [documented = [], translated = []] = underBoth('## Variables', '## 変数');

  test('are those of terraform/variables.tf', () => {
    const actual = VARIABLES.map((each) => [each.name, each.description, each.default]);
    expect(documented).toEqual(actual);
  });

  test('are the same in Japanese', () => {
    const actual = VARIABLES.map((each) => [
      each.name,
      each.default === 'required' ? '必須' : each.default,
    ]);
    expect(columnsOf(translated, 0, 2)).toEqual(actual);
  });
});

describe("the deployer's roles", () => {
  const roles = [
    ...read('terraform/deployer.tf').matchAll(/^ {4}"(roles\/[\w.]+)"\s*= "(.*)"$/gm),
  ].map(([, role, reason]) => [role, reason]);
  const [documented = [], translated = []] = underBoth(
    "### The deployer's roles",
    '### デプロイ用アカウントのロール',
  );

  test('are those of terraform/deployer.tf, with their reasons', () => {
    expect(roles.length).toBeGreaterThan(0);
    expect(documented).toEqual(roles);
  });

  test('are the same in Japanese', () => {
    expect(columnsOf(translated, 0)).toEqual(columnsOf(documented, 0));
  });
});

test('the alerts are those of terraform/monitoring.tf', () => {
  const titles = [...read('terraform/monitoring.tf').matchAll(/^ {6}title\s+= "(.*)"$/gm)];
  const [documented = [], translated = []] = underBoth('### Alerts', '### アラート');
  const actual = titles.map(([, title]) => [title]);
  expect(columnsOf(documented, 0)).toEqual(actual);
  expect(columnsOf(translated, 0)).toEqual(actual);
});

describe.each(DOCUMENTS)('%s', (path) => {
  const named = (pattern: RegExp): string[] =>
    [...read(path).matchAll(pattern)].map(([, name = '']) => name);

  test('names existing outputs', () => {
    const outputs = named(/terraform output (?:-raw )?(\w+)|output -raw (\w+)/g);
    expect(outputs.length).toBeGreaterThan(0);
    for (const output of outputs) expect(terraform).toContain(`output "${output}" {`);
  });

  test('names existing resources', () => {
    const addresses = [...read(path).matchAll(/'(google_\w+)\.(\w+)\["\w+"\]'/g)];
    expect(addresses.length).toBeGreaterThan(0);
    for (const [, type, name] of addresses) {
      expect(terraform).toContain(`resource "${type}" "${name}" {`);
    }
  });

  test('sets existing variables, and all required ones', () => {
    const file = fencesIn(read(path)).find(({ language }) => language === 'hcl')?.text ?? '';
    const set = [...file.matchAll(/^(\w+)\s+=/gm)].map(([, name = '']) => name);
    const exported = named(/TF_VAR_(\w+)/g);
    const given = new Set([...set, ...exported]);
    const required = VARIABLES.filter((each) => each.default === 'required');
    expect([...given].filter((name) => !VARIABLES.some((each) => each.name === name))).toEqual([]);
    expect(required.filter(({ name }) => !given.has(name))).toEqual([]);
  });
});

describeInShell('the commands of the deployment', () => {
  // They need a Google Cloud project and change it, so bash parses them and does not run them.
  test.each(fencesIn(english).flatMap(({ language, text }) => (language === 'bash' ? [text] : [])))(
    'can be parsed by bash: %s',
    (text) => {
      expect(() => execFileSync('bash', ['-n'], { input: text, stdio: 'pipe' })).not.toThrow();
    },
  );
});
