import { inParallel } from '../shared/concurrency/in-parallel.ts';
import { asAppError, type ErrorCode } from '../shared/errors.ts';
import type { Moved } from '../shared/tokens/index.ts';
import { createBusyRetry } from './busy-retry.ts';
import { countGrantLocations, elsewhere, type GrantLocations } from './grant-locations.ts';
import type { Migration, Steps } from './migration.ts';
import { createPace } from './pace.ts';
import { sweepVault } from './sweep-vault.ts';

const CONCURRENCY = 8;

/** A grant that is being refreshed is free again after its lease at the latest. */
const ROUNDS = 20;
const PAUSE_MS = 5_000;

/**
 * Secret Manager takes 600 writes a minute of a whole project, and a step is up to three (a secret
 * that is not there, its making, its first version). A quarter is left for those who connect a
 * mailbox meanwhile.
 */
const PACE = { burst: 50, perMinute: 150 };

/** A connection whose grant cannot be moved, and why; the others are moved all the same. */
export type Stuck = { readonly connectionId: string; readonly code: ErrorCode };

export type Migrated = GrantLocations & {
  readonly moved: number;
  readonly stuck: readonly Stuck[];
};

const FOREVER = new Date(8.64e15);

/**
 * Moves every grant to the vault where new ones go, while the system runs, then removes what the
 * other vaults still hold and counts. Interrupted, it goes on from there when it is run again.
 */
export async function migrateGrants(migration: Migration): Promise<Migrated> {
  const { state, clock, tell } = migration;
  const steps = { withBusyRetry: createBusyRetry(clock, tell), turn: createPace(clock, PACE) };
  const { left } = await countGrantLocations({ ...state, otherVaults: [] }, steps.withBusyRetry);
  tell(`${left} grants to move`);
  let [moved, stuck] = [0, [] as readonly Stuck[]];
  for (let round = 1; round <= ROUNDS; round++) {
    const done = await moveRound(migration, steps, (so) => tell(`${moved + so} of ${left} moved`));
    moved += done.moved;
    stuck = done.stuck;
    if (done.busy === 0) break;
    tell(`${done.busy} grants are in use at this moment, for 45 s at most: trying them again`);
    await clock.sleep(PAUSE_MS);
  }
  for (const vault of state.otherVaults) await sweepVault(migration, vault, steps);
  return { moved, stuck, ...(await countGrantLocations(state, steps.withBusyRetry)) };
}

type Round = { readonly moved: number; readonly busy: number; readonly stuck: readonly Stuck[] };

async function moveRound(
  { state, tokens, clock }: Migration,
  { withBusyRetry, turn }: Steps,
  progress: (moved: number) => void,
): Promise<Round> {
  const counts: Record<Moved, number> = { moved: 0, primary: 0, none: 0, busy: 0, lost: 0 };
  const stuck: Stuck[] = [];
  const pace = { concurrency: CONCURRENCY, until: FOREVER, clock };
  for await (const { ids } of elsewhere(state, withBusyRetry)) {
    await inParallel(ids, pace, async (connectionId) => {
      await turn();
      const outcome = await orStuck(() => withBusyRetry(() => tokens.moveGrant(connectionId)));
      if (!isMoved(outcome)) stuck.push({ connectionId, code: outcome });
      else counts[outcome] += 1;
      if (outcome === 'lost') stuck.push({ connectionId, code: 'grant_lost' });
      if (outcome === 'moved' && counts.moved % 100 === 0) progress(counts.moved);
    });
  }
  return { ...counts, stuck };
}

/** What is wrong with one mailbox alone. */
const STUCK = ['grant_disabled', 'record_unreadable'] as const satisfies ErrorCode[];
type StuckCode = (typeof STUCK)[number];

async function orStuck(move: () => Promise<Moved>): Promise<Moved | StuckCode> {
  try {
    return await move();
  } catch (thrown) {
    const code = STUCK.find((each) => each === asAppError(thrown).code);
    if (!code) throw thrown;
    return code;
  }
}

const isMoved = (outcome: Moved | StuckCode): outcome is Moved =>
  !STUCK.some((code) => code === outcome);
