import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../errors.ts';
import type { Keyring } from '../../sealing/index.ts';
import type { Clock, ConnectionStore, GrantVault, Ids } from '../../tokens/index.ts';
import { createLocalConnectionStore } from './connection-store.ts';
import { openDatabase } from './database.ts';
import { createLocalGrantVault } from './grant-vault.ts';
import { createKeyFile, openKeyFile } from './key-file.ts';

export type LocalState = {
  readonly store: ConnectionStore;
  readonly vault: GrantVault;
  readonly keyring: Keyring;
  close(): void;
};

/**
 * Opens the state of one machine: `connector.sqlite` and `keys.json` in a directory that is made
 * when it is missing. A database whose key file is gone is refused, never given a new key.
 *
 * @throws AppError `store_corrupt`, `store_newer`, `store_unavailable`, `key_file_unusable`
 */
export function openLocalState(directory: string, ports: { clock: Clock; ids: Ids }): LocalState {
  const [databasePath, keyPath] = ['connector.sqlite', 'keys.json'].map((name) =>
    join(directory, name),
  ) as [string, string];
  makeDirectory(directory);
  if (!existsSync(keyPath) && !existsSync(databasePath)) createKeyFile(keyPath);
  const keyring = openKeyFile(keyPath);
  const database = openDatabase(databasePath);
  return {
    store: createLocalConnectionStore(database, keyring),
    vault: createLocalGrantVault(database, keyring, ports),
    keyring,
    close: () => database.close(),
  };
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch {
    throw new AppError('store_unavailable', { detail: { directory } });
  }
}
