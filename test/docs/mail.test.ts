import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { SKIP_REASONS } from '../../shared/mail/model/ledger.ts';
import { POLICY_CHOICES } from '../../shared/mail/model/policies.ts';
import { READINESS_STEPS } from '../../shared/salesforce/api/org.ts';
import { ROOT, read, tableUnder } from './documents.ts';

const cells = (path: string, heading: string, column: number): readonly string[] =>
  tableUnder(read(path), heading).map((row) => row[column] ?? '');

describe.each([
  ['docs/mail.md', '### Why a message is skipped', ', '],
  ['docs/mail.ja.md', '### スキップの理由', '、'],
])('%s', (path, heading, comma) => {
  test('has every reason why a message is skipped', () => {
    const reasons = cells(path, heading, 0).flatMap((cell) => cell.split(comma));
    expect(reasons.toSorted()).toEqual([...SKIP_REASONS].toSorted());
  });
});

describe.each([
  ['docs/mail.md', '### Policies of a mailbox', ', '],
  ['docs/mail.ja.md', '### メールボックスのポリシー', '、'],
])('%s', (path, heading, comma) => {
  test('has every policy with its choices, the default first', () => {
    const names = cells(path, heading, 0);
    const choices = cells(path, heading, 1).map((cell) => cell.split(comma));
    const [last] = names.slice(-1);
    const told = names.slice(0, -1).map((name, at) => [name, choices[at]]);
    expect(told).toEqual(Object.entries(POLICY_CHOICES));
    expect(last).toBe('blockedSenders');
  });
});

/** Names of what the package adds to the organization, by the names of its files. */
const PACKAGED = globSync('salesforce/force-app/**/*-meta.xml', { cwd: ROOT })
  .filter((path) => !path.includes('Test.cls'))
  .map((path) => {
    const [name = ''] = basename(path).split('.');
    const object = /objects\/(\w+)\/fields/.exec(path)?.[1];
    return object === undefined ? name : `${object}.${name}`;
  });

describe.each([
  ['docs/salesforce.md', '## 2. The package', '## 5. Check', /, |the permission set /],
  ['docs/salesforce.ja.md', '## 2. パッケージ', '## 5. 確認', /、|権限セット /],
])('%s', (path, packageHeading, checkHeading, between) => {
  test('names everything that the package adds, and nothing else', () => {
    const named = cells(path, packageHeading, 0).flatMap((cell) => cell.split(between));
    expect(PACKAGED.length).toBeGreaterThan(0);
    expect(named.filter(Boolean).toSorted()).toEqual(PACKAGED.toSorted());
  });

  test('has every step of the readiness check, in its order', () => {
    expect(cells(path, checkHeading, 0)).toEqual(READINESS_STEPS);
  });
});
