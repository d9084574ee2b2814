import { randomBytes } from 'node:crypto';
import { Firestore } from '@google-cloud/firestore';
import { afterAll } from '@jest/globals';
import type { GrantVaultName } from '../../../shared/config/index.ts';
import type { CloudPlace } from './cloud-state.ts';
import type { FirestoreForTests } from './describe-with-firestore.ts';
import { type SecretManager, startSecretManager } from './secret-manager/secret-manager.ts';

/** What a stored connection says in the open, as JSON. */
export type StoredConnection = {
  accessToken: { expiresAt: string } | null;
  lease: { expiresAt: string } | null;
  refreshDueAt: string | null;
  grantVersion: string | null;
  status: string;
};

/** A cloud of a test's own: an empty Firestore project, and a Secret Manager in the test's process. */
export type Cloud = {
  readonly projectId: string;
  readonly secretManager: SecretManager;
  readonly firestore: Firestore;
  /** For `openCloud`. */
  readonly place: Omit<CloudPlace, 'grantVaults'>;
  /** The settings with which a process finds it. */
  environment(...grantVaults: readonly GrantVaultName[]): Record<string, string>;
  /** Changes every stored connection past the product, as time would. */
  editConnections(edit: (connection: StoredConnection) => void): Promise<void>;
};

/** Makes one, gone after the tests of this file. */
export async function startCloud({ start }: FirestoreForTests, client = 'client'): Promise<Cloud> {
  const { host } = await start();
  // An ID as Google takes it: processes check.
  const projectId = `test-${randomBytes(6).toString('hex')}`;
  const secretManager = await startSecretManager({ projectId });
  const firestore = new Firestore({ projectId, host, ssl: false });
  stopAfterwards.add({ secretManager, firestore });
  return {
    projectId,
    secretManager,
    firestore,
    place: { projectId, firestore: host, secretManager: secretManager.port, client },
    environment: (...grantVaults) => ({
      STATE: 'cloud',
      GOOGLE_CLOUD_PROJECT: projectId,
      FIRESTORE_EMULATOR_HOST: host,
      SECRET_MANAGER_EMULATOR_HOST: `127.0.0.1:${secretManager.port}`,
      METADATA_SERVER_DETECTION: 'none',
      ...(grantVaults.length > 0 && { GRANT_VAULTS: grantVaults.join(',') }),
    }),
    editConnections: (edit) => editConnections(firestore, edit),
  };
}

const stopAfterwards = new Set<Pick<Cloud, 'secretManager' | 'firestore'>>();
afterAll(async () => {
  for (const { secretManager, firestore } of stopAfterwards) {
    await firestore.terminate();
    await secretManager.stop();
  }
});

async function editConnections(
  firestore: Firestore,
  edit: (connection: StoredConnection) => void,
): Promise<void> {
  const { docs } = await firestore.collection('connections').get();
  for (const found of docs) {
    const connection = JSON.parse(found.get('document')) as StoredConnection;
    edit(connection);
    const due = connection.refreshDueAt === null ? { refreshDueAt: null } : {};
    await found.ref.update({ document: JSON.stringify(connection), ...due });
  }
}

/** Ends the life of an access token, and keeps the scheduler away from it. */
export function expireToken(connection: StoredConnection): void {
  if (connection.accessToken) connection.accessToken.expiresAt = '2020-01-01T00:00:00.000Z';
  connection.refreshDueAt = null;
}

/** Ends the lease of whoever holds one, as 45 seconds would. */
export function expireLease(connection: StoredConnection): void {
  if (connection.lease) connection.lease.expiresAt = '2020-01-01T00:00:00.000Z';
}
