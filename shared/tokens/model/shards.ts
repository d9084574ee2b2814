import { createHash } from 'node:crypto';

/**
 * Into how many parts the connections are divided, evenly and for good. An index over a rising time
 * takes about 500 writes a second in one place (Firestore, "Best practices": hotspots); over the time
 * within each shard it takes so many times more. One run of `token-refresh` may work on some of them.
 */
const SHARDS = 16;

export const ALL_SHARDS: readonly number[] = Array.from({ length: SHARDS }, (_, shard) => shard);

/** A number from 0 to 65535 that follows from an id, evenly spread over all ids. */
export const evenly = (connectionId: string): number =>
  createHash('sha256').update(connectionId).digest().readUInt16LE(0);

/** Which shard a connection belongs to, for ever: it follows from its id. */
export const shardOf = (connectionId: string): number => evenly(connectionId) % SHARDS;

/** One of several jobs that share all connections: the `shard`th of `shards`, counted from 0. */
export type Share = { readonly shard: number; readonly shards: number };

/** The shards of a share: every nth. */
export const shardsOf = ({ shard, shards }: Share): readonly number[] =>
  ALL_SHARDS.filter((each) => each % shards === shard);
