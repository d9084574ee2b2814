import { expect } from '@jest/globals';
import fc from 'fast-check';
import { connectionIdOf } from '../../shared/tokens/identifiers.ts';
import { ALL_SHARDS } from '../../shared/tokens/index.ts';
import { codeOf, type Desk, type Instance, SUPPORT } from './desk.ts';
import { failing } from './failing.ts';

const MINUTE = 60_000;
const FOREVER = new Date('2030-01-01');

/** What happens, and on which of three instances over one database. */
export const stepArbitrary = fc.record({
  instance: fc.nat({ max: 2 }),
  action: fc.constantFrom(
    'token',
    'token',
    'token',
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
    'Google recovers',
  ),
});
export type Step = typeof stepArbitrary extends fc.Arbitrary<infer T> ? T : never;

type Table = {
  readonly desk: Desk;
  readonly instances: Instance[];
  connectionId: string;
  start(): Instance;
};

const ACTIONS: Readonly<Record<Step['action'], (table: Table, at: Instance) => Promise<unknown>>> =
  {
    connect: async (table, at) => {
      table.connectionId = (await table.desk.connect(at, SUPPORT)).id;
    },
    token: ({ connectionId }, { tokens }) => tokens.accessTokenFor(connectionId),
    disconnect: ({ connectionId }, { tokens }) => tokens.disconnect(connectionId, null),
    resume: (_, { tokens }) => tokens.resumeAuthorizations(FOREVER),
    'refresh due': ({ desk }, { tokens }) => {
      const until = new Date(desk.clock.now().getTime() + MINUTE);
      return tokens.refreshDue({ shards: ALL_SHARDS, limit: 10, concurrency: 2, until });
    },
    probe: ({ desk, connectionId }, { tokens }) => {
      const at = desk.clock.now();
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
    'an hour passes': async ({ desk }) => desk.clock.advance(60 * MINUTE),
    'Google fails': async ({ desk }) => desk.google.failRefresh('google_unavailable'),
    'Google recovers': async ({ desk }) => desk.google.failRefresh(null),
  };

/** One round: the steps run in batches that overlap, and nothing they throw is unknown to us. */
export async function play(desk: Desk, batches: readonly (readonly Step[])[], coin: () => number) {
  const start = (): Instance => desk.start((ports) => failing(ports, coin));
  const instances = [start(), start(), start()];
  const table: Table = { desk, instances, connectionId: connectionIdOf(SUPPORT.subject), start };
  for (const batch of batches) {
    const work = batch.map(({ instance, action }) => {
      const at = instances[instance] ?? start();
      return codeOf(ACTIONS[action](table, at));
    });
    expect(await Promise.all(work)).not.toContain('internal');
  }
}

/** Everything heals; then what is connected works, and what does not says why, for a reason. */
export async function expectSound(desk: Desk, disconnectWasAsked: boolean): Promise<number> {
  desk.google.failRefresh(null);
  desk.clock.advance(3 * 60 * MINUTE);
  const survivor = desk.start();
  await survivor.tokens.resumeAuthorizations(FOREVER);
  const { items } = await survivor.ports.store.listConnections({ after: null, limit: 9 });
  for (const { id, status } of items) {
    // A disconnect that failed after Google had revoked leaves a mailbox whose grant is dead.
    if (disconnectWasAsked) continue;
    expect(status).toBe('active');
    expect((await survivor.tokens.accessTokenFor(id)).value).toMatch(/access-token/);
    const found = await survivor.ports.store.readConnection(id);
    expect(found?.value).toMatchObject({ status: 'active', lease: null, failure: null });
  }
  return items.length;
}
