import { describe, expect, test } from '@jest/globals';
import { addressFilters, readListQuery } from '../../shared/setup/list-query.ts';

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
    expect(read('')).toEqual({ show: null, search: '', after: null });
    expect(read('show=disconnected&after=')).toEqual({ show: null, search: '', after: null });
  });

  test('asks for failing mailboxes of a domain, after a cursor', () => {
    expect(read('show=failing&search=%20%40example.com%20&after=c1')).toEqual({
      show: 'failing',
      search: '@example.com',
      after: 'c1',
    });
  });

  test('cuts a search that is longer than an address', () => {
    expect(read(`search=${'x'.repeat(1000)}`).search).toHaveLength(254);
  });
});
