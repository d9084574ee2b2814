import type { GrantVaultName } from '../config/index.ts';
import type { GrantVault } from '../tokens/index.ts';

/** One place where grants are kept, as a migration sees it. */
export type Vault = Omit<GrantVault, 'isHome'> & {
  readonly name: GrantVaultName;
  /** Is this the name of a version of this vault's? */
  holds(version: string): boolean;
  /** The ids of all connections that this vault keeps anything for, be it an empty place. */
  owners(): AsyncIterable<string>;
  /** Removes everything that is kept for a connection. */
  forget(connectionId: string): Promise<void>;
};
