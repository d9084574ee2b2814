import { expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import { keyIdOf, newKeySet, seal, unseal, withNewKey } from '../../shared/sealing/index.ts';
import { createTestKeys } from './keys.ts';

const PLACE = 'connection:a:access_token';
const TEXT = 'marked-秘密-🔑';
const unreadable = expect.objectContaining({ code: 'record_unreadable' });

test('a sealed text opens in its context, and names its key', async () => {
  const { keyring, place } = createTestKeys();
  const sealed = await seal(keyring, PLACE, TEXT);
  expect(sealed).not.toContain('marked');
  expect(keyIdOf(sealed)).toBe(place.set.current);
  expect(await unseal(keyring, PLACE, sealed)).toBe(TEXT);
});

test.each(['', 'x'.repeat(100_000)])('texts of any length open', async (text) => {
  const { keyring } = createTestKeys();
  expect(await unseal(keyring, PLACE, await seal(keyring, PLACE, text))).toBe(text);
});

test('no two sealings are equal', async () => {
  const { keyring } = createTestKeys();
  const sealed = await Promise.all(Array.from({ length: 50 }, () => seal(keyring, PLACE, TEXT)));
  expect(new Set(sealed).size).toBe(50);
});

test('a sealed text does not open in another context', async () => {
  const { keyring } = createTestKeys();
  const sealed = await seal(keyring, PLACE, TEXT);
  await expect(unseal(keyring, 'connection:b:access_token', sealed)).rejects.toEqual(unreadable);
});

test('a sealed text does not open when any part is changed', async () => {
  const { keyring, place } = createTestKeys();
  const other = withNewKey(place.set, new Date());
  place.set = { ...other, current: place.set.current };
  const parts = (await seal(keyring, PLACE, TEXT)).split('.');
  const [, , nonce = '', text = '', tag = ''] = parts;
  const turned = (part: string) => `${part.startsWith('A') ? 'B' : 'A'}${part.slice(1)}`;
  const changes: [number, string][] = [
    [0, 'v2'],
    [1, other.current],
    [2, turned(nonce)],
    [3, turned(text)],
    [4, turned(tag)],
    [2, ''],
    // A short tag is easier to guess, so only whole tags are accepted.
    [4, tag.slice(0, 16)],
    [4, ''],
  ];
  for (const [at, part] of changes) {
    const changed = parts.with(at, part).join('.');
    await expect(unseal(keyring, PLACE, changed)).rejects.toEqual(unreadable);
  }
});

test.each(['', 'v1', 'v1.a.b.c', 'v1.a.b.c.d.e', 'nonsense', '{"id":1}'])(
  '%p does not open',
  async (text) => {
    const { keyring } = createTestKeys();
    await expect(unseal(keyring, PLACE, text)).rejects.toEqual(unreadable);
  },
);

test('a text does not open when its key is gone', async () => {
  const { keyring } = createTestKeys();
  const foreign = await seal(createTestKeys(newKeySet()).keyring, PLACE, TEXT);
  await expect(unseal(keyring, PLACE, foreign)).rejects.toEqual(unreadable);
});

test('unreachable keys are reported as such, not as a damaged text', async () => {
  const { keyring, place } = createTestKeys();
  place.failure = new AppError('store_unavailable');
  await expect(unseal(keyring, PLACE, 'v1.a.b.c.d')).rejects.toBe(place.failure);
});
