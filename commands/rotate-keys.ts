import type { KeyStore, State } from '../shared/adapters/state.ts';
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

/** The ports and options of a change of keys. */
export type Rotation = {
  readonly state: Pick<State, 'keys' | 'sealed'>;
  readonly clock: Clock;
  /** Whether to wait until every running process uses the new key; unnecessary if none runs. */
  readonly wait: boolean;
  print(line: string): void;
};

export type Resealing = { readonly current: string; readonly records: readonly Resealed[] };

/** Makes a new current key and seals everything with it. After an interruption, `reseal` continues. */
export async function rotateKeys(rotation: Rotation): Promise<Resealing> {
  const { state, clock, print } = rotation;
  const { current } = await state.keys.change((set) => withNewKey(set, clock.now()));
  print(`Key ${current} is new, and seals from now on.`);
  print('If this is interrupted, go on with npm run keys -- reseal.');
  return reseal(rotation);
}

/**
 * Seals with the current key every record that another key sealed, and counts what is left. First waits
 * until the running processes have noticed a recent rotation: until then they may use the old key.
 */
export async function reseal(rotation: Rotation): Promise<Resealing> {
  const { state, print } = rotation;
  const { current } = await settledKeys(rotation);
  const records = await resealAll(state.sealed, current, ({ kind, resealed, unreadable }) => {
    const done = resealed + unreadable;
    if (done % 500 === 0) print(`${kind}: ${done} done`);
  });
  return { current, records };
}

/**
 * Removes every key but the current one, and the copies that hold them.
 *
 * @returns the ids of the removed keys
 * @throws AppError `keys_in_use` while a record still needs one of them, `store_conflict` when the
 *   keys are rotated at the same time
 */
export async function retireKeys(rotation: Rotation): Promise<string[]> {
  const { state } = rotation;
  const set = await settledKeys(rotation);
  const old = Object.keys(set.keys).filter((id) => id !== set.current);
  if (old.length > 0) await removeOld(state, set);
  // Even without an old key: an earlier run may have been interrupted just before this.
  await state.keys.destroyReplaced();
  return old;
}

async function removeOld({ keys, sealed }: Rotation['state'], { current }: KeySet): Promise<void> {
  const counts = await Promise.all(sealed.map((each) => each.countOthers(current)));
  const left = counts.reduce((sum, each) => sum + each, 0);
  if (left > 0) throw new AppError('keys_in_use', { detail: { records: String(left) } });
  await keys.change((latest) => {
    // A rotation since the count: nothing proves that the key it replaced is unused.
    if (latest.current !== current) throw new AppError('store_conflict');
    return withoutOldKeys(latest);
  });
}

/** The keys, once every running process uses them. If another rotation intervenes, waits for that too. */
async function settledKeys({ state: { keys }, clock, wait, print }: Rotation): Promise<KeySet> {
  for (;;) {
    const set = await keys.load();
    // With a single key no process can use another one.
    if (!wait || Object.keys(set.keys).length === 1) return set;
    await waitUntilNoticed(keys, clock, print);
    if ((await keys.load()).current === set.current) return set;
    print('Somebody else rotated the keys meanwhile: going on with theirs.');
  }
}

/** A process that sealed a record with the old key just in time has written it by then, or never will. */
const WRITTEN_MS = 30_000;
const STEP_MS = 30_000;

/**
 * Waits until every running process has noticed the newest key. Uses the age that the key store reports,
 * since this machine's clock may be ahead of the clock of the machine that rotated.
 */
async function waitUntilNoticed(
  keys: Pick<KeyStore, 'age'>,
  clock: Clock,
  print: (line: string) => void,
): Promise<void> {
  const age = Math.max(0, await keys.age());
  const until = clock.now().getTime() + STALE_MS + WRITTEN_MS - age;
  for (let left = until - clock.now().getTime(); left > 0; left = until - clock.now().getTime()) {
    const seconds = Math.ceil(left / 1000);
    print(`Waiting until everything that runs has noticed the new key: ${seconds} s left`);
    await clock.sleep(Math.min(left, STEP_MS));
  }
}
