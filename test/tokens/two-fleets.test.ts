import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  type Connection,
  type CredentialId,
  credentialOf,
  type Delegation,
  type Fleet,
  type Mailbox,
} from '../../shared/tokens/index.ts';
import { REFUSALS } from './fake-service-accounts.ts';
import { runMinutes, storedIn, useHarness } from './harness.ts';

const HOUR = 60 * 60_000;
const DELEGATED = ['delegated.example', 'kept.example', 'removed.example'];
const { harness, instance } = useHarness();
let delegation: Delegation;
let DELEGATION: CredentialId;

beforeEach(async () => {
  for (const domain of DELEGATED) harness.serviceAccounts.delegate(domain);
  delegation = await instance.tokens.addDelegation(
    {
      serviceAccount: 'acme@project.iam.gserviceaccount.com',
      clientId: '100000000000000000001',
      domains: DELEGATED,
      profile: 'probe',
      key: null,
    },
    'admin@example.com',
  );
  DELEGATION = `delegation:${delegation.id}`;
});

const mailbox = (nth: number, domain: string): Mailbox => ({
  subject: `${domain}-${nth}`,
  address: `m${nth}@${domain}`,
  hostedDomain: domain,
});

async function connect(count: number, domain: string, delegated: boolean): Promise<Connection[]> {
  const connections: Connection[] = [];
  for (let nth = 0; nth < count; nth++) {
    const account = mailbox(nth, domain);
    connections.push(
      delegated ? await delegate(account) : await harness.connect(instance, account),
    );
  }
  return connections;
}

async function delegate(account: Mailbox): Promise<Connection> {
  harness.serviceAccounts.addMailbox(account);
  const delegating = { delegationId: delegation.id, by: 'admin@example.com' };
  const { address } = account;
  return (await instance.tokens.connectByDelegation({ ...delegating, address })).connection;
}

const run = (minutes: number) => runMinutes(harness, instance, minutes);
const statusesOf = async (connections: readonly Connection[]) => {
  const all = await Promise.all(connections.map(({ id }) => storedIn(instance, id)));
  return [...new Set(all.map(({ status, failure }) => `${status} ${failure?.code ?? 'works'}`))];
};
const breakerOf = async (credential: CredentialId) =>
  (await instance.tokens.lookAtFleets()).find((fleet: Fleet) => fleet.credential === credential)
    ?.breaker ?? null;
const fleetEvents = async () =>
  (await instance.ports.store.listEvents({ connectionId: null, limit: 500 }))
    .filter(({ kind }) => kind.startsWith('fleet_'))
    .map(({ kind, credential }) => `${kind} ${credential}`);

describe('a service account whose key is broken', () => {
  test('pauses its own fleet, marks no mailbox dead, and holds up no consented mailbox', async () => {
    const consented = await connect(30, 'consented.example', false);
    const delegated = await connect(30, 'delegated.example', true);
    harness.clock.advance(HOUR);
    harness.serviceAccounts.refuse(() => REFUSALS.keyBroken);
    await run(10);
    expect(await statusesOf(consented)).toEqual(['active works']);
    for (const status of await statusesOf(delegated)) expect(status).toMatch(/^active /);
    expect(await breakerOf('oauth_client')).toBeNull();
    expect(await breakerOf(DELEGATION)).toMatchObject({ code: 'grant_refused' });
    expect(await fleetEvents()).toEqual([`fleet_paused ${DELEGATION}`]);
    // Only the trials of the paused fleet were refused, and its backlog does not hide the other fleet.
    harness.clock.advance(HOUR);
    await run(5);
    for (const { id } of consented) {
      const { refreshedAt } = await storedIn(instance, id);
      expect(harness.clock.now().getTime() - (refreshedAt?.getTime() ?? 0)).toBeLessThan(HOUR);
    }
  });

  test('resumes by itself when the key works again', async () => {
    await connect(3, 'consented.example', false);
    const delegated = await connect(30, 'delegated.example', true);
    harness.clock.advance(HOUR);
    harness.serviceAccounts.refuse(() => REFUSALS.keyBroken);
    await run(10);
    harness.serviceAccounts.refuse(null);
    await run(90);
    expect(await statusesOf(delegated)).toEqual(['active works']);
    expect(await fleetEvents()).toEqual([
      `fleet_resumed ${DELEGATION}`,
      `fleet_paused ${DELEGATION}`,
    ]);
  });
});

test('a credential that was refused for long pauses its fleet once, whatever was counted meanwhile', async () => {
  const delegated = await connect(60, 'delegated.example', true);
  harness.clock.advance(HOUR);
  harness.serviceAccounts.refuse(() => REFUSALS.keyBroken);
  await run(40);
  harness.serviceAccounts.refuse(null);
  await run(90);
  expect(await statusesOf(delegated)).toEqual(['active works']);
  expect(await fleetEvents()).toEqual([
    `fleet_resumed ${DELEGATION}`,
    `fleet_paused ${DELEGATION}`,
  ]);
});

test('an OAuth client that is refused holds up no delegated mailbox', async () => {
  await connect(5, 'consented.example', false);
  const delegated = await connect(30, 'delegated.example', true);
  harness.clock.advance(HOUR);
  harness.google.failRefresh('client_refused');
  await run(30);
  expect(await statusesOf(delegated)).toEqual(['active works']);
  expect(await breakerOf(DELEGATION)).toBeNull();
});

test('a delegation that one domain removed asks that domain to act, and no other', async () => {
  const consented = await connect(5, 'consented.example', false);
  const kept = await connect(20, 'kept.example', true);
  const removed = await connect(5, 'removed.example', true);
  harness.clock.advance(HOUR);
  harness.serviceAccounts.delegate('removed.example', false);
  await run(30);
  expect(await statusesOf([...consented, ...kept])).toEqual(['active works']);
  expect(await statusesOf(removed)).toEqual(['needs_reconnect client_refused']);
  expect(await fleetEvents()).toEqual([]);
});

test('a mailbox of another credential is no canary: its success confirms no refusal', async () => {
  const [first, second] = await connect(2, 'consented.example', false);
  await connect(20, 'delegated.example', true);
  if (!first || !second) throw new Error('not connected');
  harness.clock.advance(HOUR);
  harness.google.failRefresh('grant_refused');
  await run(60);
  expect(await statusesOf([first, second])).toEqual(['active grant_refused']);
  harness.google.failRefresh(null);
  await run(90);
  expect(await statusesOf([first, second])).toEqual(['active works']);
});

test('a connection names the credential that its tokens are requested with', async () => {
  const [consented] = await connect(1, 'consented.example', false);
  const [delegated] = await connect(1, 'delegated.example', true);
  expect(consented && credentialOf(consented)).toBe('oauth_client');
  expect(delegated && credentialOf(delegated)).toBe(DELEGATION);
});

test('a mailbox whose delegation is not stored any more is our fault to mend, and is no dead grant', async () => {
  const [delegated] = await connect(1, 'delegated.example', true);
  const found = await instance.ports.store.readConnection(delegated?.id ?? '');
  if (!found) throw new Error('not connected');
  const grant = { kind: 'delegation', delegationId: 'lost' } as const;
  await instance.ports.store.writeConnection({ ...found.value, grant }, found.revision);
  harness.clock.advance(HOUR);
  const outcome = await instance.tokens.refreshOne(found.value.id);
  expect(outcome).toMatchObject({ kind: 'retry_later', error: { code: 'delegation_unknown' } });
});
