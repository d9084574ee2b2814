import { asAppError } from '../errors.ts';

/** One kind of sealed record, as a key rotation processes it. */
export type SealedRecords = {
  readonly kind:
    | 'access tokens'
    | 'authorization requests'
    | 'grants'
    | 'signing keys'
    | 'organization secrets'
    | 'caller secrets';
  /** How many records are sealed with a key other than this one. */
  countOthers(keyId: string): Promise<number>;
  /** The ids of those records. A record that is resealed during the listing may be left out. */
  listOthers(keyId: string): AsyncIterable<string>;
  /**
   * Reseals one record with the current key. No error when the record no longer exists.
   *
   * @throws AppError `record_unreadable` when it cannot be opened
   */
  reseal(id: string): Promise<void>;
};

/** The result for one kind. `left` is counted afterwards: 0 proves that no record needs an old key. */
export type Resealed = {
  readonly kind: SealedRecords['kind'];
  readonly resealed: number;
  readonly unreadable: number;
  readonly left: number;
};

/** Reseals with the current key every record that another key sealed, and calls `onProgress` after each. */
export async function resealAll(
  records: readonly SealedRecords[],
  keyId: string,
  onProgress: (progress: Omit<Resealed, 'left'>) => void = () => {},
): Promise<readonly Resealed[]> {
  const outcomes: Resealed[] = [];
  for (const { kind, countOthers, listOthers, reseal } of records) {
    let [resealed, unreadable] = [0, 0];
    for await (const id of listOthers(keyId)) {
      if (await opens(() => reseal(id))) resealed += 1;
      else unreadable += 1;
      onProgress({ kind, resealed, unreadable });
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
