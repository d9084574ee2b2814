import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { keepPathDecodable } from '../../shared/http/body.ts';

function kept(url: string): string | undefined {
  const request = new IncomingMessage(new Socket());
  request.url = url;
  keepPathDecodable(request);
  return request.url;
}

test.each([
  ['/setup-page/%', '/setup-page/%25'],
  ['/%ff?profile=admin%5Fpolicy', '/%25ff?profile=admin%5Fpolicy'],
])('a path that cannot be decoded is escaped, and its query is not: %s', (url, expected) => {
  expect(kept(url)).toBe(expected);
});

test.each(['/setup-page?x=%FF&words=redirect%5Furi', '/a%20b?x=1?y=%', '/'])(
  'a path that can be decoded stays as it is, whatever its query has: %s',
  (url) => {
    expect(kept(url)).toBe(url);
  },
);
