import { openGoogle, type WarmUpGoogle } from '../build/warm-up/google.ts';
import { WEBHOOK_SECRET } from '../build/warm-up/requests.ts';
import { openCloud } from '../test/support/cloud/cloud-state.ts';
import {
  findFirestoreEmulator,
  startFirestoreEmulator,
} from '../test/support/cloud/firestore-emulator.ts';
import { startSecretManager } from '../test/support/cloud/secret-manager/secret-manager.ts';

/** The services that a started function calls: Google's keys, and a cloud if an emulator is installed. */
export type Backends = {
  readonly environment: Readonly<Record<string, string>>;
  /** Why there is no Firestore; null when there is. */
  readonly withoutFirestore: string | null;
  readonly baseUrl: string;
  readonly callerToken: WarmUpGoogle['callerToken'];
  close(): Promise<void>;
};

const CLIENT_ID = 'bench.apps.googleusercontent.com';

/** A new project per run: a running emulator may hold the data of an earlier run. */
const PROJECT = `bench-${process.pid}-${Date.now()}`;

/** Opens the services. Without an emulator there is no Firestore, and "first work" is not measured. */
export async function openBackends(): Promise<Backends> {
  const cloud = await openEmulatedCloud();
  const { baseUrl, callerToken, close } = await openGoogle();
  return {
    baseUrl,
    callerToken,
    withoutFirestore: cloud.missing,
    // As on Cloud Run, except for the addresses. The base URL serves the keys of the scheduler's tokens.
    environment: {
      STATE: 'cloud',
      GOOGLE_CLOUD_PROJECT: PROJECT,
      GOOGLE_CLIENT_ID: CLIENT_ID,
      SETUP_ADMINS: 'admin@example.com',
      BASE_URL: baseUrl,
      SALESFORCE_WEBHOOK_SECRETS: WEBHOOK_SECRET,
      METADATA_SERVER_DETECTION: 'none',
      ...cloud.environment,
    },
    close: async () => {
      close();
      await cloud.close();
    },
  };
}

type EmulatedCloud = {
  readonly missing: string | null;
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
};

/** An installation with a keyring and nothing else. */
async function openEmulatedCloud(): Promise<EmulatedCloud> {
  const found = findFirestoreEmulator();
  if (found.kind === 'missing') {
    return { missing: found.reason, environment: {}, close: async () => {} };
  }
  // Otherwise Google's libraries query the network for the cloud's metadata server.
  process.env['METADATA_SERVER_DETECTION'] ??= 'none';
  const firestore = await startFirestoreEmulator(found);
  const secretManager = await startSecretManager({ projectId: PROJECT });
  const state = openCloud({
    projectId: PROJECT,
    firestore: firestore.host,
    secretManager: secretManager.port,
    client: `${CLIENT_ID} at google`,
  });
  await state.keys.create();
  await state.close();
  return {
    missing: null,
    environment: {
      FIRESTORE_EMULATOR_HOST: firestore.host,
      SECRET_MANAGER_EMULATOR_HOST: `127.0.0.1:${secretManager.port}`,
    },
    close: async () => {
      await secretManager.stop();
      await firestore.stop();
    },
  };
}
