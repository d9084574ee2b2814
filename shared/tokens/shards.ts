import { createHash } from 'node:crypto';

/**
 * Into how many parts the connections are divided, evenly and for good. An index over a rising time
 * takes about 500 writes a second in one place (Firestore, "Best practices": hotspots); over the time
 * within each shard it takes so many times more. One run of `token-refresh` may work on some of them.
 */
const SHARDS = 16;

export const ALL_SHARDS: readonly number[] = Array.from({ length: SHARDS }, (_, shard) => shard);

/** Which shard a connection belongs to, for ever: it follows from its id. */
export const shardOf = (connectionId: string): number =>
  (createHash('sha256').update(connectionId).digest()[0] ?? 0) % SHARDS;

/** The shards of one of several jobs that share them all: every nth, from 0. */
export const shardsOf = ({ shard, shards }: { shard: number; shards: number }): readonly number[] =>
  ALL_SHARDS.filter((each) => each % shards === shard);
