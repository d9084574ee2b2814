import type { KeySet } from '../sealing/index.ts';

/** Where the sealing keys are kept, for the keyring that reads them and the command that changes them. */
export type KeyPlace = {
  load(): Promise<KeySet>;
  /** Makes the first keys; false when there are some already, which stay as they are. */
  create(): Promise<boolean>;
  /**
   * Changes the keys, all at once; answers the new ones.
   *
   * @throws AppError `store_conflict` when somebody else changed them meanwhile
   */
  change(change: (set: KeySet) => KeySet): Promise<KeySet>;
  /** For how many milliseconds the keys are what they are, by the clock of their place. */
  age(): Promise<number>;
  /** Ends older copies of the keys, which still hold what was since removed. */
  destroyReplaced(): Promise<void>;
};
