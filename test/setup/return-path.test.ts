import { describe, expect, test } from '@jest/globals';
import { returnPath } from '../../shared/web/return-path.ts';

describe('the return path of a form', () => {
  test.each([
    '/setup-page',
    '/setup-page?show=failing&search=%40example.com',
    '/setup-page/connections/c1?notice=probed',
  ])('accepts %s', (path) => {
    expect(returnPath(path)).toBe(path);
  });

  test.each([
    null,
    '',
    'https://evil.example/setup-page',
    '//evil.example/setup-page',
    '\\\\evil.example',
    '/oauth-callback?code=x',
    '/setup-pages',
    '/setup-page/../token-refresh',
    'javascript:alert(1)',
    'http://[',
  ])('replaces %s by the setup page', (path) => {
    expect(returnPath(path)).toBe('/setup-page');
  });
});
