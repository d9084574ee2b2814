import type fc from 'fast-check';
import { coinOf } from '../failing.ts';
import { createFakeGoogle } from '../fake-google.ts';
import { SALES, SUPPORT } from '../harness.ts';
import { makeTrip } from './actions.ts';
import { createLedger } from './ledger.ts';
import { createMemoryStore, createMemoryVault } from './memory-state.ts';
import type { Script } from './script.ts';
import { createStation, type Table } from './station.ts';
import type { Shared } from './watched.ts';
import { createWorld } from './world.ts';

const MINUTE_MS = 60_000;

/**
 * What bears a refusal out is the moment of another's success, told by another clock: while Google
 * refuses everybody the clocks agree, as servers' do to a fraction of a second.
 */
function skewsOf({ skews, fates }: Script): readonly number[] {
  const isOutage = fates.some(({ fate }) => fate === 'Google refuses everybody');
  return isOutage ? skews.map(() => 0) : skews;
}

/** Two mailboxes that were connected a while ago. */
export async function setTable(scheduler: fc.Scheduler, script: Script): Promise<Table> {
  const toss = coinOf(script.seed);
  const world = createWorld(scheduler, script.fails ? toss : () => 1);
  const now = () => new Date(world.now());
  const google = createFakeGoogle({ now, sleep: async () => {} });
  const shared: Shared = {
    world,
    ledger: createLedger(),
    store: createMemoryStore(),
    vault: createMemoryVault(now, (version) => version.endsWith('.1')),
    google,
    coin: toss,
  };
  const stations = skewsOf(script).map((skewMs, nth) => createStation(shared, `p${nth}`, skewMs));
  for (const mailbox of [SUPPORT, SALES]) {
    const hand = stations[0]?.at(mailbox);
    if (hand) await makeTrip(hand);
  }
  google.rotate(script.rotates);
  world.pass(script.minutes * MINUTE_MS);
  return { shared, stations };
}
