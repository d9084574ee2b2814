import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openLocalState } from '../../shared/adapters/local/index.ts';
import { AppError } from '../../shared/errors.ts';
import { systemIds } from '../../shared/runtime/system-ports.ts';
import { ALL_SHARDS, type Connection, type Ports } from '../../shared/tokens/index.ts';
import { versionIn } from '../support/grant.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { dieAtCall } from './die-at-call.ts';
import { failingPorts, seededRandom } from './failing-ports.ts';
import { codeOf, type Harness, type Instance, openHarness, SUPPORT } from './harness.ts';
import { joinedVaults, prefixedVault } from './prefixed-vaults.ts';

const root = temporaryDirectory();
let rounds = 0;
const MINUTE = 60_000;
const FOREVER = new Date('2030-01-01');

/** A mailbox whose grant is in the old vault, and instances that put new grants into the new vault. */
async function openMove() {
  const directory = `${root}/${rounds++}`;
  const harness = openHarness(directory);
  const old = openLocalState(
    { directory: `${directory}-old`, client: 'test' },
    { clock: harness.clock, ids: systemIds },
  );
  const before = harness.start((ports) => ({ ...ports, vault: oldOnly(old.vault) }));
  const connection = await harness.connect(before, SUPPORT);
  const start = (adapt: (ports: Ports) => Ports = (ports) => ports): Instance =>
    harness.start((ports) => adapt({ ...ports, vault: joinedVaults(old.vault, ports.vault) }));
  const close = async (): Promise<void> => {
    harness.close();
    await old.close();
  };
  return { harness, id: connection.id, start, close };
}

const oldOnly = (vault: Ports['vault']): Ports['vault'] => ({
  ...prefixedVault('old', vault),
  isPrimary: () => true,
});

async function stored({ ports }: Instance, id: string): Promise<Connection> {
  const found = await ports.store.readConnection(id);
  if (!found) throw new Error('the connection is gone');
  return found.value;
}

