import { expect } from '@jest/globals';
import fc from 'fast-check';
import { ALL_SHARDS, type AuditEvent, type ConnectionStatus } from '../../shared/tokens/index.ts';
import { connectionIdOf } from '../../shared/tokens/model/identifiers.ts';
import { failing } from './failing.ts';
import { codeOf, type Harness, type Instance, SUPPORT } from './harness.ts';

const MINUTE = 60_000;
const FOREVER = new Date('2030-01-01');

/** What happens, and on which of three instances over one database. */
export const stepArbitrary = fc.record({
  instance: fc.nat({ max: 2 }),
  action: fc.constantFrom(
    'token',
    'token',
    'token',
    'ask as a prober',
    'ask as a person',
    'security event',
    'an hour passes',
    'an hour passes',
    'refresh due',
    'refresh due',
    'connect',
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

type Table = {
  readonly harness: Harness;
  readonly instances: Instance[];
  connectionId: string;
  events: number;
  start(): Instance;
};

const ACTIONS: Readonly<Record<Step['action'], (table: Table, at: Instance) => Promise<unknown>>> =
  {
    connect: async (table, at) => {
      table.connectionId = (await table.harness.connect(at, SUPPORT)).id;
    },
    token: ({ connectionId }, { tokens }) => tokens.accessTokenFor(connectionId),
    'ask as a prober': ({ connectionId }, { tokens }) =>
      tokens.accessTokenFor(connectionId, { trigger: 'probe' }),
    'ask as a person': ({ connectionId }, { tokens }) => tokens.refreshOne(connectionId),
    'security event': (table, { tokens }) => {
      const event = { kind: 'account_enabled', subject: SUPPORT.subject, token: null } as const;
      return tokens.takeSecurityEvents({ jti: `event-${table.events++}`, events: [event] });
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

/** One round: the steps run in batches that overlap, and nothing they throw is unknown to us. */
export async function play(
  harness: Harness,
  batches: readonly (readonly Step[])[],
  coin: () => number,
) {
  const start = (): Instance => harness.start((ports) => failing(ports, coin));
  const instances = [start(), start(), start()];
  const connectionId = connectionIdOf(SUPPORT.subject);
  const table: Table = { harness, instances, connectionId, events: 0, start };
  for (const batch of batches) {
    const work = batch.map(({ instance, action }) => {
      const at = instances[instance] ?? start();
      return codeOf(ACTIONS[action](table, at));
    });
    expect(await Promise.all(work)).not.toContain('internal');
  }
}

/** Everything heals; then what is connected works, and what does not says why, for a reason. */
export async function expectSound(harness: Harness, steps: readonly Step[]): Promise<number> {
  const asked = new Set(steps.map(({ action }) => action));
  harness.google.failRefresh(null);
  harness.clock.advance(3 * 60 * MINUTE);
  const survivor = harness.start();
  await survivor.tokens.resumeAuthorizations(FOREVER);
  const { items } = await survivor.ports.store.listConnections({ after: null, limit: 9 });
  for (const { id, status } of items) {
    await expectTold(survivor, id);
    // A disconnect that failed after Google had revoked leaves a mailbox whose grant is dead.
    if (asked.has('disconnect')) continue;
    // Of a refusal that lasted for hours, whoever asks finds out that it is over.
    if (asked.has('Google refuses everybody')) await survivor.tokens.refreshOne(id);
    else expect(status).toBe('active');
    expect((await survivor.tokens.accessTokenFor(id)).value).toMatch(/access-token/);
    const found = await survivor.ports.store.readConnection(id);
    expect(found?.value).toMatchObject({ status: 'active', lease: null, failure: null });
    await expectTold(survivor, id);
  }
  return items.length;
}

const TOLD: Partial<Record<AuditEvent['kind'], ConnectionStatus>> = {
  connected: 'active',
  recovered: 'active',
  grants_near_cap: 'active',
  needs_reconnect: 'needs_reconnect',
  disconnected: 'disconnected',
};

/** The newest event that is about a status tells the one that is stored. */
async function expectTold({ ports }: Instance, id: string): Promise<void> {
  const events = await ports.store.listEvents({ connectionId: id, limit: 500 });
  const telling = events.filter(({ kind }) => TOLD[kind]);
  // In one millisecond nobody knows which was the last.
  const newest = telling.filter(({ at }) => at.getTime() === telling[0]?.at.getTime());
  const found = await ports.store.readConnection(id);
  expect(newest.map(({ kind }) => TOLD[kind])).toContain(found?.value.status);
  expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
}
