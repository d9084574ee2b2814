import { inParallel } from '../shared/concurrency/in-parallel.ts';
import { asAppError, type ErrorCode } from '../shared/errors.ts';
import type { Moved } from '../shared/tokens/index.ts';
import { createBusyRetry } from './busy-retry.ts';
import { countGrantLocations, type GrantLocations, pagesToMove } from './grant-locations.ts';
import type { Migration, Steps } from './migration.ts';
import { createRateLimit } from './rate-limit.ts';
import { sweepVault } from './sweep-vault.ts';

const CONCURRENCY = 8;

/** A connection that is being refreshed becomes free when its lease expires, at the latest. */
const ROUNDS = 20;
const PAUSE_MS = 5_000;

/**
 * Secret Manager allows a project 600 writes per minute, and a step needs up to three (one to a missing
 * secret, its creation, its first version). A quarter of the quota stays free for people who connect a
 * mailbox at the same time.
 */
const RATE_LIMIT = { burst: 50, perMinute: 150 };

/** A connection whose grant cannot be moved, and why. It does not stop the others. */
export type Stuck = { readonly connectionId: string; readonly code: ErrorCode };

export type Migrated = GrantLocations & {
  readonly moved: number;
  readonly stuck: readonly Stuck[];
};

const FOREVER = new Date(8.64e15);

/**
 * Moves every grant to the first vault while the product runs, then removes the remains in the other
 * vaults and counts what is where. After an interruption, another run continues.
 */
export async function migrateGrants(migration: Migration): Promise<Migrated> {
  const { state, clock, print } = migration;
  const steps = {
    withBusyRetry: createBusyRetry(clock, print),
    waitForTurn: createRateLimit(clock, RATE_LIMIT),
  };
  const { left } = await countGrantLocations({ ...state, otherVaults: [] }, steps.withBusyRetry);
  print(`${left} grants to move`);
  let [moved, stuck] = [0, [] as readonly Stuck[]];
  for (let round = 1; round <= ROUNDS; round++) {
    const done = await moveRound(migration, steps, (inRound) =>
      print(`${moved + inRound} of ${left} moved`),
    );
    moved += done.moved;
    stuck = done.stuck;
    if (done.busy === 0) break;
    print(`${done.busy} grants are in use at this moment, for 45 s at most: trying them again`);
    await clock.sleep(PAUSE_MS);
  }
  for (const vault of state.otherVaults) await sweepVault(migration, vault, steps);
  return { moved, stuck, ...(await countGrantLocations(state, steps.withBusyRetry)) };
}

type Round = { readonly moved: number; readonly busy: number; readonly stuck: readonly Stuck[] };

async function moveRound(
  { state, tokens, clock }: Migration,
  { withBusyRetry, waitForTurn }: Steps,
  progress: (moved: number) => void,
): Promise<Round> {
  const counts: Record<Moved, number> = { moved: 0, primary: 0, none: 0, busy: 0, lost: 0 };
  const stuck: Stuck[] = [];
  const run = { concurrency: CONCURRENCY, until: FOREVER, clock };
  for await (const { ids } of pagesToMove(state, withBusyRetry)) {
    await inParallel(ids, run, async (connectionId) => {
      await waitForTurn();
      const outcome = await orStuck(() => withBusyRetry(() => tokens.moveGrant(connectionId)));
      if (!isMoved(outcome)) stuck.push({ connectionId, code: outcome });
      else counts[outcome] += 1;
      if (outcome === 'lost') stuck.push({ connectionId, code: 'grant_lost' });
      if (outcome === 'moved' && counts.moved % 100 === 0) progress(counts.moved);
    });
  }
  return { ...counts, stuck };
}

/** Errors that concern one mailbox only. */
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
