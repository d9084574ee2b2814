import { createHash } from 'node:crypto';

/**
 * The number of parts into which the connections are divided, evenly and permanently. An index over a rising
 * time takes about 500 writes a second (Firestore, "Best practices": hotspots); with the shard before the
 * time it takes 500 for each shard. A run of `token-refresh` may work on some of the shards.
 */
const SHARDS = 16;

export const ALL_SHARDS: readonly number[] = Array.from({ length: SHARDS }, (_, shard) => shard);

/** A number from 0 to 65535 that follows from an id and is evenly distributed over all ids. */
export const evenly = (connectionId: string): number =>
  createHash('sha256').update(connectionId).digest().readUInt16LE(0);

/** The shard of a connection. It follows from the id and never changes. */
export const shardOf = (connectionId: string): number => evenly(connectionId) % SHARDS;

/** One of several jobs that share all connections: the `shard`th of `shards`, counted from 0. */
export type Share = { readonly shard: number; readonly shards: number };

/** The shards of a share: every nth. */
export const shardsOf = ({ shard, shards }: Share): readonly number[] =>
  ALL_SHARDS.filter((each) => each % shards === shard);
