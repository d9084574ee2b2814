import { asAppError } from '../errors.ts';

/** One kind of sealed record, as a rotation of the keys works through it. */
export type SealedRecords = {
  readonly kind: 'access tokens' | 'authorization requests' | 'grants';
  /** How many are sealed with another key than this one. */
  countOthers(keyId: string): Promise<number>;
  /** The ids of those. One that is sealed anew meanwhile may be left out. */
  listOthers(keyId: string): AsyncIterable<string>;
  /**
   * Seals one anew with the current key. One that is gone is no error.
   *
   * @throws AppError `record_unreadable` when it does not open
   */
  reseal(id: string): Promise<void>;
};

/** What became of one kind. `left` is counted afterwards: 0 proves that none needs an old key. */
export type Resealed = {
  readonly kind: SealedRecords['kind'];
  readonly resealed: number;
  readonly unreadable: number;
  readonly left: number;
};

/** Seals every record with the current key that another key sealed; tells `watch` after each. */
export async function resealAll(
  records: readonly SealedRecords[],
  keyId: string,
  watch: (so: Omit<Resealed, 'left'>) => void = () => {},
): Promise<readonly Resealed[]> {
  const outcomes: Resealed[] = [];
  for (const { kind, countOthers, listOthers, reseal } of records) {
    let [resealed, unreadable] = [0, 0];
    for await (const id of listOthers(keyId)) {
      if (await opens(() => reseal(id))) resealed += 1;
      else unreadable += 1;
      watch({ kind, resealed, unreadable });
    }
    outcomes.push({ kind, resealed, unreadable, left: await countOthers(keyId) });
  }
  return outcomes;
}

async function opens(reseal: () => Promise<void>): Promise<boolean> {
  try {
    await reseal();
    return true;
  } catch (thrown) {
    if (asAppError(thrown).code !== 'record_unreadable') throw thrown;
    return false;
  }
}