/** The grant works at Google, is in the new vault, and is the only version. */
async function expectMoved(harness: Harness, instance: Instance, id: string): Promise<void> {
  const connection = await stored(instance, id);
  expect(connection).toMatchObject({ status: 'active', lease: null, failure: null });
  expect(versionIn(connection)).toMatch(/^new\//);
  const grant = await instance.ports.vault.get(versionIn(connection));
  expect(harness.google.isAlive(grant?.refreshToken ?? '')).toBe(true);
  const versions = await instance.ports.vault.versions(id);
  expect(versions.map(({ name }) => name)).toEqual([versionIn(connection)]);
}

describe('moving one grant', () => {
  test('moves it once, and leaves nothing in the old vault', async () => {
    const { harness, id, start, close } = await openMove();
    const instance = start();
    const { accessToken, generation } = await stored(instance, id);
    expect(await instance.tokens.moveGrant(id)).toBe('moved');
    await expectMoved(harness, instance, id);
    const after = await stored(instance, id);
    expect(after).toMatchObject({ accessToken, generation: generation + 1 });
    expect(await instance.tokens.moveGrant(id)).toBe('primary');
    expect(await instance.tokens.moveGrant('nobody')).toBe('none');
    await close();
  });

  test('reports a mailbox as busy during a refresh, which succeeds', async () => {
    const { harness, id, start, close } = await openMove();
    const [refreshing, moving] = [start(), start()];
    const outcomes: unknown[] = [];
    harness.google.whileRefreshing(async () => {
      outcomes.push(await moving.tokens.moveGrant(id));
    });
    expect((await refreshing.tokens.refreshOne(id)).kind).toBe('refreshed');
    expect(outcomes).toEqual(['busy']);
    await close();
  });

  test('is not undone by a late lease holder whose version was moved', async () => {
    const { harness, id, start, close } = await openMove();
    const [late, moving] = [start(), start()];
    const moves: unknown[] = [];
    harness.google.whileRefreshing(async () => {
      // Google refuses once, for the version that is moved at this moment, and then recovers.
      harness.google.failRefresh(moves.length === 0 ? 'grant_refused' : null);
      if (moves.length > 0) return;
      harness.clock.advance(MINUTE);
      moves.push(await moving.tokens.moveGrant(id));
    });
    expect((await late.tokens.refreshOne(id)).kind).toBe('refreshed');
    expect(moves).toEqual(['moved']);
    await expectMoved(harness, moving, id);
    await close();
  });

  test.each(['grant_disabled', 'store_unavailable'] as const)(
    'releases the lease at once when the vault fails with %s',
    async (code) => {
      const { harness, id, start, close } = await openMove();
      const refusing = async (): Promise<never> => {
        throw new AppError(code);
      };
      const moving = start((ports) => ({ ...ports, vault: { ...ports.vault, get: refusing } }));
      expect(await codeOf(moving.tokens.moveGrant(id))).toBe(code);
      expect((await stored(moving, id)).lease).toBeNull();
      expect(await start().tokens.moveGrant(id)).toBe('moved');
      await expectMoved(harness, start(), id);
      await close();
    },
  );

  test.each([
    ['disconnect', 'get'],
    ['disconnect', 'put'],
    ['reconnect', 'get'],
    ['reconnect', 'put'],
  ] as const)(
    'lets a %s just before its vault.%s win, and reports no lost grant',
    async (what, when) => {
      const { harness, id, start, close } = await openMove();
      const other = start();
      const interrupt = async (): Promise<void> => {
        if (what === 'disconnect') await other.tokens.disconnect(id, null);
        else await harness.connect(other, SUPPORT);
      };
      const moving = start((ports) => {
        const interrupted =
          <Args extends unknown[], T>(method: (...args: Args) => Promise<T>) =>
          async (...args: Args): Promise<T> => {
            await interrupt();
            return method(...args);
          };
        const vault = { ...ports.vault };
        if (when === 'get') vault.get = interrupted(ports.vault.get);
        else vault.put = interrupted(ports.vault.put);
        return { ...ports, vault };
      });
      expect(await moving.tokens.moveGrant(id)).toBe('busy');
      if (what === 'reconnect') await expectMoved(harness, other, id);
      else expect(await other.ports.vault.versions(id)).toEqual([]);
      await close();
    },
  );

  test('reports a version that is in no vault as lost, and changes nothing', async () => {
    const { id, start, close } = await openMove();
    const instance = start();
    await instance.ports.vault.destroy(versionIn(await stored(instance, id)));
    expect(await instance.tokens.moveGrant(id)).toBe('lost');
    expect(await stored(instance, id)).toMatchObject({ status: 'active', lease: null });
    await close();
  });

  test('continues when it is run again after a death at any step', async () => {
    let [n, died] = [0, true];
    for (; died; n++) {
      const { harness, id, start, close } = await openMove();
      let death = { dead: false };
      const dying = start((ports) => {
        const wrapped = dieAtCall(ports, n);
        death = wrapped.death;
        return wrapped.ports;
      });
      await dying.tokens.moveGrant(id).catch(() => null);
      died = death.dead;
      harness.clock.advance(MINUTE);
      const instance = start();
      expect((await instance.tokens.refreshOne(id)).kind).toBe('refreshed');
      expect(['moved', 'primary']).toContain(await instance.tokens.moveGrant(id));
      // The next consent sweeps what the death left, which is more than an hour old by then.
      harness.clock.advance(2 * 60 * MINUTE);
      await harness.connect(instance, SUPPORT);
      await expectMoved(harness, instance, id);
      await close();
    }
    expect(n).toBeGreaterThan(8);
  });
});

const actionArbitrary = fc.record({
  at: fc.nat({ max: 2 }),
  action: fc.constantFrom(
    ...(['move', 'move', 'move', 'token', 'refresh', 'due', 'connect', 'disconnect'] as const),
    ...(['half a minute passes', 'an hour passes', 'restart', 'a slow Google'] as const),
  ),
});
type Action = typeof actionArbitrary extends fc.Arbitrary<infer T> ? T : never;
const reached = { moved: 0, connected: 0 };

type Move = Awaited<ReturnType<typeof openMove>>;

async function act({ harness, id }: Move, { tokens }: Instance, action: Action['action']) {
  const until = new Date(harness.clock.now().getTime() + MINUTE);
  switch (action) {
    case 'move':
      if ((await tokens.moveGrant(id)) === 'moved') reached.moved += 1;
      return;
    case 'token':
      return void (await tokens.accessTokenFor(id));
    case 'refresh':
      return void (await tokens.refreshOne(id));
    case 'due':
      return void (await tokens.refreshDue({
        shards: ALL_SHARDS,
        limit: 9,
        concurrency: 2,
        until,
      }));
    case 'connect':
      return void (await harness.connect({ tokens } as Instance, SUPPORT));
    case 'disconnect':
      return tokens.disconnect(id, null);
    case 'half a minute passes':
      return harness.clock.advance(MINUTE / 2);
    case 'an hour passes':
      return harness.clock.advance(60 * MINUTE);
    case 'a slow Google':
      return harness.google.whileRefreshing(async () => harness.clock.advance(MINUTE));
  }
}

async function runSteps(
  move: Move,
  batches: readonly (readonly Action[])[],
  adapt: (p: Ports) => Ports,
) {
  const instances = [0, 1, 2].map(() => move.start(adapt));
  for (const batch of batches) {
    const work = batch.map(({ at, action }) => {
      if (action === 'restart') instances[at] = move.start(adapt);
      return codeOf(act(move, instances[at] ?? move.start(adapt), action));
    });
    expect(await Promise.all(work)).not.toContain('internal');
  }
}

describe('moves beside refreshes, reconnects, disconnects and late lease holders', () => {
  const batches = fc.array(fc.array(actionArbitrary, { minLength: 1, maxLength: 5 }), {
    minLength: 3,
    maxLength: 12,
  });

  test.each([
    ['over a store and vaults that work', false],
    ['while one call in ten fails', true],
  ])(
    'lose no grant and leave one version %s',
    async (_, fails) => {
      const property = fc.asyncProperty(batches, fc.nat(), async (steps, seed) => {
        const move = await openMove();
        const { harness, id, start, close } = move;
        const random = seededRandom(seed);
        await runSteps(move, steps, (ports) => (fails ? failingPorts(ports, random) : ports));
        harness.google.whileRefreshing(null);
        harness.clock.advance(3 * 60 * MINUTE);
        const instance = start();
        await instance.tokens.resumeAuthorizations(FOREVER);
        const { status } = await stored(instance, id);
        const wasDisconnected = steps.flat().some(({ action }) => action === 'disconnect');
        // Only a disconnect ends a grant. One that failed halfway leaves the grant revoked.
        if (!wasDisconnected) {
          expect(status).toBe('active');
          expect((await instance.tokens.refreshOne(id)).kind).toBe('refreshed');
          expect(['moved', 'primary']).toContain(await instance.tokens.moveGrant(id));
          reached.connected += 1;
        } else if (status === 'disconnected' && !fails) {
          expect(await instance.ports.vault.versions(id)).toEqual([]);
        }
        // Failures leave unreferenced versions, which the next consent sweeps.
        if (fails || wasDisconnected) {
          harness.clock.advance(2 * 60 * MINUTE);
          await harness.connect(instance, SUPPORT);
        }
        await expectMoved(harness, instance, id);
        await close();
      });
      await fc.assert(property, { numRuns: 40, seed: 20260101 });
      expect(reached.connected).toBeGreaterThan(5);
      expect(reached.moved).toBeGreaterThan(15);
    },
    60_000,
  );
});
