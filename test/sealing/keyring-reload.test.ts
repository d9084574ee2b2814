import { expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import { createKeyring, newKeySet, STALE_MS, withNewKey } from '../../shared/sealing/index.ts';

/** A key store whose answers a test may delay. */
function openPlace() {
  let now = Date.parse('2026-01-01T00:00:00Z');
  let set = newKeySet();
  let gate: Promise<void> = Promise.resolve();
  let isDown = false;
  const asked = { times: 0 };
  const failures: string[] = [];
  const keyring = createKeyring(
    async () => {
      asked.times += 1;
      // The keys at the time of the question; the answer may come later.
      const answer = set;
      if (isDown) throw new AppError('key_file_unusable');
      await gate;
      return answer;
    },
    {
      clock: { now: () => new Date(now) },
      onFailure: ({ code }) => failures.push(code),
    },
  );
  return {
    keyring,
    asked,
    failures,
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
    heal: () => {
      isDown = false;
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
  await expect(keyring.current()).rejects.toThrow('key_file_unusable');
});

test('finds a new key of a record, however many unknown keys texts from outside name', async () => {
  const { keyring, asked, rotate } = openPlace();
  for (let n = 0; n < 100; n++) expect(await keyring.outside.find(`forged-${n}`)).toBeNull();
  expect(asked.times).toBeLessThanOrEqual(21);
  expect(await keyring.find(rotate())).not.toBeNull();
});

test('finds a new key of a cookie, however many records name unknown keys', async () => {
  const { keyring, rotate } = openPlace();
  for (let n = 0; n < 100; n++) expect(await keyring.find(`lost-${n}`)).toBeNull();
  expect(await keyring.outside.find(rotate())).not.toBeNull();
});

test('reports at once that the keys cannot be reloaded, and again every 15 seconds', async () => {
  const { keyring, failures, pass, breakDown, heal } = openPlace();
  await keyring.current();
  breakDown();
  pass(59);
  await keyring.current();
  expect(failures).toEqual([]);
  pass(1_000 * 60);
  // The keys in memory still serve, which is why nobody else would notice.
  await keyring.current();
  expect(failures).toEqual(['key_file_unusable']);
  for (let n = 0; n < 5; n++)
    expect(await keyring.outside.find(`forged-${n}`).catch(() => null)).toBeNull();
  expect(failures).toHaveLength(1);
  pass(15_000);
  await keyring.current();
  expect(failures).toHaveLength(2);
  heal();
  await keyring.reload();
  breakDown();
  await expect(keyring.reload()).rejects.toThrow('key_file_unusable');
  expect(failures).toHaveLength(3);
});
