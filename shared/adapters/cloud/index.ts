import type { CloudStateConfig, GrantVaultName } from '../../config/index.ts';
import { createKeyring, type SealedRecords } from '../../sealing/index.ts';
import {
  CALLER_SECRET_DOCUMENTS,
  ORG_SECRET_DOCUMENTS,
  SIGNING_KEY_DOCUMENTS,
} from '../documents/documents.ts';
import { resealConnection, resealRequest } from '../reseal-in-store.ts';
import type { State, StatePorts, Vault } from '../state.ts';
import { AUTHORIZATION_REQUESTS, createAuthorizationRequests } from './authorization-requests.ts';
import { CONNECTIONS, createConnections } from './connections.ts';
import { createDue } from './due.ts';
import { createEvents } from './events.ts';
import { createDatabase } from './firestore.ts';
import { createInstallationRecord, openInstalled } from './installation.ts';
import { createMail } from './mail.ts';
import { createOrgTokens } from './org-tokens.ts';
import { createRecords } from './records.ts';
import { createSealedRecords } from './sealed-records.ts';
import { createSealedVault, GRANTS, resealGrant } from './sealed-vault.ts';
import { createKeySecret } from './secret-manager/key-secret.ts';
import { createSecrets } from './secret-manager/secrets.ts';
import { createSecretManagerGrants, createSecretManagerVault } from './secret-manager/vault.ts';
import { joinVaults } from './vaults.ts';

type Reseal = SealedRecords['reseal'];

/**
 * Opens the state in Firestore and Secret Manager. Calls neither before the first use.
 *
 * @param config `client` and `mayClaim`: whose grants these are, as with the local state
 */
export function openCloudState(
  config: CloudStateConfig & { readonly client: string; readonly mayClaim?: boolean },
  ports: StatePorts,
): State {
  const { ids } = ports;
  const { secretPrefix: prefix, client, mayClaim = true } = config;
  const database = createDatabase(config);
  const secrets = createSecrets(config);
  const installation = createInstallationRecord(database.open, { client, mayClaim }, () =>
    ids.unique(),
  );
  const keySecretId = `${prefix}-keyring`;
  const keys = createKeySecret(secrets, installation, keySecretId);
  const keyring = createKeyring(() => keys.load(), ports);
  const open = openInstalled(database.open, installation, keySecretId);
  const vaults: Record<GrantVaultName, () => Vault> = {
    'secret-manager': () => createSecretManagerGrants(secrets, prefix),
    'sealed-firestore': () => createSealedVault(open, keyring, ports),
  };
  const [first = 'secret-manager', ...rest] = config.grantVaults;
  const others = rest.map((name) => vaults[name]());
  const primary = vaults[first]();
  const store = {
    ...createConnections(open, keyring, ids),
    ...createDue(open),
    ...createAuthorizationRequests(open, keyring, ids),
    ...createEvents(open, ids),
    ...createRecords(open, ids),
  };
  const sealed = (kind: SealedRecords['kind'], collection: string, reseal: Reseal): SealedRecords =>
    createSealedRecords(open, { kind, collection }, reseal);
  return {
    store,
    vault: joinVaults([primary, ...others]),
    otherVaults: others,
    // Never in Firestore: there are few, and Secret Manager logs each access of one.
    signingKeys: createSecretManagerVault(secrets, `${prefix}-signing-key-`, SIGNING_KEY_DOCUMENTS),
    mail: createMail(open, store, ports),
    // In Secret Manager for the same reason.
    orgSecrets: createSecretManagerVault(secrets, `${prefix}-org-`, ORG_SECRET_DOCUMENTS),
    orgTokens: createOrgTokens(open, keyring),
    callerSecrets: createSecretManagerVault(secrets, `${prefix}-caller-`, CALLER_SECRET_DOCUMENTS),
    keyring,
    keys,
    sealed: [
      sealed('access tokens', CONNECTIONS, resealConnection(store)),
      sealed('authorization requests', AUTHORIZATION_REQUESTS, resealRequest(store)),
      sealed('grants', GRANTS, resealGrant(open, keyring)),
    ],
    close: async () => {
      await Promise.all([database.close(), secrets.close()]);
    },
  };
}
