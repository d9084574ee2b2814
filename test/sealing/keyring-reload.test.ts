import { expect, test } from '@jest/globals';
import { createKeyring, newKeySet, STALE_MS, withNewKey } from '../../shared/sealing/index.ts';

/** A key store whose answers a test may delay. */
function openPlace() {
  let now = Date.parse('2026-01-01T00:00:00Z');
  let set = newKeySet();
  let gate: Promise<void> = Promise.resolve();
  let isDown = false;
  const asked = { times: 0 };
  const keyring = createKeyring(
    async () => {
      asked.times += 1;
      // The keys at the time of the question; the answer may come later.
      const answer = set;
      if (isDown) throw new Error('down');
      await gate;
      return answer;
    },
    { now: () => new Date(now) },
  );
  return {
    keyring,
    asked,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    rotate: (): string => {
      set = withNewKey(set, new Date(now));
      return set.current;
    },
    breakDown: () => {
      isDown = true;
    },
    hold: (): (() => void) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return () => resolve();
    },
  };
}

test('finds a new key even if a load from before it is under way', async () => {
  const { keyring, rotate, hold } = openPlace();
  const release = hold();
  const first = keyring.current();
  await Promise.resolve();
  const id = rotate();
  const found = keyring.find(id);
  release();
  await first;
  expect(await found).not.toBeNull();
});

test('finds a new key even after a forged text', async () => {
  const { keyring, rotate } = openPlace();
  expect(await keyring.find('forged')).toBeNull();
  expect(await keyring.find(rotate())).not.toBeNull();
});

test('loads the keys only a few times for many forged texts', async () => {
  const { keyring, asked, pass, rotate } = openPlace();
  for (let n = 0; n < 200; n++) await keyring.find(`forged-${n % 100}`);
  expect(asked.times).toBeLessThanOrEqual(21);
  pass(5_000);
  expect(await keyring.find(rotate())).not.toBeNull();
});

test('counts the age of keys from the question, however long the answer takes', async () => {
  const { keyring, pass, rotate, hold, breakDown } = openPlace();
  const release = hold();
  const slow = keyring.current();
  pass(20_000);
  rotate();
  release();
  await slow;
  breakDown();
  pass(STALE_MS - 20_000);
  await expect(keyring.current()).rejects.toThrow('down');
});
