import { type Fleet, openFleet } from '../../fleet/fleet.ts';
import { createMovedClock, type Pace } from '../../fleet/moved-clock.ts';
import { type GoogleProcess, startGoogle } from '../../fleet/start-google.ts';
import { connectSeeded } from '../../tokens/connect-seeded.ts';
import { seededRandom } from '../../tokens/failing-ports.ts';
import { type CallLog, openCallLog } from './call-log.ts';
import { pick, provokeFaults } from './google-faults.ts';
import type { RoundRequest } from './messages.ts';
import { startWorker } from './start-worker.ts';
import { type Kills, startWorkers, type Workers } from './workers.ts';

/** How large a storm is, and where its state is. The environment is that of every worker. */
export type Plan = {
  readonly seed: number;
  readonly mailboxes: number;
  readonly workers: number;
  readonly rounds: number;
  readonly environment: Readonly<Record<string, string>>;
};

export type Storm = {
  readonly fleet: Fleet;
  readonly google: GoogleProcess;
  readonly workers: Workers;
  readonly log: CallLog;
  readonly random: () => number;
  readonly addresses: readonly string[];
  readonly ids: readonly string[];
  /** Addresses whose owners revoked the grant. */
  readonly revoked: Set<string>;
  /** The codes that any work of a worker ended with. */
  readonly codes: Set<string>;
};

/** So short that every mailbox is due in every round. */
const TOKEN_SECONDS = 300;
/** At this speed a lease expires within seconds, and a call of the token endpoint takes less, even a slow one. */
const SPEED = 6;
const DOMAINS = ['example.com', 'emea.example.com'];

/** Connects the mailboxes and starts the workers. */
export async function openStorm(plan: Plan): Promise<Storm> {
  const { seed, environment, mailboxes } = plan;
  const pace: Pace = { speed: SPEED, since: Date.now() };
  const google = await startGoogle(TOKEN_SECONDS, pace);
  const fleet = await openFleet(environment, google, createMovedClock(pace));
  const each = Math.ceil(mailboxes / DOMAINS.length);
  const accounts = (
    await Promise.all(DOMAINS.map((domain) => google.seed(`box-{n}@${domain}`, each)))
  ).flat();
  const connected = await connectSeeded(fleet.ports, accounts, fleet.clock.now());
  const log = openCallLog((TOKEN_SECONDS / 2) * 1000);
  const random = seededRandom(seed);
  const workerEnvironment = {
    ...environment,
    GOOGLE_EMULATOR_URL: google.url,
    CLOCK_SPEED: String(pace.speed),
    CLOCK_SINCE: String(pace.since),
    WORKER_SEED: String(seed),
  };
  const workers = await startWorkers(plan.workers, {
    start: (called) => startWorker(workerEnvironment, log, called),
    now: () => fleet.clock.now().getTime(),
    random,
  });
  return {
    ...{ fleet, google, workers, log, random },
    addresses: accounts.map(({ address }) => address),
    ids: connected.map(({ id }) => id),
    revoked: new Set(),
    codes: new Set(),
  };
}

/** About how many owners revoke their grants in a storm, and how many accounts are disabled until its end. */
const REVOCATIONS = 6;

/** Runs the rounds in which Google fails, the store fails, workers are killed and owners revoke. */
export async function runRounds(storm: Storm, rounds: number): Promise<void> {
  const { google, random, addresses } = storm;
  const whose = ['*', ...DOMAINS.map((domain) => `@${domain}`), ...addresses.slice(0, 3)];
  for (let round = 0; round < rounds; round++) {
    const endFaults = await provokeFaults(google, whose, random);
    if (random() < REVOCATIONS / rounds) await loseAccounts(storm);
    const kills = [random(), random()].map((drawn) => Math.ceil(drawn * addresses.length));
    const minutes = pick([5, 5, 6, 20, 70], random);
    await doRound(storm, { minutes, kills, reliable: false, requested: someOf(storm) });
    await endFaults();
  }
}

async function loseAccounts({ google, random, addresses, revoked }: Storm): Promise<void> {
  const gone = pick(addresses, random);
  await google.act(gone, 'revoke');
  revoked.add(gone);
  await google.act(pick(addresses, random), 'disable');
}

const someOf = ({ ids, random }: Storm): string[] =>
  Array.from({ length: 8 }, () => pick(ids, random));

/** The minutes before each of the last rounds, in which all that failed is tried again, dead grants last. */
const LAST_ROUNDS = [70, 70, 6, 6, 6, 6, 25 * 60, 6, 6];

/** Ends all faults and runs rounds until the fleet has recovered. Every mailbox is used in each. */
export async function recover(storm: Storm): Promise<void> {
  await storm.google.heal();
  for (const minutes of LAST_ROUNDS) {
    await doRound(storm, { minutes, kills: [], reliable: true, requested: storm.ids });
  }
}

/** Runs rounds without faults, before each of which every token ends. Returns the refreshes of each mailbox. */
export async function countRefreshes(storm: Storm, rounds: number): Promise<readonly number[]> {
  const before = await storm.google.refreshes();
  for (let round = 0; round < rounds; round++) {
    await doRound(storm, { minutes: 5, kills: [], reliable: true, requested: someOf(storm) });
  }
  const after = await storm.google.refreshes();
  return storm.addresses
    .filter((address) => !storm.revoked.has(address))
    .map((address) => (after.get(address) ?? 0) - (before.get(address) ?? 0));
}

type Round = Pick<RoundRequest, 'requested' | 'reliable'> & {
  readonly minutes: number;
  readonly kills: Kills;
};

async function doRound(
  storm: Storm,
  { minutes, kills, reliable, requested }: Round,
): Promise<void> {
  const { fleet, workers, codes } = storm;
  await fleet.advance(minutes);
  const request = { aheadMs: fleet.clock.aheadMs, reliable, requested };
  for (const code of await workers.round(request, kills)) codes.add(code);
}
