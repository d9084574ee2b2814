import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SeededAccount } from '../support/emulator.ts';
import { memoryDirectory } from '../support/temporary-directory.ts';
import { connectSeeded } from '../tokens/connect-seeded.ts';
import { eventsOf, type Findings, findingsOf, HEALTHY } from './findings.ts';
import { type Fleet, openFleet } from './fleet.ts';
import { type Expectation, MAILBOX_FAULTS, type MailboxFault } from './mailbox-faults.ts';
import { type GoogleProcess, startGoogle } from './start-google.ts';

/** Ten thousand in all. Most are not in use, so they are refreshed once and not every hour. */
const [IDLE, USED, SMALL] = [8000, 1980, 20];
const SMALL_DOMAIN = '@small.example.jp';
const DAY_MS = 24 * 60 * 60_000;
/** One mailbox in this many fails. With the small domain, that makes one in fifty. */
const EVERY = 55;
const SLOW_MS = 10 * 60_000;

const directory = memoryDirectory();
let google: GoogleProcess;
let fleet: Fleet;
const expected = new Map<string, string>();

beforeAll(async () => {
  google = await startGoogle();
  fleet = await openFleet({ DATA_DIR: directory }, google);
  const now = fleet.clock.now();
  const idle = [
    ...(await google.seed('box-{n}@example.com', IDLE)),
    ...(await google.seed(`shop-{n}${SMALL_DOMAIN}`, SMALL)),
  ];
  const used = await google.seed('desk-{n}@emea.example.com', USED);
  await connectSeeded(fleet.ports, idle, new Date(now.getTime() - 3 * DAY_MS));
  await connectSeeded(fleet.ports, used, now);
  for (const { address } of [...idle, ...used]) expected.set(address, HEALTHY);
  await provokeFaults([...idle, ...used].filter(({ address }) => !address.endsWith(SMALL_DOMAIN)));
  await google.provoke('revoked', SMALL_DOMAIN);
  for (const address of expected.keys()) {
    if (address.endsWith(SMALL_DOMAIN))
      expected.set(address, LINES.needs_reconnect('domain_refused'));
  }
}, SLOW_MS);
afterAll(() => fleet.runtime.close());

const LINES: Readonly<Record<Expectation, (cause: string | null) => string>> = {
  needs_reconnect: (cause) => `needs_reconnect, refresh fails, ${cause}, needs_reconnect`,
  refresh_retried: (cause) => `active, refresh fails, ${cause}`,
  probe_failing: (cause) => `active, refreshed, ${cause}, probe_failing`,
  project_fault: (cause) => `active, refreshed, ${cause}`,
  probe_retried: (cause) => `active, refreshed, ${cause}`,
  healthy: () => HEALTHY,
};

async function provokeFaults(accounts: readonly SeededAccount[]): Promise<void> {
  for (let nth = 0; nth * EVERY < accounts.length; nth++) {
    const address = accounts[nth * EVERY]?.address ?? '';
    const fault = MAILBOX_FAULTS[nth % MAILBOX_FAULTS.length] as MailboxFault;
    await fault.provoke(google, address);
    expected.set(address, LINES[fault.expectation](fault.cause));
  }
}

const findings = async (): Promise<Findings> =>
  findingsOf(fleet.runtime.store, await fleet.runtime.tokens.lookAtFleets());

/** The first mailboxes whose line is not as expected, with both lines. */
const unexpected = (found: Findings): readonly string[] =>
  [...expected]
    .filter(([address, line]) => found.get(address) !== line)
    .map(([address, line]) => `${address}: ${found.get(address)}; expected: ${line}`)
    .slice(0, 20);

test(
  'diagnoses every failing mailbox of ten thousand correctly, and keeps the others working',
  async () => {
    await fleet.refresh(5);
    await fleet.advance(10);
    await fleet.probe();
    const found = await findings();
    expect(found.size).toBe(IDLE + USED + SMALL);
    expect(unexpected(found)).toEqual([]);
    expect([...found.values()].filter((line) => line === HEALTHY).length).toBeGreaterThan(9800);
  },
  SLOW_MS,
);

/** Enough to look like a domain's policy. */
const REVOCATIONS = 5;
const isHealthyAndUsed = (address: string): boolean =>
  address.startsWith('desk-') && expected.get(address) === HEALTHY;

test(
  'changes only the status of owners who revoke, and notifies once, while Google refuses everybody',
  async () => {
    const before = (await eventsOf(fleet.runtime.store)).length;
    // The access tokens of the mailboxes in use expire.
    await fleet.advance(45);
    await google.provoke('invalid_grant');
    const revoked = [...expected.keys()].filter(isHealthyAndUsed).slice(0, REVOCATIONS);
    for (const address of revoked) {
      await google.act(address, 'revoke');
      expected.set(address, LINES.needs_reconnect('grant_revoked'));
    }
    await fleet.refresh(5);
    await google.end('invalid_grant');
    await fleet.refresh(20);
    expect(unexpected(await findings())).toEqual([]);
    const events = (await eventsOf(fleet.runtime.store)).slice(before);
    expect(events.map(({ kind }) => kind)).toEqual([
      'fleet_paused',
      'fleet_resumed',
      ...revoked.map(() => 'needs_reconnect'),
    ]);
  },
  SLOW_MS,
);
