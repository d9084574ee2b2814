import { expect, test } from '@jest/globals';
import {
  newKeySet,
  parseKeySet,
  withNewKey,
  withoutOldKeys,
  writeKeySet,
} from '../../shared/sealing/index.ts';

const NOW = new Date('2026-01-01T00:00:00Z');

test('a key set is read as it was written', () => {
  const set = withNewKey(newKeySet(), NOW);
  expect(parseKeySet(writeKeySet(set))).toEqual(set);
});

test('a new key has 256 random bits and its own id', () => {
  const sets = Array.from({ length: 20 }, newKeySet);
  const keys = sets.flatMap(({ keys }) => Object.values(keys));
  expect(new Set(keys).size).toBe(20);
  expect(new Set(sets.map(({ current }) => current)).size).toBe(20);
  for (const key of keys) expect(Buffer.from(key, 'base64')).toHaveLength(32);
});

test('a rotation adds a key with its time; old keys stay until they are removed', () => {
  const first = newKeySet();
  const second = withNewKey(first, NOW);
  expect(Object.keys(second.keys)).toEqual(expect.arrayContaining([first.current, second.current]));
  expect(second).toMatchObject({ rotatedAt: NOW.toISOString(), keys: first.keys });
  expect(withoutOldKeys(second)).toEqual({
    ...second,
    keys: { [second.current]: second.keys[second.current] },
  });
});

const key = Buffer.alloc(32).toString('base64');

test.each([
  ['nothing', ''],
  ['no JSON', '{"current":'],
  ['another JSON', '[]'],
  ['no current key', JSON.stringify({ keys: { a: key } })],
  ['a current key that is not there', JSON.stringify({ current: 'b', keys: { a: key } })],
  ['a current key of every object', JSON.stringify({ current: 'toString', keys: { a: key } })],
  ['a short key', JSON.stringify({ current: 'a', keys: { a: key.slice(4) } })],
  ['a key that is no base64', JSON.stringify({ current: 'a', keys: { a: '!'.repeat(44) } })],
  ['a moment that is none', JSON.stringify({ current: 'a', rotatedAt: 'now', keys: { a: key } })],
])('%s is refused as a key set', (_, text) => {
  expect(parseKeySet(text)).toBeNull();
});
