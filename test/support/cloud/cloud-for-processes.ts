import { randomBytes } from 'node:crypto';
import { Firestore } from '@google-cloud/firestore';
import { afterAll } from '@jest/globals';
import type { GrantVaultName } from '../../../shared/config/index.ts';
import type { CloudPlace } from './cloud-state.ts';
import type { FirestoreForTests } from './describe-with-firestore.ts';
import { type SecretManager, startSecretManager } from './secret-manager/secret-manager.ts';

/** The unsealed part of a stored connection, as JSON. */
export type StoredConnection = {
  accessToken: { expiresAt: string } | null;
  lease: { expiresAt: string } | null;
  refreshDueAt: string | null;
  grantVersion: string | null;
  status: string;
};

/** A test's own cloud: an empty Firestore project, and a Secret Manager in the test's process. */
export type Cloud = {
  readonly projectId: string;
  readonly secretManager: SecretManager;
  readonly firestore: Firestore;
  /** For `openCloud`. */
  readonly place: Omit<CloudPlace, 'grantVaults'>;
  /** The settings of a process that uses it. */
  environment(...grantVaults: readonly GrantVaultName[]): Record<string, string>;
  /** Edits every stored connection behind the product's back, as if time had passed. */
  editConnections(edit: (connection: StoredConnection) => void): Promise<void>;
};

/** Creates a cloud that ends after the tests of the file. */
export async function startCloud({ start }: FirestoreForTests, client = 'client'): Promise<Cloud> {
  const { host } = await start();
  // An ID in Google's format, which processes check.
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

/** Expires an access token, and keeps the scheduler from refreshing it. */
export function expireToken(connection: StoredConnection): void {
  if (connection.accessToken) connection.accessToken.expiresAt = '2020-01-01T00:00:00.000Z';
  connection.refreshDueAt = null;
}

/** Expires every lease, as 45 seconds do. */
export function expireLease(connection: StoredConnection): void {
  if (connection.lease) connection.lease.expiresAt = '2020-01-01T00:00:00.000Z';
}
