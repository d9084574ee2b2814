import type { State } from '../shared/adapters/state.ts';
import { AppError } from '../shared/errors.ts';
import {
  type KeySet,
  type Resealed,
  resealAll,
  withNewKey,
  withoutOldKeys,
} from '../shared/sealing/index.ts';
import type { Clock } from '../shared/tokens/index.ts';
import { untilNoticed } from './until-noticed.ts';

/** What a change of keys works with. */
export type Rotation = {
  readonly state: Pick<State, 'keys' | 'sealed'>;
  readonly clock: Clock;
  /** Wait until every process has noticed. Not needed where none runs. */
  readonly wait: boolean;
  tell(line: string): void;
};

export type Resealing = { readonly current: string; readonly records: readonly Resealed[] };

/** Makes a new current key and seals everything with it. Interrupted, `reseal` goes on. */
export async function rotateKeys(rotation: Rotation): Promise<Resealing> {
  const { state, clock, tell } = rotation;
  const { current } = await state.keys.change((set) => withNewKey(set, clock.now()));
  tell(`Key ${current} is new, and seals from now on.`);
  tell('If this is interrupted, go on with npm run keys -- reseal.');
  return reseal(rotation);
}

/**
 * Seals with the current key whatever another key sealed, and counts what is left. It waits until
 * processes that run have noticed a recent rotation: until then they may seal with the old key.
 */
export async function reseal(rotation: Rotation): Promise<Resealing> {
  const { state, tell } = rotation;
  const { current } = await settledKeys(rotation);
  const records = await resealAll(state.sealed, current, ({ kind, resealed, unreadable }) => {
    const done = resealed + unreadable;
    if (done % 500 === 0) tell(`${kind}: ${done} done`);
  });
  return { current, records };
}

/**
 * Removes every key but the current one, and the copies that hold them.
 *
 * @returns the ids of the removed keys
 * @throws AppError `keys_in_use` while a record still needs one of them, `store_conflict` when the
 *   keys were changed meanwhile
 */
export async function retireKeys(rotation: Rotation): Promise<string[]> {
  const { state } = rotation;
  const set = await settledKeys(rotation);
  const old = Object.keys(set.keys).filter((id) => id !== set.current);
  if (old.length > 0) await removeOld(state, set);
  // Also when there was no old key: an earlier run may have ended just before this.
  await state.keys.destroyReplaced();
  return old;
}

async function removeOld({ keys, sealed }: Rotation['state'], { current }: KeySet): Promise<void> {
  const counts = await Promise.all(sealed.map((each) => each.countOthers(current)));
  const left = counts.reduce((sum, each) => sum + each, 0);
  if (left > 0) throw new AppError('keys_in_use', { detail: { records: String(left) } });
  await keys.change((latest) => {
    // Rotated since the count: what that key replaced is not proved to be unused.
    if (latest.current !== current) throw new AppError('store_conflict');
    return withoutOldKeys(latest);
  });
}

/** The keys, once everything that runs has them. Somebody else's rotation in between counts as well. */
async function settledKeys({ state: { keys }, clock, wait, tell }: Rotation): Promise<KeySet> {
  for (;;) {
    const set = await keys.load();
    // With one key nobody can seal with another.
    if (!wait || Object.keys(set.keys).length === 1) return set;
    await untilNoticed(keys, clock, tell);
    if ((await keys.load()).current === set.current) return set;
    tell('Somebody else rotated the keys meanwhile: going on with theirs.');
  }
}
