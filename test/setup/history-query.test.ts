import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import { HISTORY_SUBJECTS } from '../../shared/pages/index.ts';
import { eventFilterOf, readHistoryQuery } from '../../shared/setup/history.ts';
import { KINDS_OF_SUBJECT } from '../../shared/setup/history-subjects.ts';
import { AUDIT_EVENT_KINDS } from '../../shared/tokens/index.ts';

const filterOf = (query: string) => eventFilterOf(readHistoryQuery(new URLSearchParams(query)));

describe('the query of the history', () => {
  test('asks for everything by default, and where a value is none', () => {
    expect(filterOf('')).toEqual({});
    expect(filterOf('subject=weather&from=&to=%20&by=')).toEqual({});
  });

  test.each(['from=yesterday', 'to=2026-02-30', 'from=2026-01-01&to=2026-02-31x'])(
    'refuses a day that does not exist: %s',
    (query) => expect(() => filterOf(query)).toThrow(new AppError('day_invalid')),
  );

  test('asks for the kinds of a subject, a person in any case, and days, the last one included', () => {
    expect(
      filterOf(
        'subject=people&by=%20Admin@Example.com&mailbox=A@b.example&from=2026-01-01&to=2026-01-02',
      ),
    ).toEqual({
      kinds: ['signed_in', 'sign_in_refused', 'link_made', 'link_withdrawn', 'keys_backed_up'],
      by: 'admin@example.com',
      address: 'a@b.example',
      from: new Date('2026-01-01T00:00:00Z'),
      until: new Date('2026-01-03T00:00:00Z'),
    });
  });

  test('finds every kind of event under one subject, few enough for one query', () => {
    const all = HISTORY_SUBJECTS.flatMap((subject) => KINDS_OF_SUBJECT[subject]);
    expect([...all].toSorted()).toEqual([...AUDIT_EVENT_KINDS].toSorted());
    for (const subject of HISTORY_SUBJECTS) {
      expect(KINDS_OF_SUBJECT[subject].length).toBeLessThanOrEqual(30);
    }
  });
});
