import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { STEPS } from '../../shared/delegation-check/steps.ts';
import { CATALOGUE } from '../../shared/diagnosis/catalogue/index.ts';
import type { Entry } from '../../shared/diagnosis/entry.ts';
import type { Language } from '../../shared/pages/views.ts';
import { whoActs } from '../../shared/pages/who-acts.ts';
import { delegatedScopesOf, isScopeProfile, SCOPE_PROFILES } from '../../shared/tokens/index.ts';
import { fencesIn, ROOT, read, tableUnder } from './documents.ts';
import { describeInShell } from './shell.ts';

const ENTRIES = new Map(Object.entries<Entry>(CATALOGUE));
const terraform = globSync('terraform/*.tf', { cwd: ROOT })
  .map((path) => read(path))
  .join('\n');

type Document = {
  readonly path: string;
  readonly language: Language;
  readonly headings: Readonly<Record<'scopes' | 'steps' | 'fields', string>>;
};

const DOCUMENTS: readonly Document[] = [
  {
    path: 'docs/delegation.md',
    language: 'en',
    headings: {
      scopes: '### Scopes of each profile',
      steps: '## When a step fails',
      fields: '## Coming from another connector',
    },
  },
  {
    path: 'docs/delegation.ja.md',
    language: 'ja',
    headings: {
      scopes: '### プロファイルごとのスコープ',
      steps: '## ステップが失敗した場合',
      fields: '## 他のコネクタから移行する場合',
    },
  },
];

describe.each(DOCUMENTS)('$path', ({ path, language, headings }) => {
  const text = read(path);

  test('lists for each profile the scopes of an assertion, as the Admin console takes them', () => {
    const profiles = Object.keys(SCOPE_PROFILES).filter(isScopeProfile);
    const actual = profiles.map((profile) => [profile, delegatedScopesOf(profile).join(',')]);
    expect(tableUnder(text, headings.scopes)).toEqual(actual);
  });

  test('names causes of the catalogue, each with the person who acts', () => {
    const rows = tableUnder(text, headings.steps).map(([, , cause = '', actor]) => [cause, actor]);
    expect(rows.length).toBeGreaterThan(0);
    const actual = rows.map(([cause = '']) => {
      const entry = ENTRIES.get(cause);
      return [cause, entry ? whoActs(language, entry) : 'no such cause'];
    });
    expect(rows).toEqual(actual);
  });

  test('has every step of the check, in its order', () => {
    const steps = tableUnder(text, headings.steps).map(([step]) => step);
    expect(steps.filter(Boolean)).toEqual(STEPS.map(({ id }) => id));
  });

  test('names every field of a JWT login in other connectors', () => {
    const fields = tableUnder(text, headings.fields).map(([field]) => field);
    expect(fields.filter(Boolean)).toEqual([
      'OAuthJWTCertType',
      'OAuthJWTCert',
      'OAuthJWTCertPassword',
      'OAuthJWTCertSubject',
      'OAuthJWTIssuer',
      'OAuthJWTSubject',
      'Scope',
    ]);
  });

  test('names existing variables and outputs of Terraform', () => {
    const settings = fencesIn(text).filter((fence) => fence.language === 'hcl');
    const variables = settings.flatMap((fence) => [...fence.text.matchAll(/^(\w+)\s+=/gm)]);
    const outputs = [...text.matchAll(/terraform output (\w+)|output (\w+)$/gm)];
    expect(variables).toHaveLength(2);
    expect(outputs).toHaveLength(2);
    for (const [, name] of variables) expect(terraform).toContain(`variable "${name}" {`);
    for (const [, first, second] of outputs) {
      expect(terraform).toContain(`output "${first ?? second}" {`);
    }
  });
});

describeInShell('the commands about service accounts', () => {
  const commands = fencesIn(read('docs/delegation.md')).filter(
    ({ language }) => language === 'bash',
  );

  // They need a Google Cloud project and change it, so bash parses them and does not run them.
  test.each(commands.map(({ text }) => text))('can be parsed by bash: %s', (text) => {
    expect(() => execFileSync('bash', ['-n'], { input: text, stdio: 'pipe' })).not.toThrow();
  });
});
