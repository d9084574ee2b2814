import { expect } from '@jest/globals';
import fc from 'fast-check';
import { ALL_SHARDS, type AuditEvent, type ConnectionStatus } from '../../shared/tokens/index.ts';
import { delegationIdOf } from '../../shared/tokens/model/delegation.ts';
import { connectionIdOf } from '../../shared/tokens/model/identifiers.ts';
import { failingPorts } from './failing-ports.ts';
import { codeOf, type Harness, type Instance, SUPPORT } from './harness.ts';

const MINUTE = 60_000;
const FOREVER = new Date('2030-01-01');

/** One action, and on which of three instances over one database it runs. */
export const stepArbitrary = fc.record({
  instance: fc.nat({ max: 2 }),
  action: fc.constantFrom(
    'token',
    'token',
    'token',
    'token for a probe',
    'refresh for a person',
    'security event',
    'an hour passes',
    'an hour passes',
    'refresh due',
    'refresh due',
    'connect',
    'connect by delegation',
    'name a fallback',
    'disconnect',
    'probe',
    'resume',
    'restart',
    'an hour passes',
    'Google fails',
    'Google refuses everybody',
    'Google recovers',
    'Google recovers',
  ),
});
export type Step = typeof stepArbitrary extends fc.Arbitrary<infer T> ? T : never;

type Setup = {
  readonly harness: Harness;
  readonly instances: Instance[];
  connectionId: string;
  events: number;
  start(): Instance;
};

const ADMIN = 'admin@example.com';
const SERVICE_ACCOUNT = 'mail@project.iam.gserviceaccount.com';

/** The first action about a delegation adds it. */
async function delegationIn({ harness }: Setup, { tokens }: Instance): Promise<string> {
  harness.serviceAccounts.addMailbox(SUPPORT);
  harness.serviceAccounts.delegate('example.com');
  const requested = { serviceAccount: SERVICE_ACCOUNT, clientId: null, domains: ['example.com'] };
  const adding = tokens.addDelegation({ ...requested, profile: 'probe', key: null }, ADMIN);
  await codeOf(adding);
  return delegationIdOf(SERVICE_ACCOUNT);
}

const ACTIONS: Readonly<Record<Step['action'], (setup: Setup, at: Instance) => Promise<unknown>>> =
  {
    connect: async (setup, at) => {
      setup.connectionId = (await setup.harness.connect(at, SUPPORT)).id;
    },
    'connect by delegation': async (setup, at) => {
      const delegationId = await delegationIn(setup, at);
      const { address } = SUPPORT;
      return at.tokens.connectByDelegation({ delegationId, address, by: ADMIN });
    },
    'name a fallback': async (setup, at) => {
      const delegationId = await delegationIn(setup, at);
      return at.tokens.nameFallback(setup.connectionId, { delegationId, by: ADMIN });
    },
    token: ({ connectionId }, { tokens }) => tokens.accessTokenFor(connectionId),
    'token for a probe': ({ connectionId }, { tokens }) =>
      tokens.accessTokenFor(connectionId, { trigger: 'probe' }),
    'refresh for a person': ({ connectionId }, { tokens }) => tokens.refreshOne(connectionId),
    'security event': (setup, { tokens }) => {
      const event = { kind: 'account_enabled', subject: SUPPORT.subject, token: null } as const;
      return tokens.takeSecurityEvents({ jti: `event-${setup.events++}`, events: [event] });
    },
    disconnect: ({ connectionId }, { tokens }) => tokens.disconnect(connectionId, null),
    resume: (_, { tokens }) => tokens.resumeAuthorizations(FOREVER),
    'refresh due': ({ harness }, { tokens }) => {
      const until = new Date(harness.clock.now().getTime() + MINUTE);
      return tokens.refreshDue({ shards: ALL_SHARDS, limit: 10, concurrency: 2, until });
    },
    probe: ({ harness, connectionId }, { tokens }) => {
      const at = harness.clock.now();
      return tokens.recordProbe(connectionId, {
        at,
        latencyMs: 1,
        labels: [],
        labelCount: 0,
        failure: null,
      });
    },
    restart: async ({ instances, start }, at) => {
      instances[instances.indexOf(at)] = start();
    },
    'an hour passes': async ({ harness }) => harness.clock.advance(60 * MINUTE),
    'Google fails': async ({ harness }) => harness.google.failRefresh('google_unavailable'),
    'Google refuses everybody': async ({ harness }) => harness.google.failRefresh('grant_refused'),
    'Google recovers': async ({ harness }) => harness.google.failRefresh(null),
  };

/** One round: the steps of a batch run concurrently, and none ends with an internal error. */
export async function runSteps(
  harness: Harness,
  batches: readonly (readonly Step[])[],
  random: () => number,
) {
  const start = (): Instance => harness.start((ports) => failingPorts(ports, random));
  const instances = [start(), start(), start()];
  const connectionId = connectionIdOf(SUPPORT.subject);
  const setup: Setup = { harness, instances, connectionId, events: 0, start };
  for (const batch of batches) {
    const work = batch.map(({ instance, action }) => {
      const at = instances[instance] ?? start();
      return codeOf(ACTIONS[action](setup, at));
    });
    expect(await Promise.all(work)).not.toContain('internal');
  }
}

/**
 * Ends all faults. Then every connection works and its audit trail matches its status, unless a disconnect
 * was among the steps. Returns how many connections there are.
 */
export async function expectConsistent(harness: Harness, steps: readonly Step[]): Promise<number> {
  const actions = new Set(steps.map(({ action }) => action));
  harness.google.failRefresh(null);
  harness.clock.advance(3 * 60 * MINUTE);
  const instance = harness.start();
  await instance.tokens.resumeAuthorizations(FOREVER);
  const { items } = await instance.ports.store.listConnections({ after: null, limit: 9 });
  for (const { id, status } of items) {
    await expectTrailMatches(instance, id);
    // A disconnect that failed after Google had revoked leaves a mailbox whose grant is dead.
    if (actions.has('disconnect')) continue;
    // After a refusal that lasted for hours, a person's request finds out that it is over.
    if (actions.has('Google refuses everybody')) await instance.tokens.refreshOne(id);
    else expect(status).toBe('active');
    expect((await instance.tokens.accessTokenFor(id)).value).toMatch(
      /access-token|delegated-token/,
    );
    const found = await instance.ports.store.readConnection(id);
    expect(found?.value).toMatchObject({ status: 'active', lease: null, failure: null });
    await expectTrailMatches(instance, id);
  }
  return items.length;
}

const STATUS_AFTER: Partial<Record<AuditEvent['kind'], ConnectionStatus>> = {
  connected: 'active',
  recovered: 'active',
  grants_near_cap: 'active',
  needs_reconnect: 'needs_reconnect',
  disconnected: 'disconnected',
  fallback_took_over: 'active',
};

/** The newest event about a status names the status that is stored. */
async function expectTrailMatches({ ports }: Instance, id: string): Promise<void> {
  const events = await ports.store.listEvents({ connectionId: id, limit: 500 });
  const aboutStatus = events.filter(({ kind }) => STATUS_AFTER[kind]);
  // Of several events in one millisecond, any may be the last.
  const newest = aboutStatus.filter(({ at }) => at.getTime() === aboutStatus[0]?.at.getTime());
  const found = await ports.store.readConnection(id);
  expect(newest.map(({ kind }) => STATUS_AFTER[kind])).toContain(found?.value.status);
  expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
}
