import type { GrantVaultName } from '../config/index.ts';
import type { Keyring, KeySet, SealedRecords } from '../sealing/index.ts';
import type { GrantVault, Store } from '../tokens/index.ts';

/** Everything that outlives a process, wherever it lives. */
export type State = {
  readonly store: Store;
  readonly vault: GrantVault;
  /** Where grants are kept too, but no new ones: what a migration empties. */
  readonly otherVaults: readonly Vault[];
  readonly keyring: Keyring;
  readonly keys: KeyStore;
  /** Everything that the keyring sealed. */
  readonly sealed: readonly SealedRecords[];
  close(): Promise<void>;
};

/** Where the sealing keys are kept, for the keyring that reads them and the command that changes them. */
export type KeyStore = {
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

/** One place where grants are kept, as a migration sees it. */
export type Vault = Omit<GrantVault, 'isPrimary'> & {
  readonly name: GrantVaultName;
  /** Is this the name of a version of this vault's? */
  holds(version: string): boolean;
  /** The ids of all connections that this vault keeps anything for, be it an empty place. */
  owners(): AsyncIterable<string>;
  /** Removes everything that is kept for a connection. */
  forget(connectionId: string): Promise<void>;
};
