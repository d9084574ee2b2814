import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Bench, Comparison, OpenBench, Sample } from './comparison.ts';
import { type Fleet, openFleet } from './open-fleet.ts';
import { openTokenEndpoint, type TokenEndpoint } from './open-token-endpoint.ts';
import { warmUp } from './run-pairs.ts';
import { timeWork } from './time-work.ts';

/** About the time that Google needs to answer. */
const DELAY_MS = 100;
const TOKEN_SECONDS = 3599;

const MANY = 256;
const FEW = 8;
const INSTANCES = 8;

/** Refreshing what is due in a whole fleet: how fast, at what cost, and by several processes at once. */
export const fleet: Bench = { name: 'fleet', seconds: { full: 40, quick: 10 }, open };

/** One comparison, with the notes on it and the fleets that it uses. */
type FleetComparison = {
  readonly comparison: Comparison;
  readonly notes: () => readonly string[];
  readonly fleets: readonly Fleet[];
};

type Setup = { readonly directory: string; readonly endpoint: TokenEndpoint };

async function open(directory: string, quick: boolean): Promise<OpenBench> {
  const endpoint = await openTokenEndpoint({ tokenSeconds: TOKEN_SECONDS, delayMs: DELAY_MS });
  const setup = { directory, endpoint };
  const all = [
    await manyInFlight(setup, quick ? 1024 : 4096),
    await fewOfMany(setup, quick ? 100_000 : 1_000_000),
    await severalAtOnce(setup, quick ? 80 : 160),
  ];
  const comparisons = all.map(({ comparison }) => comparison);
  await warmUp(comparisons);
  return {
    comparisons,
    notes: () => all.flatMap(({ notes }) => notes()),
    close: async () => {
      for (const { close } of all.flatMap(({ fleets }) => fleets)) await close();
      await endpoint.close();
    },
  };
}

/** The baseline only waits for as long as the token endpoint does. */
async function manyInFlight({ directory, endpoint }: Setup, due: number): Promise<FleetComparison> {
  const size = { connections: due, due };
  const one = await openFleet(join(directory, 'many'), { size, instances: 1, endpoint });
  const times: number[] = [];
  const run = async (): Promise<Sample> => {
    const sample = await one.refreshAll(MANY);
    times.push(sample.time);
    return sample;
  };
  const amount = { turns: due / MANY, lanes: MANY };
  return {
    comparison: {
      measured: `refreshes, ${MANY} in flight`,
      baseline: `${MANY} lanes that only wait`,
      run,
      runBaseline: () => timeWork(amount, () => pause(DELAY_MS)),
    },
    notes: () => [
      `One instance with ${MANY} in flight refreshes ${Math.round(1000 / Math.min(...times))} ` +
        `connections a second at best. Each takes ${Math.round(one.threadMicroseconds())} µs of the ` +
        `instance's thread; the instance takes ${inMegabytes(one.extraBytes())} more than when idle.`,
      perRefresh(one),
    ],
    fleets: [one],
  };
}

async function fewOfMany(
  { directory, endpoint }: Setup,
  connections: number,
): Promise<FleetComparison> {
  const fleetOf = (name: string, howMany: number): Promise<Fleet> => {
    const size = { connections: howMany, due: 1000 };
    return openFleet(join(directory, name), { size, instances: 1, endpoint });
  };
  const large = await fleetOf('large', connections);
  const small = await fleetOf('small', 10_000);
  const among = (howMany: number): string => `1,000 due among ${howMany.toLocaleString('en')}`;
  return {
    comparison: {
      measured: among(connections),
      baseline: among(10_000),
      run: () => large.refreshAll(MANY),
      runBaseline: () => small.refreshAll(MANY),
    },
    notes: () => [
      `For each 1,000 due the store is called ${storeCalls(large)} times among ` +
        `${connections.toLocaleString('en')} connections, ${storeCalls(small)} times among 10,000.`,
    ],
    fleets: [large, small],
  };
}

/** So few refreshes are in flight that the token endpoint is the bottleneck on both sides. */
async function severalAtOnce(
  { directory, endpoint }: Setup,
  each: number,
): Promise<FleetComparison> {
  const fleetOf = (name: string, instances: number): Promise<Fleet> => {
    const due = each * instances;
    return openFleet(join(directory, name), {
      size: { connections: due, due },
      instances,
      endpoint,
    });
  };
  const eight = await fleetOf('eight', INSTANCES);
  const one = await fleetOf('one', 1);
  return {
    comparison: {
      measured: `a refresh, ${INSTANCES} processes over one store`,
      baseline: 'by one process',
      run: () => eight.refreshAll(FEW),
      runBaseline: () => one.refreshAll(FEW),
    },
    notes: () => [
      `${INSTANCES} processes refreshed each connection exactly once, as counted at the token ` +
        'endpoint.',
    ],
    fleets: [eight, one],
  };
}

function perRefresh(fleet: Fleet): string {
  const { tokenCalls, storeReads, storeWrites } = fleet.counts();
  const each = (count: number): string => String(Number((count / tokenCalls).toFixed(2)));
  return `Each reads the store ${each(storeReads)}× and writes it ${each(storeWrites)}×.`;
}

/** Calls of the store for each 1,000 refreshes. */
function storeCalls(fleet: Fleet): string {
  const { tokenCalls, storeSearches, storeReads, storeWrites } = fleet.counts();
  const count = ((storeSearches + storeReads + storeWrites) / tokenCalls) * 1000;
  return Math.round(count).toLocaleString('en');
}

const inMegabytes = (bytes: number | null): string =>
  bytes === null ? 'an unknown amount of memory' : `${Math.round(bytes / 1e6)} MB`;
