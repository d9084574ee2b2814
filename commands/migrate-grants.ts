import type { State } from '../shared/adapters/state.ts';
import type { Vault } from '../shared/adapters/vault.ts';
import { asAppError, describe } from '../shared/errors.ts';
import { type Clock, inParallel, type Moved, type Tokens } from '../shared/tokens/index.ts';

const PAGE = 200;
const CONCURRENCY = 8;

/** A grant that is being refreshed is free again after its lease at the latest. */
const ROUNDS = 20;
const PAUSE_MS = 5_000;

/** Secret Manager takes 600 writes a minute: a quota that is used up passes. */
const ATTEMPTS = 6;
const QUOTA_PAUSE_MS = 15_000;

/** A version younger than this may be a grant that is being stored at this moment. */
const SPARE_MS = 60 * 60 * 1000;

export type Migration = {
  readonly state: Pick<State, 'store' | 'vault' | 'otherVaults'>;
  readonly tokens: Pick<Tokens, 'moveGrant'>;
  readonly clock: Clock;
  tell(line: string): void;
};

/** What is where, counted afresh; `left` and `kept` at 0 prove that the other vaults are empty. */
export type Whereabouts = {
  /** Grants where new ones go. */
  readonly home: number;
  /** Connections whose grant is elsewhere. */
  readonly left: number;
  /** Connections that could not be read, so that nothing is proved of them. */
  readonly unreadable: number;
  /** Places in the other vaults that hold something, or may. */
  readonly kept: number;
};

export type Migrated = { readonly moved: number; readonly lost: number } & Whereabouts;

const FOREVER = new Date(8.64e15);

/**
 * Moves every grant to the vault where new ones go, while the system runs, then removes what the
 * other vaults still hold and counts. Interrupted, it goes on from there when it is run again.
 */
export async function migrateGrants(migration: Migration): Promise<Migrated> {
  const { clock, tell } = migration;
  let [moved, lost] = [0, 0];
  for (let round = 1; round <= ROUNDS; round++) {
    const counts = await moveRound(migration, (done) => tell(`${moved + done} grants moved`));
    moved += counts.moved;
    lost = counts.lost;
    if (counts.busy === 0) break;
    tell(`${counts.busy} grants are in use at this moment: trying them again`);
    await clock.sleep(PAUSE_MS);
  }
  for (const vault of migration.state.otherVaults) await sweep(migration, vault);
  return { moved, lost, ...(await countWhereabouts(migration)) };
}

type Counts = Record<Moved, number>;

async function moveRound(
  { state, tokens, clock }: Migration,
  progress: (moved: number) => void,
): Promise<Counts> {
  const counts: Counts = { moved: 0, home: 0, none: 0, busy: 0, lost: 0 };
  const pace = { concurrency: CONCURRENCY, until: FOREVER, clock };
  for await (const { ids } of elsewhere(state)) {
    await inParallel(ids, pace, async (id) => {
      const outcome = await patiently(clock, () => tokens.moveGrant(id));
      counts[outcome] += 1;
      if (outcome === 'moved' && counts.moved % 100 === 0) progress(counts.moved);
    });
  }
  return counts;
}

type Found = {
  readonly ids: readonly string[];
  readonly home: number;
  readonly unreadable: number;
};

/** Page by page: which connections have their grant elsewhere. */
async function* elsewhere({ store, vault }: Migration['state']): AsyncIterable<Found> {
  let after: string | null = null;
  do {
    const { items, next, unreadable } = await store.listConnections({ after, limit: PAGE });
    const versions = items.flatMap(({ id, grantVersion }) =>
      grantVersion === null ? [] : [{ id, isHome: vault.isHome(grantVersion) }],
    );
    const ids = versions.filter(({ isHome }) => !isHome).map(({ id }) => id);
    yield { ids, home: versions.length - ids.length, unreadable };
    after = next;
  } while (after !== null);
}

/** Removes what is kept for connections whose grant is not there: moved away, or left by a crash. */
async function sweep({ state, clock }: Migration, vault: Vault): Promise<void> {
  const young = clock.now().getTime() - SPARE_MS;
  for await (const owner of vault.owners()) {
    const found = await state.store.readConnection(owner);
    const version = found?.value.grantVersion ?? null;
    if (version !== null && vault.holds(version)) continue;
    const versions = await vault.versions(owner);
    if (versions.some(({ createdAt }) => createdAt.getTime() > young)) continue;
    await patiently(clock, () => vault.forget(owner));
  }
}

/** Counts what is where. */
export async function countWhereabouts({ state }: Pick<Migration, 'state'>): Promise<Whereabouts> {
  const counts = { home: 0, left: 0, unreadable: 0, kept: 0 };
  for await (const { ids, home, unreadable } of elsewhere(state)) {
    counts.home += home;
    counts.left += ids.length;
    counts.unreadable += unreadable;
  }
  for (const vault of state.otherVaults) {
    for await (const _ of vault.owners()) counts.kept += 1;
  }
  return counts;
}

async function patiently<T>(clock: Clock, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (thrown) {
      if (attempt === ATTEMPTS || !describe(asAppError(thrown).code).again) throw thrown;
      await clock.sleep(QUOTA_PAUSE_MS);
    }
  }
}
