import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inParallel } from '../../shared/concurrency/in-parallel.ts';
import { readKey } from '../../shared/google/index.ts';
import { type AuditEvent, type CredentialId, SCOPE_PROFILES } from '../../shared/tokens/index.ts';
import type { KeyFile, SeededAccount } from '../support/emulator.ts';
import { memoryDirectory } from '../support/temporary-directory.ts';
import { connectSeeded } from '../tokens/connect-seeded.ts';
import { eventsOf, findingsOf, HEALTHY } from './findings.ts';
import { type Fleet, openFleet } from './fleet.ts';
import { type GoogleProcess, startGoogle } from './start-google.ts';

/** A thousand mailboxes of each method. One of the two delegating domains has three in ten of its thousand. */
const [CONSENTED, KEPT, REMOVED] = [1000, 700, 300];
const SERVICE_ACCOUNT = 'connector@project-1.iam.gserviceaccount.com';
const EMAIL_SCOPE = 'https://www.googleapis.com/auth/userinfo.email';
/** As an administrator enters them in the Admin console. */
const SCOPES = ['openid', EMAIL_SCOPE, ...SCOPE_PROFILES.probe];
const ADMIN = 'admin@example.com';
const SLOW_MS = 10 * 60_000;
const PACE = { concurrency: 32, until: new Date('2100-01-01') };
/** A token lives an hour: after this every mailbox is due. */
const ALL_DUE_MINUTES = 70;

const DEAD = 'needs_reconnect, refresh fails, grant_revoked, needs_reconnect';
const NOT_DELEGATED = 'needs_reconnect, refresh fails, delegation_not_authorized, needs_reconnect';
/** While the fleet is paused, most of its mailboxes are not tried. */
const TRIED = 'active, refresh fails, service_account_key_invalid';
const AFTER_RECOVERY = ', needs_reconnect, recovered';

/** Both fleets in one store, over one Google. */
type Fleets = {
  readonly google: GoogleProcess;
  readonly fleet: Fleet;
  readonly keyFile: KeyFile;
  readonly credential: CredentialId;
  readonly consented: readonly SeededAccount[];
};

async function openFleets(directory: string): Promise<Fleets> {
  const google = await startGoogle();
  const fleet = await openFleet({ DATA_DIR: directory }, google);
  const consented = await google.seed('desk-{n}@emea.example.com', CONSENTED);
  await connectSeeded(fleet.ports, consented, fleet.clock.now());
  const delegation = { 'example.com': SCOPES, 'example.jp': SCOPES };
  const keyFile = await google.delegate(delegation);
  await google.createUsers('box-{n}@example.com', KEPT);
  await google.createUsers('box-{n}@example.jp', REMOVED);
  const credential = await delegateAll(fleet, keyFile);
  return { google, fleet, keyFile, credential, consented };
}

async function delegateAll(
  { runtime: { tokens, clock } }: Fleet,
  keyFile: KeyFile,
): Promise<CredentialId> {
  const key = await readKey({ format: 'json', text: JSON.stringify(keyFile) });
  const domains = ['example.com', 'example.jp'];
  const clientId = keyFile.client_id;
  const requested = { serviceAccount: SERVICE_ACCOUNT, clientId, domains, key };
  const { id } = await tokens.addDelegation({ ...requested, profile: 'probe' }, ADMIN);
  await inParallel(DELEGATED, { ...PACE, clock }, async (address) => {
    await tokens.connectByDelegation({ delegationId: id, address, by: ADMIN });
  });
  return `delegation:${id}`;
}

const numbered = (count: number, domain: string): readonly string[] =>
  Array.from({ length: count }, (_, index) => `box-${index + 1}@${domain}`);
const IN_KEPT = numbered(KEPT, 'example.com');
const IN_REMOVED = numbered(REMOVED, 'example.jp');
const DELEGATED = [...IN_KEPT, ...IN_REMOVED];

const isFleetEvent = ({ kind }: AuditEvent): boolean => kind.startsWith('fleet_');

