import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { prepareDataDirectory } from '../../config/data-directory.ts';
import { createKeyring } from '../../sealing/index.ts';
import type { Clock, Ids } from '../../tokens/index.ts';
import { resealConnection, resealRequest } from '../reseal-in-store.ts';
import type { State } from '../state.ts';
import { createAuthorizationRequests } from './authorization-requests.ts';
import { createConnections } from './connections.ts';
import { exclusively, openDatabase } from './database.ts';
import { createDue } from './due.ts';
import { createEvents } from './events.ts';
import { createLocalGrantVault, resealGrant } from './grant-vault.ts';
import { createGroupCommit } from './group-commit.ts';
import { createKeyFile, createKeyFileStore, readKeyFile } from './key-file.ts';
import { createRecords } from './records.ts';
import { createSealedRecords } from './sealed-records.ts';

/**
 * Opens the state of one machine: `connector.sqlite` and `keys.json` in a directory, which is created
 * if it is missing. A database without its key file is refused: a new key could not open it.
 *
 * @param client whose grants these are: the OAuth client, and whether Google is real or emulated
 * @throws AppError `data_directory_unusable`, `store_corrupt`, `store_newer`, `store_unavailable`,
 *   `store_of_another_client`, `key_file_unusable`
 */
export function openLocalState(
  { directory, client }: { directory: string; client: string },
  ports: { clock: Clock; ids: Ids },
): State {
  const databasePath = join(directory, 'connector.sqlite');
  const keyPath = join(directory, 'keys.json');
  prepareDataDirectory(directory);
  if (!existsSync(keyPath) && !existsSync(databasePath)) createKeyFile(keyPath);
  // Read it now, so that an unusable key file fails the start.
  readKeyFile(keyPath);
  const database = openDatabase(databasePath, client);
  const keys = createKeyFileStore(keyPath, ports.clock, (work) => exclusively(database, work));
  const keyring = createKeyring(() => keys.load(), ports.clock);
  const writes = createGroupCommit(database);
  const local = { database, write: writes.write };
  const { addTo, ...trail } = createEvents(local);
  const store = {
    ...trail,
    ...createConnections(local, keyring, addTo),
    ...createDue(database),
    ...createAuthorizationRequests(local, keyring),
    ...createRecords(local, addTo),
  };
  return {
    store,
    vault: createLocalGrantVault(local, keyring, ports),
    otherVaults: [],
    keyring,
    keys,
    sealed: [
      createSealedRecords(database, 'access tokens', resealConnection(store)),
      createSealedRecords(database, 'authorization requests', resealRequest(store)),
      createSealedRecords(database, 'grants', resealGrant(local, keyring)),
    ],
    close: async () => {
      // Wait until every write that has begun is answered; with none pending, close at once.
      for (let last = writes.pending(); last; last = writes.pending()) await last;
      database.close();
    },
  };
}
