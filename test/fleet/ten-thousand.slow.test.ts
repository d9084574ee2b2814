import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SeededAccount } from '../support/emulator.ts';
import { memoryDirectory } from '../support/temporary-directory.ts';
import { connectSeeded } from '../tokens/connect-seeded.ts';
import { AILMENTS, type Ailment, type Fate } from './ailments.ts';
import { eventsOf, type Findings, findingsOf, WELL } from './findings.ts';
import { type Fleet, openFleet } from './fleet.ts';
import { type GoogleApart, startGoogleApart } from './start-google-apart.ts';

/** Ten thousand in all. Nobody uses most of them, so that they are refreshed once and not each hour. */
const [IDLE, USED, SMALL] = [8000, 1980, 20];
const SMALL_DOMAIN = '@small.example.jp';
const DAY_MS = 24 * 60 * 60_000;
/** One mailbox in so many ails. With the small domain, that makes one in fifty. */
const EVERY = 55;
const SLOW_MS = 10 * 60_000;

const directory = memoryDirectory();
let google: GoogleApart;
let fleet: Fleet;
const expected = new Map<string, string>();

beforeAll(async () => {
  google = await startGoogleApart();
  fleet = await openFleet({ DATA_DIR: directory }, google);
  const now = fleet.clock.now();
  const idle = [
    ...(await google.seed('box-{n}@example.com', IDLE)),
    ...(await google.seed(`shop-{n}${SMALL_DOMAIN}`, SMALL)),
  ];
  const used = await google.seed('desk-{n}@emea.example.com', USED);
  await connectSeeded(fleet.ports, idle, new Date(now.getTime() - 3 * DAY_MS));
  await connectSeeded(fleet.ports, used, now);
  for (const { address } of [...idle, ...used]) expected.set(address, WELL);
  await strike([...idle, ...used].filter(({ address }) => !address.endsWith(SMALL_DOMAIN)));
  await google.provoke('revoked', SMALL_DOMAIN);
  for (const address of expected.keys()) {
    if (address.endsWith(SMALL_DOMAIN)) expected.set(address, LINES.ended('domain_refused'));
  }
}, SLOW_MS);
afterAll(() => fleet.runtime.close());

const LINES: Readonly<Record<Fate, (cause: string | null) => string>> = {
  ended: (cause) => `needs_reconnect, refresh fails, ${cause}, needs_reconnect`,
  retried: (cause) => `active, refresh fails, ${cause}`,
  unusable: (cause) => `active, refreshed, ${cause}, probe_failing`,
  unsure: (cause) => `active, refreshed, ${cause}`,
  well: () => WELL,
};

async function strike(accounts: readonly SeededAccount[]): Promise<void> {
  for (let nth = 0; nth * EVERY < accounts.length; nth++) {
    const address = accounts[nth * EVERY]?.address ?? '';
    const { fate, cause, strike } = AILMENTS[nth % AILMENTS.length] as Ailment;
    await strike(google, address);
    expected.set(address, LINES[fate](cause));
  }
}

const findings = async (): Promise<Findings> =>
  findingsOf(fleet.runtime.store, await fleet.runtime.tokens.lookAtFleets());

/** Those of which something else is found, and what; so few that a failure can be read. */
const surprising = (found: Findings): readonly string[] =>
  [...expected]
    .filter(([address, line]) => found.get(address) !== line)
    .map(([address, line]) => `${address}: ${found.get(address)}; expected: ${line}`)
    .slice(0, 20);

test(
  'of ten thousand mailboxes, each that ails is seen for what it is, and the others work',
  async () => {
    await fleet.refresh(5);
    await fleet.pass(10);
    await fleet.probe();
    const found = await findings();
    expect(found.size).toBe(IDLE + USED + SMALL);
    expect(surprising(found)).toEqual([]);
    expect([...found.values()].filter((line) => line === WELL).length).toBeGreaterThan(9800);
  },
  SLOW_MS,
);

/** Enough to be taken for a domain's policy. */
const LEAVING = 5;
const isWellAndUsed = (address: string): boolean =>
  address.startsWith('desk-') && expected.get(address) === WELL;

test(
  'a wrong answer to everybody changes no status but of those who left meanwhile, and is told once',
  async () => {
    const before = (await eventsOf(fleet.runtime.store)).length;
    // The tokens of those in use end.
    await fleet.pass(45);
    await google.provoke('invalid_grant');
    const gone = [...expected.keys()].filter(isWellAndUsed).slice(0, LEAVING);
    for (const address of gone) {
      await google.act(address, 'revoke');
      expected.set(address, LINES.ended('grant_revoked'));
    }
    await fleet.refresh(5);
    await google.end('invalid_grant');
    await fleet.refresh(20);
    expect(surprising(await findings())).toEqual([]);
    const told = (await eventsOf(fleet.runtime.store)).slice(before);
    expect(told.map(({ kind }) => kind)).toEqual([
      'fleet_paused',
      'fleet_resumed',
      ...gone.map(() => 'needs_reconnect'),
    ]);
  },
  SLOW_MS,
);
