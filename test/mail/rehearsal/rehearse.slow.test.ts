import { describe, expect, test } from '@jest/globals';
import { generateMonth } from './generated-mails.ts';
import { CHANGES, compareWithLife, generate } from './month.ts';

const MAILS = 500;
/** Of each seed the mail is another one. */
const SEEDS = (process.env['REHEARSAL_SEEDS'] ?? '7').split(',').map(Number);

describe.each(SEEDS)('A rehearsal of the mail of seed %i', (seed) => {
  const generated = generate(seed, MAILS);

  test.each(CHANGES)(
    'says of 500 of 500 mails what then becomes of them: %s',
    async (_, ...change) => {
      // Under `case_each` the thread decides, and of an older one the case before the month is not known.
      const isEach = change[1].copies === 'case_each';
      const { before, month } = generated;
      const of = isEach
        ? { before: [], month: generateMonth(seed, MAILS).steps }
        : { before, month };
      const { compared, wrong } = await compareWithLife(of, change);
      expect(wrong).toEqual([]);
      expect(compared).toBeGreaterThanOrEqual(MAILS);
    },
    300_000,
  );
});
