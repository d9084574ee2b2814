import { ALL_SHARDS } from '../shared/tokens/index.ts';
import type { Sample } from './comparison.ts';
import type { Counts } from './count-calls.ts';
import { fillFleet, type Size } from './fill-fleet.ts';
import type { TokenEndpoint } from './open-token-endpoint.ts';
import { type Outcome, startInstance } from './start-instance.ts';

/** Longer than any token lives, so that every connection is due again in the next run. */
const BETWEEN_RUNS_MS = 2 * 60 * 60 * 1000;

export type Fleet = {
  /**
   * Refreshes all that is due, with `concurrency` refreshes in flight per instance.
   *
   * @throws Error unless each connection was refreshed exactly once
   */
  refreshAll(concurrency: number): Promise<Sample>;
  /** The calls of all instances to their ports so far. */
  counts(): Counts;
  /** Thread time of one refresh in the last run, in microseconds. */
  threadMicroseconds(): number;
  /** The largest growth of an instance's resident memory since before its first run, in bytes. */
  extraBytes(): number | null;
  close(): Promise<void>;
};

/** Fills a store and starts instances over it, which share its backlog. */
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
      const request = { concurrency, limit: size.due, laterMs: runs++ * BETWEEN_RUNS_MS };
      const startedAt = performance.now();
      outcomes = await Promise.all(
        instances.map(({ refreshDue }) => refreshDue({ ...request, shards: ALL_SHARDS })),
      );
      const time = (performance.now() - startedAt) / size.due;
      await requireOnceEach(endpoint, size.due, outcomes);
      return { time, memory: null };
    },
    counts: () => sum(outcomes.map(({ counts }) => counts)),
    threadMicroseconds: () =>
      outcomes.reduce((sofar, outcome) => sofar + outcome.threadMicroseconds, 0) / size.due,
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

/** A rate is valid only if every connection was refreshed, and none twice. */
async function requireOnceEach(
  endpoint: TokenEndpoint,
  due: number,
  outcomes: readonly Outcome[],
): Promise<void> {
  const { calls, grants } = await endpoint.takeCounts();
  const refreshed = outcomes.reduce((sofar, outcome) => sofar + outcome.refreshed, 0);
  if (refreshed === due && calls === due && grants === due) return;
  throw new Error(
    `Of ${due} connections due, ${refreshed} were refreshed, with ${calls} calls for ${grants} grants.`,
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
