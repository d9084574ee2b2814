import { expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import { resealAll, type SealedRecords } from '../../shared/sealing/index.ts';

/** Records that consist of the id of their key; `bad` throws the given error. */
function recordsOf(
  keys: Map<string, string>,
  bad: Readonly<Record<string, Error>> = {},
  kind: SealedRecords['kind'] = 'grants',
): SealedRecords {
  const others = (keyId: string) => [...keys].filter(([, key]) => key !== keyId);
  return {
    kind,
    countOthers: async (keyId) => others(keyId).length,
    async *listOthers(keyId) {
      for (const [id] of others(keyId)) yield id;
    },
    reseal: async (id) => {
      if (bad[id]) throw bad[id];
      keys.set(id, 'new');
    },
  };
}

test('reseals every record of another key, and counts what is left', async () => {
  const keys = new Map([
    ['a', 'old'],
    ['b', 'new'],
    ['c', 'older'],
  ]);
  const watched: unknown[] = [];
  const outcome = await resealAll([recordsOf(keys)], 'new', (...progress) =>
    watched.push(progress),
  );
  expect(outcome).toEqual([{ kind: 'grants', resealed: 2, unreadable: 0, left: 0 }]);
  expect(watched).toEqual([
    [{ kind: 'grants', resealed: 1, unreadable: 0 }],
    [{ kind: 'grants', resealed: 2, unreadable: 0 }],
  ]);
});

test('counts a record that does not open, keeps it, and continues', async () => {
  const keys = new Map([
    ['a', 'old'],
    ['b', 'old'],
  ]);
  const bad = { a: new AppError('record_unreadable') };
  const kinds = [
    recordsOf(keys, bad, 'grants'),
    recordsOf(new Map([['c', 'old']]), {}, 'access tokens'),
  ];
  expect(await resealAll(kinds, 'new')).toEqual([
    { kind: 'grants', resealed: 1, unreadable: 1, left: 1 },
    { kind: 'access tokens', resealed: 1, unreadable: 0, left: 0 },
  ]);
});

test('ends when the store fails, and continues from there when it is run again', async () => {
  const keys = new Map([
    ['a', 'old'],
    ['b', 'old'],
  ]);
  const bad: Record<string, Error> = { b: new AppError('store_unavailable') };
  await expect(resealAll([recordsOf(keys, bad)], 'new')).rejects.toBe(bad['b']);
  delete bad['b'];
  expect(await resealAll([recordsOf(keys, bad)], 'new')).toEqual([
    { kind: 'grants', resealed: 1, unreadable: 0, left: 0 },
  ]);
});
