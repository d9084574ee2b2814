import type { GrantVaultName } from '../config/index.ts';
import type { MailStore } from '../mail/ports.ts';
import type { OrgSecret, OrgTokenStore } from '../salesforce/api/org.ts';
import type { CallerSecret } from '../salesforce/webhook/callers/stored-caller.ts';
import type { Keyring, KeyringPorts, KeySet, SealedRecords } from '../sealing/index.ts';
import type {
  Clock,
  GrantVault,
  Ids,
  SecretVault,
  SigningKeyVault,
  Store,
} from '../tokens/index.ts';

/** What a state works with. `onFailure`: the keys cannot be reloaded. */
export type StatePorts = Pick<KeyringPorts, 'onFailure'> & {
  readonly clock: Clock;
  readonly ids: Ids;
};

/** Everything that outlives a process, wherever it lives. */
export type State = {
  readonly store: Store;
  readonly vault: GrantVault;
  readonly signingKeys: SigningKeyVault;
  readonly mail: MailStore;
  /** The secrets of Salesforce organizations, by the id of the org. */
  readonly orgSecrets: SecretVault<OrgSecret>;
  readonly orgTokens: OrgTokenStore;
  /** The secrets of those who call Salesforce’s webhook, by the id of the caller. */
  readonly callerSecrets: SecretVault<CallerSecret>;
  /** Vaults that still hold grants but get no new ones: a migration empties them. */
  readonly otherVaults: readonly Vault[];
  readonly keyring: Keyring;
  readonly keys: KeyStore;
  /** Every kind of record that the keyring seals. */
  readonly sealed: readonly SealedRecords[];
  close(): Promise<void>;
};

/** The store of the sealing keys. The keyring reads it, and `npm run keys` changes it. */
export type KeyStore = {
  load(): Promise<KeySet>;
  /** Creates the first keys. False when keys exist already; those stay unchanged. */
  create(): Promise<boolean>;
  /**
   * Replaces all keys in one step and returns the new ones.
   *
   * @throws AppError `store_conflict` when another process changed them at the same time
   */
  change(change: (set: KeySet) => KeySet): Promise<KeySet>;
  /** Milliseconds since the keys last changed, by the clock of the store that keeps them. */
  age(): Promise<number>;
  /** Destroys older copies of the keys, which still hold keys that have since been removed. */
  destroyReplaced(): Promise<void>;
};

/** One vault of grants, as a migration sees it. */
export type Vault = Omit<GrantVault, 'isPrimary'> & {
  readonly name: GrantVaultName;
  /** Is this the name of a version in this vault? */
  holds(version: string): boolean;
  /** The ids of all connections that have anything in this vault, even a secret without versions. */
  owners(): AsyncIterable<string>;
  /** Removes everything that this vault keeps for a connection. */
  forget(connectionId: string): Promise<void>;
};
