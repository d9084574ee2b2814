import { describe, expect, test } from '@jest/globals';
import { addressFilters, readListQuery, troublesOf } from '../../shared/setup/list-query.ts';
import { ASKED, GROUPS } from '../pages/sample-fleet.ts';

describe('the filters of a search', () => {
  test.each([
    ['', [null]],
    ['@', [null]],
    ['Support', [{ prefix: 'support' }]],
    ['support@', [{ prefix: 'support@' }]],
    ['support@example.com', [{ prefix: 'support@example.com' }]],
    ['@Example.co.jp', [{ domain: 'example.co.jp' }]],
    ['@localhost', [{ domain: 'localhost' }]],
    // Either a domain, or the beginning of yuki.tanaka@…
    ['yuki.tanaka', [{ domain: 'yuki.tanaka' }, { prefix: 'yuki.tanaka' }]],
    ['yuki.', [{ prefix: 'yuki.' }]],
    ['メール.example.jp', [{ domain: 'メール.example.jp' }, { prefix: 'メール.example.jp' }]],
  ])('%s', (search, filters) => {
    expect(addressFilters(search)).toEqual(filters);
  });
});

describe('the query of a list’s address', () => {
  const read = (query: string) => readListQuery(new URLSearchParams(query));

  test('asks for all mailboxes from the beginning by default', () => {
    expect(read('')).toEqual(ASKED);
    expect(read('show=disconnected&after=&from=-3')).toEqual(ASKED);
  });

  test('asks for failing mailboxes of a domain, after a cursor', () => {
    expect(read('show=failing&search=%20%40example.com%20&after=c1')).toEqual({
      ...ASKED,
      show: 'failing',
      search: '@example.com',
      after: 'c1',
    });
  });

  test('is narrowed to one line of what is wrong, or to one who acts, of any health', () => {
    expect(read('trouble=grant_revoked&show=well&actor=mailbox_owner')).toEqual({
      ...ASKED,
      trouble: 'grant_revoked',
    });
    expect(read('actor=mailbox_owner&before=c9&after=c1&from=51')).toEqual({
      ...ASKED,
      ...{ actor: 'mailbox_owner', before: 'c9', from: 51 },
    });
    expect(troublesOf(read('actor=mailbox_owner'), GROUPS.groups)).toEqual(['grant_revoked']);
    expect(troublesOf(read('actor=nobody_known'), GROUPS.groups)).toEqual([]);
    expect(troublesOf(read(''), GROUPS.groups)).toBeNull();
  });

  test('cuts a search that is longer than an address', () => {
    expect(read(`search=${'x'.repeat(1000)}`).search).toHaveLength(254);
  });
});
