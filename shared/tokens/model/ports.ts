import type { Grant } from './connection.ts';
import type { OAuthProvider } from './oauth-provider.ts';
import type { Store } from './store.ts';

export type GrantVersion = { readonly name: string; readonly createdAt: Date };

/**
 * Where refresh tokens are stored: in immutable versions, each with its own name. Errors: those of the store,
 * and `grant_disabled` for a version that an operator disabled.
 */
export interface GrantVault {
  /** Stores a new version and answers its name. */
  put(connectionId: string, grant: Grant): Promise<string>;
  /** The grant of that version; null when it was destroyed or never existed. */
  get(version: string): Promise<Grant | null>;
  /** Destroys a version; destroying it again is no error. */
  destroy(version: string): Promise<void>;
  /** The live versions of a connection, oldest first, so that orphans can be swept. */
  versions(connectionId: string): Promise<readonly GrantVersion[]>;
  /** Is this version where `put` stores new ones now? If not, a migration moves it there. */
  isPrimary(version: string): boolean;
}

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
  readonly clock: Clock;
  readonly ids: Ids;
};
