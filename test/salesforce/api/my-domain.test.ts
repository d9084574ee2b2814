import { describe, expect, test } from '@jest/globals';
import { isInstanceOf, parseMyDomain } from '../../../shared/salesforce/api/my-domain.ts';

const EMULATED = 'http://127.0.0.1:8080/salesforce';

describe('The My Domain that a person pastes', () => {
  test.each([
    ['https://acme.my.salesforce.com', 'https://acme.my.salesforce.com'],
    [' Acme.my.salesforce.com/ ', 'https://acme.my.salesforce.com'],
    ['https://acme.my.salesforce.com/500/o?x=1#a', 'https://acme.my.salesforce.com'],
    ['https://acme--dev.sandbox.my.salesforce.com', 'https://acme--dev.sandbox.my.salesforce.com'],
    ['https://a-1.develop.my.salesforce.com', 'https://a-1.develop.my.salesforce.com'],
    ['https://a-1.scratch.my.salesforce.com', 'https://a-1.scratch.my.salesforce.com'],
    ['https://acme.my.salesforce.mil', 'https://acme.my.salesforce.mil'],
    ['https://acme.lightning.force.com/lightning/page/home', 'https://acme.my.salesforce.com'],
    [
      'https://acme--dev.sandbox.lightning.force.com/lightning',
      'https://acme--dev.sandbox.my.salesforce.com',
    ],
    ['https://acme.my.salesforce-setup.com/lightning/setup', 'https://acme.my.salesforce.com'],
    [`${EMULATED}/`, EMULATED],
  ])('%s is accepted', (given, expected) => {
    expect(parseMyDomain(given, EMULATED)).toBe(expected);
  });

  test.each([
    'https://login.salesforce.com',
    'https://test.salesforce.com',
    'http://acme.my.salesforce.com',
    'https://acme.my.salesforce.com.example.com',
    'https://example.com/acme.my.salesforce.com',
    'https://user@acme.my.salesforce.com',
    'https://acme.my.salesforce.com:8443',
    'http://127.0.0.1:8080/other',
    'no address',
    '',
  ])('%s is refused', (given) => {
    expect(() => parseMyDomain(given, EMULATED)).toThrow('my_domain_malformed');
  });

  test('the emulated org is refused where none is configured', () => {
    expect(() => parseMyDomain(EMULATED, null)).toThrow('my_domain_malformed');
  });
});

test('a token is sent only to a host of Salesforce’s', () => {
  const own = 'https://acme.my.salesforce.com';
  expect(isInstanceOf(own, own)).toBe(true);
  expect(isInstanceOf('https://na1.salesforce.com', own)).toBe(true);
  expect(isInstanceOf('https://evil.example', own)).toBe(false);
  expect(isInstanceOf('http://acme.my.salesforce.com', own)).toBe(false);
  expect(isInstanceOf('https://acme.my.salesforce.mil', own)).toBe(false);
  expect(isInstanceOf('https://acme.my.salesforce.com', EMULATED)).toBe(false);
});
