import type fc from 'fast-check';
import { connectionIdOf } from '../../../shared/tokens/identifiers.ts';
import { createTokens, type Mailbox } from '../../../shared/tokens/index.ts';
import { SALES, SUPPORT } from '../desk.ts';
import { coinOf } from '../failing.ts';
import { createFakeGoogle } from '../fake-google.ts';
import { type Hand, makeTrip } from './actions.ts';
import { createLedger } from './ledger.ts';
import { createMemoryStore, createMemoryVault } from './memory-state.ts';
import type { Script } from './script.ts';
import { portsOf, type Shared } from './watched.ts';
import { createProcess, createWorld } from './world.ts';

const MINUTE_MS = 60_000;

type Station = { at(mailbox: Mailbox): Hand; restart(): void };
export type Table = { readonly shared: Shared; readonly stations: readonly Station[] };

/** Where a process stands, and after its death the next. */
export function createStation(shared: Shared, name: string, skewMs: number): Station {
  let starts = 0;
  const start = () => {
    const process = createProcess(`${name}.${++starts}`, skewMs);
    const tokens = createTokens(portsOf(shared, process));
    return { shared, process, tokens, forgotten: new Map<string, ReadonlySet<string>>() };
  };
  let standing = start();
  return {
    at: (mailbox) => ({ ...standing, mailbox, id: connectionIdOf(mailbox.subject) }),
    restart: () => {
      standing.process.die();
      standing = start();
    },
  };
}

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
