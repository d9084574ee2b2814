import type { Grant } from './connection.ts';
import type { OAuthProvider } from './oauth-provider.ts';
import type { Store } from './store.ts';

export type GrantVersion = { readonly name: string; readonly createdAt: Date };

/**
 * Where refresh tokens live: immutable versions, each under a name of its own. Errors: as the store,
 * and `grant_disabled` for a version that somebody switched off.
 */
export interface GrantVault {
  /** Stores a new version and answers its name. */
  put(connectionId: string, grant: Grant): Promise<string>;
  /** The grant of exactly that version; null when it was destroyed or never was. */
  get(version: string): Promise<Grant | null>;
  /** Ends a version for good; destroying what is gone is no error. */
  destroy(version: string): Promise<void>;
  /** The live versions of a connection, oldest first, for the sweep of orphans. */
  versions(connectionId: string): Promise<readonly GrantVersion[]>;
  /** Is this version where `put` would store it now? Else it waits to be moved there. */
  isPrimary(version: string): boolean;
}

export interface Clock {
  now(): Date;
  sleep(milliseconds: number): Promise<void>;
}

export interface Ids {
  /** 256 random bits, base64url: for links, verifiers and nonces. */
  secret(): string;
  /** Unique, not secret: for lease owners. */
  unique(): string;
  /** A number in [0, 1): for jitter. */
  random(): number;
}

export type Ports = {
  readonly store: Store;
  readonly vault: GrantVault;
  readonly oauth: OAuthProvider;
  readonly clock: Clock;
  readonly ids: Ids;
};
