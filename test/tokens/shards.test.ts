import { expect, test } from '@jest/globals';
import { ALL_SHARDS, shardOf, shardsOf } from '../../shared/tokens/index.ts';

test.each([1, 2, 3, 5, 16])('%i jobs together take every shard exactly once', (shards) => {
  const jobs = Array.from({ length: shards }, (_, shard) => shardsOf({ shard, shards }));
  expect(jobs.every((taken) => taken.length > 0)).toBe(true);
  expect(jobs.flat().toSorted((a, b) => a - b)).toEqual(ALL_SHARDS);
});

// The shard is stored with every connection: another result would leave stored ones without a job.
test.each([
  ['connection-1', 15],
  ['AbCdEfGhIjKlMnOpQrStUv', 11],
])('%s always belongs to shard %i', (id, shard) => {
  expect(shardOf(id)).toBe(shard);
});
