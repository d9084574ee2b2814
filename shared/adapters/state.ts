import type { Keyring, SealedRecords } from '../sealing/index.ts';
import type { GrantVault, Store } from '../tokens/index.ts';
import type { KeyPlace } from './key-place.ts';
import type { Vault } from './vault.ts';

/** Everything that outlives a process, wherever it lives. */
export type State = {
  readonly store: Store;
  readonly vault: GrantVault;
  /** Where grants are kept too, but no new ones: what a migration empties. */
  readonly otherVaults: readonly Vault[];
  readonly keyring: Keyring;
  readonly keys: KeyPlace;
  /** Everything that the keyring sealed. */
  readonly sealed: readonly SealedRecords[];
  close(): Promise<void>;
};
