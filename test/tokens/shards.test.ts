import { expect, test } from '@jest/globals';
import { ALL_SHARDS, shardOf, shardsOf } from '../../shared/tokens/index.ts';

test.each([1, 2, 3, 5, 16])('%i jobs together take every shard, and each once', (shards) => {
  const jobs = Array.from({ length: shards }, (_, shard) => shardsOf({ shard, shards }));
  expect(jobs.every((taken) => taken.length > 0)).toBe(true);
  expect(jobs.flat().toSorted((a, b) => a - b)).toEqual(ALL_SHARDS);
});

// Stored with every connection: another answer would leave those that are there without a job.
test.each([
  ['connection-1', 15],
  ['AbCdEfGhIjKlMnOpQrStUv', 11],
])('%s belongs to shard %i for ever', (id, shard) => {
  expect(shardOf(id)).toBe(shard);
});
