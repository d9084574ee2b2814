import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseStrictJson } from '../../shared/http/index.ts';

const parse = (text: string): unknown => parseStrictJson(Buffer.from(text));
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

test('answers what JSON.parse answers, whatever the value', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), fc.nat(2), (text, indent) => {
      const value: unknown = JSON.parse(text);
      expect(parse(JSON.stringify(value, null, indent))).toEqual(value);
    }),
  );
});

describe('refuses', () => {
  test.each([
    ['an empty body', ''],
    ['a body that is cut off', '{"a":1'],
    ['a second value', '{} {}'],
    ['a byte order mark', '\ufeff{}'],
    ['a property that stands twice', '{"a":1,"a":2}'],
    ['the same property in different escapes', '{"a":1,"\\u0061":2}'],
    ['a repeated property deep inside', '{"x":[{"y":{"a":1,"b":2,"a":3}}]}'],
    ['more than 15 levels', nested(16)],
    ['thousands of levels', nested(30_000)],
    ['a bare word', 'undefined'],
    ['millions of values', `[${'{},'.repeat(3_000_000)}1]`],
    ['millions of properties', `{${'"a":1,'.repeat(1_000_000)}"b":1}`],
    ['a string that does not end', `{"a":"${'\\\\"'.repeat(1000)}`],
  ])('%s', (_, text) => {
    expect(() => parse(text)).toThrow('body_malformed');
  });

  test('bytes that are not UTF-8, wherever they stand', () => {
    const invalid = Buffer.from([0xff]);
    const body = Buffer.concat([Buffer.from('{"a":"'), invalid, Buffer.from('"}')]);
    expect(() => parseStrictJson(body)).toThrow('body_malformed');
  });
});

describe('accepts', () => {
  test.each([
    ['one name in different objects', '{"a":{"a":1},"b":[{"a":1},{"a":2}]}'],
    ['names and values that look like syntax', '{"{\\"a\\":":"}],:\\\\","b":"\\""}'],
    ['15 levels', nested(15)],
    ['10,000 values', `[${'1,'.repeat(9999)}1]`],
    ['a string with millions of escapes', `{"a":"${'\\/'.repeat(6_000_000)}"}`],
    ['a name that ends in backslashes', '{"\\\\":1,"\\\\\\"":"\\\\"}'],
    ['the name __proto__ as any other', '{"__proto__":1}'],
  ])('%s', (_, text) => {
    expect(JSON.stringify(parse(text))).toBe(JSON.stringify(JSON.parse(text)));
  });
});
