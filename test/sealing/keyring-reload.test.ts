import { expect, test } from '@jest/globals';
import { createKeyring, newKeySet, STALE_MS, withNewKey } from '../../shared/sealing/index.ts';

/** Keys somewhere else, whose answers a test may hold back. */
function openPlace() {
  let now = Date.parse('2026-01-01T00:00:00Z');
  let set = newKeySet();
  let gate: Promise<void> = Promise.resolve();
  let isDown = false;
  const asked = { times: 0 };
  const keyring = createKeyring(
    async () => {
      asked.times += 1;
      // As they are when the question arrives; the answer may take its time.
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

test('a new key is found, though the answer under way is from before it was made', async () => {
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

test('a forged text does not keep a new key from being found', async () => {
  const { keyring, rotate } = openPlace();
  expect(await keyring.find('forged')).toBeNull();
  expect(await keyring.find(rotate())).not.toBeNull();
});

test('however many forged texts there are, the keys are asked for a few times', async () => {
  const { keyring, asked, pass, rotate } = openPlace();
  for (let n = 0; n < 200; n++) await keyring.find(`forged-${n % 100}`);
  expect(asked.times).toBeLessThanOrEqual(21);
  pass(5_000);
  expect(await keyring.find(rotate())).not.toBeNull();
});

test('keys are as old as the question for them, however long the answer took', async () => {
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
