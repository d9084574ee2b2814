import { describe, expect, test } from '@jest/globals';
import { addressFilters, readListQuery } from '../../shared/setup/list-query.ts';

describe('what a search can mean', () => {
  test.each([
    ['', [null]],
    ['@', [null]],
    ['Support', [{ prefix: 'support' }]],
    ['support@', [{ prefix: 'support@' }]],
    ['support@example.com', [{ prefix: 'support@example.com' }]],
    ['@Example.co.jp', [{ domain: 'example.co.jp' }]],
    ['@localhost', [{ domain: 'localhost' }]],
    // Either a domain or the beginning of yuki.tanaka@…
    ['yuki.tanaka', [{ domain: 'yuki.tanaka' }, { prefix: 'yuki.tanaka' }]],
    ['yuki.', [{ prefix: 'yuki.' }]],
    ['メール.example.jp', [{ domain: 'メール.example.jp' }, { prefix: 'メール.example.jp' }]],
  ])('%s', (search, filters) => {
    expect(addressFilters(search)).toEqual(filters);
  });
});

describe('which mailboxes an address asks for', () => {
  const read = (query: string) => readListQuery(new URLSearchParams(query));

  test('all, from the beginning, unless it says so', () => {
    expect(read('')).toEqual({ show: null, search: '', after: null });
    expect(read('show=disconnected&after=')).toEqual({ show: null, search: '', after: null });
  });

  test('those that fail, of a domain, after a cursor', () => {
    expect(read('show=failing&search=%20%40example.com%20&after=c1')).toEqual({
      show: 'failing',
      search: '@example.com',
      after: 'c1',
    });
  });

  test('for no longer search than an address can be', () => {
    expect(read(`search=${'x'.repeat(1000)}`).search).toHaveLength(254);
  });
});
