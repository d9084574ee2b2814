import type { Grant } from './connection.ts';
import type { OAuthProvider } from './oauth-provider.ts';
import type { ServiceAccounts, SigningKey } from './service-accounts.ts';
import type { Store } from './store.ts';

export type GrantVersion = { readonly name: string; readonly createdAt: Date };

/**
 * Where secrets are stored: in immutable versions, each with its own name. Errors: those of the store, and
 * `grant_disabled` for a version that an operator disabled.
 */
export interface SecretVault<Secret> {
  /** Stores a new version for the record with this id, and answers the version's name. */
  put(ownerId: string, secret: Secret): Promise<string>;
  /** The secret of that version; null when it was destroyed or never existed. */
  get(version: string): Promise<Secret | null>;
  /** Destroys a version; destroying it again is no error. */
  destroy(version: string): Promise<void>;
  /** The live versions of one owner, oldest first, so that orphans can be swept. */
  versions(ownerId: string): Promise<readonly GrantVersion[]>;
}

/** The refresh tokens, by the id of their connection. */
export interface GrantVault extends SecretVault<Grant> {
  /** Is this version where `put` stores new ones now? If not, a migration moves it there. */
  isPrimary(version: string): boolean;
}

/** The private keys of service accounts, by the id of their delegation. */
export type SigningKeyVault = SecretVault<SigningKey>;

export interface Clock {
  now(): Date;
  sleep(milliseconds: number): Promise<void>;
}

export interface Ids {
  /** 256 random bits, base64url: for links, verifiers and nonces. */
  secret(): string;
  /** Unique but not secret: for lease owners. */
  unique(): string;
  /** A number in [0, 1): for jitter. */
  random(): number;
}

export type Ports = {
  readonly store: Store;
  readonly vault: GrantVault;
  readonly oauth: OAuthProvider;
  readonly signingKeys: SigningKeyVault;
  readonly serviceAccounts: ServiceAccounts;
  readonly clock: Clock;
  readonly ids: Ids;
};