describe.each(['one after the other', 'together'] as const)('faults %s', (name) => {
  const directory = memoryDirectory();
  const isTogether = name === 'together';
  const expected = new Map<string, string>();
  let fleets: Fleets;

  beforeAll(async () => {
    fleets = await openFleets(directory);
    for (const { address } of fleets.consented) expected.set(address, HEALTHY);
    for (const address of DELEGATED) expected.set(address, HEALTHY);
    await fleets.fleet.refresh(2);
  }, SLOW_MS);
  afterAll(() => fleets.fleet.runtime.close());

  /** Every mailbox whose line is not the expected one, with both lines. */
  async function unexpected(): Promise<readonly string[]> {
    const { store, tokens } = fleets.fleet.runtime;
    const found = await findingsOf(store, await tokens.lookAtFleets());
    expect(found.size).toBe(expected.size);
    return [...expected]
      .filter(([address, line]) => !isAsExpected(found.get(address), line))
      .map(([address, line]) => `${address}: ${found.get(address)}; expected: ${line}`)
      .slice(0, 20);
  }

  const isAsExpected = (found: string | undefined, line: string): boolean =>
    found === line || (line === TRIED && found === HEALTHY);

  /** The events of both fleets as a whole, the oldest first. */
  const fleetEvents = async (credential: string): Promise<readonly string[]> =>
    (await eventsOf(fleets.fleet.runtime.store))
      .filter((event) => isFleetEvent(event) && event.credential === credential)
      .map(({ kind }) => kind);

  /**
   * A quarter of the consents dies within minutes. Where a slow machine spreads a run over them, most refreshes of one
   * minute may fail, which pauses the fleet of the consents: it must go on by itself. The verdicts are the same.
   */
  async function expectConsentsGoOn(): Promise<void> {
    const kinds = await fleetEvents('oauth_client');
    const pauses = kinds.filter((kind) => kind === 'fleet_paused');
    expect(kinds).toEqual(pauses.flatMap((pause) => [pause, 'fleet_resumed']));
  }

  const expectAll = (addresses: readonly string[], line: string): void => {
    for (const address of addresses) expected.set(address, line);
  };

  /** One consented mailbox in four that still works. */
  async function killConsents(): Promise<void> {
    const alive = fleets.consented.filter(({ address }) => expected.get(address) === HEALTHY);
    const count = CONSENTED / 4;
    const every = Math.floor(alive.length / count);
    for (const { address } of alive.filter((_, nth) => nth % every === 0).slice(0, count)) {
      await fleets.google.act(address, 'revoke');
      expected.set(address, DEAD);
    }
  }

  async function breakKey(): Promise<void> {
    const { google, keyFile } = fleets;
    await google.actOnKey(SERVICE_ACCOUNT, keyFile.private_key_id, 'disable');
    expectAll(DELEGATED, TRIED);
  }

  async function mendKey(): Promise<void> {
    const { google, keyFile } = fleets;
    await google.actOnKey(SERVICE_ACCOUNT, keyFile.private_key_id, 'enable');
    expectAll(DELEGATED, HEALTHY);
  }

  const removeDelegation = () =>
    fleets.google.removeDelegation('example.jp', fleets.keyFile.client_id);

  const runUntilVerdicts = async (): Promise<void> => {
    await fleets.fleet.advance(ALL_DUE_MINUTES);
    await fleets.fleet.refresh(8);
  };

  /** Every healthy mailbox was refreshed after this moment, so that none was held up. */
  async function expectRefreshedSince(moment: Date): Promise<void> {
    const { store } = fleets.fleet.runtime;
    const { items } = await store.listConnections({ after: null, limit: 5000 });
    const healthy = items.filter(({ mailbox }) => expected.get(mailbox.address) === HEALTHY);
    const late = healthy.filter(({ refreshedAt }) => refreshedAt === null || refreshedAt < moment);
    expect(late.map(({ mailbox }) => mailbox.address)).toEqual([]);
  }

  test(
    'pause the fleet of the broken key once, and end the dead consents alone',
    async () => {
      const { fleet, credential } = fleets;
      await breakKey();
      if (isTogether) await removeDelegation();
      await killConsents();
      const since = fleet.clock.now();
      await runUntilVerdicts();
      expect(await unexpected()).toEqual([]);
      await expectRefreshedSince(since);
      expect(await fleetEvents(credential)).toEqual(['fleet_paused']);
    },
    SLOW_MS,
  );

  test(
    'go when the key is mended, and leave the domain without a delegation to its administrator',
    async () => {
      const { fleet, credential } = fleets;
      await mendKey();
      if (!isTogether) {
        await fleet.refresh(15);
        await fleet.advance(60);
        await fleet.refresh(2);
        expect(await unexpected()).toEqual([]);
        await removeDelegation();
      }
      expectAll(IN_REMOVED, NOT_DELEGATED);
      await killConsents();
      const since = fleet.clock.now();
      await runUntilVerdicts();
      // A mailbox that was tried while the key was broken waits up to an hour.
      await runUntilVerdicts();
      expect(await unexpected()).toEqual([]);
      await expectRefreshedSince(since);
      expect(await fleetEvents(credential)).toEqual(['fleet_paused', 'fleet_resumed']);
      await expectConsentsGoOn();
    },
    SLOW_MS,
  );

  test(
    'are over when the domain delegates again and the owners consent again, with one event each',
    async () => {
      const { credential, fleet, google, keyFile } = fleets;
      await google.putDelegation('example.jp', keyFile.client_id, SCOPES);
      const dead = [...expected].filter(([, line]) => line === DEAD).map(([address]) => address);
      expect(dead).toHaveLength(CONSENTED / 2);
      await connectSeeded(fleet.ports, await google.seedAddresses(dead), fleet.clock.now());
      // A dead grant is tried again within a day.
      await fleet.advance(24 * 60);
      await fleet.refresh(8);
      expectAll(dead, HEALTHY + AFTER_RECOVERY);
      expectAll(IN_REMOVED, HEALTHY + AFTER_RECOVERY);
      expect(await unexpected()).toEqual([]);
      expect(await fleetEvents(credential)).toEqual(['fleet_paused', 'fleet_resumed']);
      await expectConsentsGoOn();
    },
    SLOW_MS,
  );
});
