import { expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import { newKeySet, withNewKey } from '../../shared/sealing/index.ts';
import { createTestKeys } from './keys.ts';

const DOWN = new AppError('store_unavailable');
const rotated = (set = newKeySet()) => withNewKey(set, new Date());

test('loads the keys once a minute', async () => {
  const { keyring, place, pass } = createTestKeys();
  for (const seconds of [0, 30, 29]) {
    pass(seconds);
    await keyring.current();
  }
  expect(place.loads).toBe(1);
  pass(1);
  await keyring.current();
  expect(place.loads).toBe(2);
});

test('shares one load among simultaneous callers', async () => {
  const { keyring, place } = createTestKeys();
  await Promise.all([keyring.current(), keyring.current(), keyring.find('unknown')]);
  // One load for all, and one more for the unknown key.
  expect(place.loads).toBe(2);
});

test('does not share a failed load with later callers', async () => {
  const { keyring, place } = createTestKeys();
  place.failure = DOWN;
  await expect(keyring.current()).rejects.toBe(DOWN);
  place.failure = null;
  expect((await keyring.current()).id).toBe(place.set.current);
});

test('notices a rotation within a minute, and still opens with the old key', async () => {
  const { keyring, place, pass } = createTestKeys();
  const { id } = await keyring.current();
  place.set = rotated(place.set);
  expect((await keyring.current()).id).toBe(id);
  pass(60);
  expect((await keyring.current()).id).toBe(place.set.current);
  expect(await keyring.find(id)).not.toBeNull();
});

test('uses old keys for five minutes while the key store does not answer, and no longer', async () => {
  const { keyring, place, pass } = createTestKeys();
  const { id } = await keyring.current();
  place.failure = DOWN;
  pass(299);
  expect((await keyring.current()).id).toBe(id);
  pass(1);
  await expect(keyring.current()).rejects.toBe(DOWN);
  await expect(keyring.find(id)).rejects.toBe(DOWN);
  place.failure = null;
  expect((await keyring.current()).id).toBe(id);
});

test('tries a key store that does not answer once in fifteen seconds, not for every caller', async () => {
  const { keyring, place, pass } = createTestKeys();
  await keyring.current();
  place.failure = DOWN;
  pass(60);
  for (let nth = 0; nth < 14; nth++) {
    await keyring.current();
    pass(1);
  }
  expect(place.loads).toBe(2);
  pass(1);
  await keyring.current();
  expect(place.loads).toBe(3);
});

test('counts the age of keys from the question, however late the answer', async () => {
  const { keyring, place, pass } = createTestKeys();
  const asked = keyring.current();
  pass(61);
  await asked;
  await keyring.current();
  expect(place.loads).toBe(2);
});

test('finds a key at once that another process just made', async () => {
  const { keyring, place } = createTestKeys();
  await keyring.current();
  place.set = rotated(place.set);
  expect(await keyring.find(place.set.current)).not.toBeNull();
});

test('looks for an unknown key once in five seconds', async () => {
  const { keyring, place, pass } = createTestKeys();
  await keyring.current();
  for (const _ of [1, 2, 3]) expect(await keyring.find('forged')).toBeNull();
  expect(place.loads).toBe(2);
  pass(5);
  await keyring.find('forged');
  expect(place.loads).toBe(3);
});

test('finds a real key after forged ones, and loads only a few times for many forged ones', async () => {
  const { keyring, place } = createTestKeys();
  await keyring.current();
  for (const id of ['forged', 'toString', '__proto__']) expect(await keyring.find(id)).toBeNull();
  place.set = rotated(place.set);
  expect(await keyring.find(place.set.current)).not.toBeNull();
  for (let nth = 0; nth < 100; nth++) await keyring.find(`forged-${nth}`);
  expect(place.loads).toBeLessThan(25);
});

test('does not call a key missing when the key store did not answer', async () => {
  const { keyring, place } = createTestKeys();
  await keyring.current();
  place.set = rotated(place.set);
  place.failure = DOWN;
  await expect(keyring.find(place.set.current)).rejects.toBe(DOWN);
  place.failure = null;
  expect(await keyring.find(place.set.current)).not.toBeNull();
});

test('does not make keys younger when the clock is set back', async () => {
  const { keyring, place, pass } = createTestKeys();
  await keyring.current();
  pass(-3600);
  await keyring.current();
  expect(place.loads).toBe(2);
  place.failure = DOWN;
  pass(-3600);
  await expect(keyring.current()).rejects.toBe(DOWN);
});
