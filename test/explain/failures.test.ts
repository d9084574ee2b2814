import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { explain } from '../../shared/explain/index.ts';
import { mayPass } from './later.ts';

type Row = { readonly who: readonly string[]; readonly body: unknown };

/** Failures as forums have them, with those who may be right to act; each was judged before it was tried. */
const ROWS: readonly Row[] = readFileSync(new URL('failures.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

test.each(ROWS.map((row) => [JSON.stringify(row.body ?? '').slice(0, 90), row] as const))(
  'who acts on %s',
  (_, { who, ...input }) => {
    const answer = explain(input);
    expect(who).toContain(answer.whoActs);
    expect(answer.retryable).toBe(mayPass(answer));
  },
);
