import { join } from 'node:path';
import { prepareDataDirectory } from '../../config/data-directory.ts';
import type { OrgSecret } from '../../salesforce/api/org.ts';
import type { CallerSecret } from '../../salesforce/webhook/callers/stored-caller.ts';
import { createKeyring } from '../../sealing/index.ts';
import type { Grant, SigningKey } from '../../tokens/index.ts';
import {
  CALLER_SECRET_DOCUMENTS,
  GRANT_DOCUMENTS,
  ORG_SECRET_DOCUMENTS,
  SIGNING_KEY_DOCUMENTS,
} from '../documents/documents.ts';
import { resealConnection, resealRequest } from '../reseal-in-store.ts';
import type { State, StatePorts } from '../state.ts';
import { createAuthorizationRequests } from './authorization-requests.ts';
import { createConnections } from './connections.ts';
import { exclusively, openDatabase } from './database.ts';
import { createDue } from './due.ts';
import { createEvents } from './events.ts';
import { createGroupCommit } from './group-commit.ts';
import { claimForClient, claimForKeys, prepareFiles } from './installation.ts';
import { createKeyFileStore } from './key-file.ts';
import { createMail } from './mail.ts';
import { createOrgTokens } from './org-tokens.ts';
import { createRecords } from './records.ts';
import { createSealedRecords } from './sealed-records.ts';
import { createLocalVault, resealSecret, type SecretTable } from './vault.ts';

const GRANTS: SecretTable<Grant> = {
  table: 'grants',
  owner: 'connection_id',
  documents: GRANT_DOCUMENTS,
};
const SIGNING_KEYS: SecretTable<SigningKey> = {
  table: 'signing_keys',
  owner: 'delegation_id',
  documents: SIGNING_KEY_DOCUMENTS,
};
const ORG_SECRETS: SecretTable<OrgSecret> = {
  table: 'org_secrets',
  owner: 'org_id',
  documents: ORG_SECRET_DOCUMENTS,
};

const CALLER_SECRETS: SecretTable<CallerSecret> = {
  table: 'caller_secrets',
  owner: 'caller_id',
  documents: CALLER_SECRET_DOCUMENTS,
};

/** Where the state is, and whose it is. */
export type LocalPlace = {
  readonly directory: string;
  /** Whose grants these are: the OAuth client, and whether Google is real or emulated. */
  readonly client: string;
  /** Whether an empty database may become that of this client. True when left out. */
  readonly mayClaim?: boolean;
};

/**
 * Opens the state of one machine: `connector.sqlite` and `keys.json` in a directory, which is created
 * if it is missing. Only a directory with neither of them is a first start: a new key could not open
 * the records of a database, and an empty database has none of the mailboxes that the keys belong to.
 *
 * @throws AppError `data_directory_unusable`, `store_corrupt`, `store_newer`, `store_unavailable`,
 *   `store_missing`, `store_of_another_client`, `keys_of_another_store`, `key_file_unusable`
 */
export function openLocalState(
  { directory, client, mayClaim = true }: LocalPlace,
  ports: StatePorts,
): State {
  const databasePath = join(directory, 'connector.sqlite');
  const keyPath = join(directory, 'keys.json');
  prepareDataDirectory(directory);
  const mayCreate = prepareFiles(databasePath, keyPath);
  const database = openDatabase(databasePath, mayCreate, (opened) => {
    claimForClient(opened, { client, mayClaim });
    claimForKeys(opened, keyPath);
  });
  const keys = createKeyFileStore(keyPath, ports.clock, (work) => exclusively(database, work));
  const keyring = createKeyring(() => keys.load(), ports);
  const writes = createGroupCommit(database);
  const local = { database, write: writes.write };
  const vaults = { ...local, ...ports, keyring };
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
    vault: { ...createLocalVault(vaults, GRANTS), isPrimary: () => true },
    signingKeys: createLocalVault(vaults, SIGNING_KEYS),
    mail: createMail({ ...local, addEvent: addTo }, store, ports),
    orgSecrets: createLocalVault(vaults, ORG_SECRETS),
    orgTokens: createOrgTokens(local, keyring),
    callerSecrets: createLocalVault(vaults, CALLER_SECRETS),
    otherVaults: [],
    keyring,
    keys,
    sealed: [
      createSealedRecords(database, 'access tokens', resealConnection(store)),
      createSealedRecords(database, 'authorization requests', resealRequest(store)),
      createSealedRecords(database, 'grants', resealSecret(vaults, GRANTS)),
      createSealedRecords(database, 'signing keys', resealSecret(vaults, SIGNING_KEYS)),
      createSealedRecords(database, 'organization secrets', resealSecret(vaults, ORG_SECRETS)),
      createSealedRecords(database, 'caller secrets', resealSecret(vaults, CALLER_SECRETS)),
    ],
    close: async () => {
      // Wait until every write that has begun is answered; with none pending, close at once.
      for (let last = writes.pending(); last; last = writes.pending()) await last;
      database.close();
    },
  };
}
