import { type Fleet, openFleet } from '../../fleet/fleet.ts';
import { createMovedClock, type Pace } from '../../fleet/moved-clock.ts';
import { type GoogleApart, startGoogleApart } from '../../fleet/start-google-apart.ts';
import { connectSeeded } from '../../tokens/connect-seeded.ts';
import { seededRandom } from '../../tokens/failing-ports.ts';
import { type Crew, gatherCrew, type Kills } from './crew.ts';
import { type Ledger, openLedger } from './ledger.ts';
import type { Order } from './messages.ts';
import { pick, trouble } from './storm.ts';
import { startWorker } from './workers.ts';

/** How large a storm is, and where its state is. */
export type Plan = {
  readonly seed: number;
  readonly mailboxes: number;
  readonly workers: number;
  readonly rounds: number;
  readonly environment: Readonly<Record<string, string>>;
};

export type Storm = {
  readonly fleet: Fleet;
  readonly google: GoogleApart;
  readonly crew: Crew;
  readonly ledger: Ledger;
  readonly random: () => number;
  readonly addresses: readonly string[];
  readonly ids: readonly string[];
  /** Addresses whose owners ended the grant for good. */
  readonly revoked: Set<string>;
  /** Codes of everything that a worker met. */
  readonly met: Set<string>;
};

/** Short-lived, so that every mailbox is due in every round. */
const TOKEN_SECONDS = 300;
/** A lease passes in seconds; a call of the token endpoint, slow or not, in less. */
const SPEED = 6;
const DOMAINS = ['example.com', 'emea.example.com'];

/** Connects the mailboxes and gathers those who work on them. */
export async function openStorm(plan: Plan): Promise<Storm> {
  const { seed, environment, mailboxes, workers } = plan;
  const pace: Pace = { speed: SPEED, since: Date.now() };
  const google = await startGoogleApart(TOKEN_SECONDS, pace);
  const fleet = await openFleet(environment, google, createMovedClock(pace));
  const each = Math.ceil(mailboxes / DOMAINS.length);
  const accounts = (
    await Promise.all(DOMAINS.map((domain) => google.seed(`box-{n}@${domain}`, each)))
  ).flat();
  const connected = await connectSeeded(fleet.ports, accounts, fleet.clock.now());
  const ledger = openLedger((TOKEN_SECONDS / 2) * 1000);
  const random = seededRandom(seed);
  const told = {
    ...environment,
    GOOGLE_EMULATOR_URL: google.url,
    CLOCK_SPEED: String(pace.speed),
    CLOCK_SINCE: String(pace.since),
    WORKER_SEED: String(seed),
  };
  const crew = await gatherCrew(workers, {
    start: (called) => startWorker(told, ledger, called),
    now: () => fleet.clock.now().getTime(),
    random,
  });
  return {
    ...{ fleet, google, crew, ledger, random },
    addresses: accounts.map(({ address }) => address),
    ids: connected.map(({ id }) => id),
    revoked: new Set(),
    met: new Set(),
  };
}

/** About so many owners end their grants in a storm, and so many accounts are disabled for its time. */
const LEAVING = 6;

/** Everything that can go wrong at once, round after round. */
export async function blow(storm: Storm, rounds: number): Promise<void> {
  const { google, random, addresses } = storm;
  const whose = ['*', ...DOMAINS.map((domain) => `@${domain}`), ...addresses.slice(0, 3)];
  for (let round = 0; round < rounds; round++) {
    const endTrouble = await trouble(google, whose, random);
    if (random() < LEAVING / rounds) await lose(storm);
    const kills = [random(), random()].map((luck) => Math.ceil(luck * addresses.length));
    const minutes = pick([5, 5, 6, 20, 70], random);
    await doRound(storm, { minutes, kills, reliable: false, asks: some(storm) });
    await endTrouble();
  }
}

async function lose({ google, random, addresses, revoked }: Storm): Promise<void> {
  const gone = pick(addresses, random);
  await google.act(gone, 'revoke');
  revoked.add(gone);
  await google.act(pick(addresses, random), 'disable');
}

const some = ({ ids, random }: Storm): string[] =>
  Array.from({ length: 8 }, () => pick(ids, random));

/** Minutes between rounds in which all that failed is tried again, dead grants at last. */
const SETTLING = [70, 70, 6, 6, 6, 6, 25 * 60, 6, 6];

/** All troubles end, and so long passes that nothing is left of them. Every mailbox is used. */
export async function settle(storm: Storm): Promise<void> {
  await storm.google.heal();
  for (const minutes of SETTLING) {
    await doRound(storm, { minutes, kills: [], reliable: true, asks: storm.ids });
  }
}

/** So many rounds in which every token ends and nothing else happens; answers the refreshes of each. */
export async function countRefreshes(storm: Storm, rounds: number): Promise<readonly number[]> {
  const before = await storm.google.refreshes();
  for (let round = 0; round < rounds; round++) {
    await doRound(storm, { minutes: 5, kills: [], reliable: true, asks: some(storm) });
  }
  const after = await storm.google.refreshes();
  return storm.addresses
    .filter((address) => !storm.revoked.has(address))
    .map((address) => (after.get(address) ?? 0) - (before.get(address) ?? 0));
}

type Round = Pick<Order, 'asks' | 'reliable'> & { readonly minutes: number; readonly kills: Kills };

async function doRound(storm: Storm, { minutes, kills, reliable, asks }: Round): Promise<void> {
  const { fleet, crew, met } = storm;
  await fleet.pass(minutes);
  const order = { aheadMs: fleet.clock.aheadMs, reliable, asks };
  for (const code of await crew.round(order, kills)) met.add(code);
}
