import { expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import { newKeySet, withNewKey } from '../../shared/sealing/index.ts';
import { createTestKeys } from './keys.ts';

const DOWN = new AppError('store_unavailable');
const rotated = (set = newKeySet()) => withNewKey(set, new Date());

test('keys are asked after once in a minute', async () => {
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

test('those who ask at once share one load', async () => {
  const { keyring, place } = createTestKeys();
  await Promise.all([keyring.current(), keyring.current(), keyring.find('unknown')]);
  // One for all, and one more for the key that was not among them.
  expect(place.loads).toBe(2);
});

test('a load that failed is not shared with who asks later', async () => {
  const { keyring, place } = createTestKeys();
  place.failure = DOWN;
  await expect(keyring.current()).rejects.toBe(DOWN);
  place.failure = null;
  expect((await keyring.current()).id).toBe(place.set.current);
});

test('a rotation is noticed within a minute, and the old key still opens', async () => {
  const { keyring, place, pass } = createTestKeys();
  const { id } = await keyring.current();
  place.set = rotated(place.set);
  expect((await keyring.current()).id).toBe(id);
  pass(60);
  expect((await keyring.current()).id).toBe(place.set.current);
  expect(await keyring.find(id)).not.toBeNull();
});

test('old keys do for five minutes while their place does not answer, and no longer', async () => {
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

test('a place that does not answer is asked once in fifteen seconds, not by everybody', async () => {
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

test('keys are as old as the question, however late the answer', async () => {
  const { keyring, place, pass } = createTestKeys();
  const asked = keyring.current();
  pass(61);
  await asked;
  await keyring.current();
  expect(place.loads).toBe(2);
});

test('a key that somebody else just made is found at once', async () => {
  const { keyring, place } = createTestKeys();
  await keyring.current();
  place.set = rotated(place.set);
  expect(await keyring.find(place.set.current)).not.toBeNull();
});

test('a key that nobody has is looked for once in five seconds', async () => {
  const { keyring, place, pass } = createTestKeys();
  await keyring.current();
  for (const _ of [1, 2, 3]) expect(await keyring.find('forged')).toBeNull();
  expect(place.loads).toBe(2);
  pass(5);
  await keyring.find('forged');
  expect(place.loads).toBe(3);
});

test('one that is forged hides none that is real, and many cost no more than a few', async () => {
  const { keyring, place } = createTestKeys();
  await keyring.current();
  for (const id of ['forged', 'toString', '__proto__']) expect(await keyring.find(id)).toBeNull();
  place.set = rotated(place.set);
  expect(await keyring.find(place.set.current)).not.toBeNull();
  for (let nth = 0; nth < 100; nth++) await keyring.find(`forged-${nth}`);
  expect(place.loads).toBeLessThan(25);
});

test('a key is not missing where nobody answered', async () => {
  const { keyring, place } = createTestKeys();
  await keyring.current();
  place.set = rotated(place.set);
  place.failure = DOWN;
  await expect(keyring.find(place.set.current)).rejects.toBe(DOWN);
  place.failure = null;
  expect(await keyring.find(place.set.current)).not.toBeNull();
});

test('a clock that is set back makes no keys young', async () => {
  const { keyring, place, pass } = createTestKeys();
  await keyring.current();
  pass(-3600);
  await keyring.current();
  expect(place.loads).toBe(2);
  place.failure = DOWN;
  pass(-3600);
  await expect(keyring.current()).rejects.toBe(DOWN);
});
