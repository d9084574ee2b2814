import { shardsOf } from '../shared/tokens/index.ts';
import type { Sample } from './contest.ts';
import type { Counts } from './count-calls.ts';
import { fillFleet, type Size } from './fill-fleet.ts';
import type { TokenEndpoint } from './open-token-endpoint.ts';
import { type Outcome, startInstance } from './start-instance.ts';

/** Longer than any token lasts: from run to run everything is due again. */
const BETWEEN_RUNS_MS = 2 * 60 * 60 * 1000;

export type Fleet = {
  /** Refreshes all that is due, every instance with so many in flight; once each, or it throws. */
  refreshAll(concurrency: number): Promise<Sample>;
  /** What all instances have asked of their ports so far. */
  counts(): Counts;
  /** The most memory that one of them took beyond what it had before its first run. */
  extraBytes(): number | null;
  close(): Promise<void>;
};

/** A filled store and so many instances over it, each with its part of the shards. */
export async function openFleet(
  directory: string,
  { size, instances: howMany, endpoint }: FleetOptions,
): Promise<Fleet> {
  await fillFleet(directory, size);
  const instances = await Promise.all(
    Array.from({ length: howMany }, () => startInstance(directory, endpoint.baseUrl)),
  );
  let runs = 0;
  let outcomes: readonly Outcome[] = [];
  return {
    refreshAll: async (concurrency) => {
      const order = { concurrency, limit: size.due, laterMs: runs++ * BETWEEN_RUNS_MS };
      const begun = performance.now();
      outcomes = await Promise.all(
        instances.map(({ refreshDue }, shard) =>
          refreshDue({ ...order, shards: shardsOf({ shard, shards: howMany }) }),
        ),
      );
      const time = (performance.now() - begun) / size.due;
      await checkOnceEach(endpoint, size.due, outcomes);
      return { time, memory: null };
    },
    counts: () => sum(outcomes.map(({ counts }) => counts)),
    extraBytes: () => mostExtra(outcomes),
    close: async () => {
      await Promise.all(instances.map(({ close }) => close()));
    },
  };
}

export type FleetOptions = {
  readonly size: Size;
  readonly instances: number;
  readonly endpoint: TokenEndpoint;
};

/** A rate is worth nothing if some were left, or if the token endpoint was asked for one twice. */
async function checkOnceEach(
  endpoint: TokenEndpoint,
  due: number,
  outcomes: readonly Outcome[],
): Promise<void> {
  const { calls, grants } = await endpoint.takeAsked();
  const refreshed = outcomes.reduce((sofar, outcome) => sofar + outcome.refreshed, 0);
  if (refreshed === due && calls === due && grants === due) return;
  throw new Error(
    `Of ${due} connections due, ${refreshed} were refreshed, with ${calls} calls for ${grants}.`,
  );
}

function sum(all: readonly Counts[]): Counts {
  const total: Counts = {
    tokenCalls: 0,
    storeSearches: 0,
    storeReads: 0,
    storeWrites: 0,
    vaultReads: 0,
  };
  for (const counts of all) {
    for (const name of Object.keys(total) as (keyof Counts)[]) total[name] += counts[name];
  }
  return total;
}

function mostExtra(outcomes: readonly Outcome[]): number | null {
  const extra = outcomes.flatMap(({ idleBytes, peakBytes }) =>
    idleBytes === null || peakBytes === null ? [] : [peakBytes - idleBytes],
  );
  return extra.length === 0 ? null : Math.max(...extra);
}
