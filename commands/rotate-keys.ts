import type { State } from '../shared/adapters/state.ts';
import { AppError } from '../shared/errors.ts';
import {
  type KeySet,
  type Resealed,
  resealAll,
  STALE_MS,
  withNewKey,
  withoutOldKeys,
} from '../shared/sealing/index.ts';
import type { Clock } from '../shared/tokens/index.ts';

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
  return reseal(rotation);
}

/**
 * Seals with the current key whatever another key sealed, and counts what is left. It waits until
 * processes that run have noticed a recent rotation: until then they may seal with the old key.
 */
export async function reseal({ state, clock, wait, tell }: Rotation): Promise<Resealing> {
  const set = await state.keys.load();
  if (wait) await untilNoticed(set, clock, tell);
  let told = 0;
  const records = await resealAll(state.sealed, set.current, (kind, resealed) => {
    if (resealed % 500 === 0) tell(`${kind}: ${resealed} sealed anew`);
    told += 1;
  });
  tell(`${told} records were sealed with another key.`);
  return { current: set.current, records };
}

/**
 * Removes every key but the current one, and the copies that hold them.
 *
 * @returns the ids of the removed keys
 * @throws AppError `keys_in_use` while a record still needs one of them
 */
export async function retireKeys({ state, clock, wait, tell }: Rotation): Promise<string[]> {
  const set = await state.keys.load();
  if (wait) await untilNoticed(set, clock, tell);
  const counts = await Promise.all(state.sealed.map((each) => each.countOthers(set.current)));
  const left = counts.reduce((sum, each) => sum + each, 0);
  if (left > 0) throw new AppError('keys_in_use', { detail: { records: String(left) } });
  const { current } = await state.keys.change((latest) => {
    // Rotated since the count: what that key replaced is not proved to be unused.
    if (latest.current !== set.current) throw new AppError('store_conflict');
    return withoutOldKeys(latest);
  });
  await state.keys.destroyReplaced();
  return Object.keys(set.keys).filter((id) => id !== current);
}

const STEP_MS = 30_000;

async function untilNoticed(
  { rotatedAt }: KeySet,
  clock: Clock,
  tell: (line: string) => void,
): Promise<void> {
  if (rotatedAt === undefined) return;
  const until = Date.parse(rotatedAt) + STALE_MS;
  for (;;) {
    const left = until - clock.now().getTime();
    if (left <= 0) return;
    tell(`Waiting until everything that runs has noticed the new key: ${Math.ceil(left / 1000)} s`);
    await clock.sleep(Math.min(left, STEP_MS));
  }
}
