import type { SecretManagerServiceClient } from '@google-cloud/secret-manager';
import { findCredentials, noCredentials } from '../../../google/credentials.ts';
import { SECRETS_REPETITION } from '../firestore-retry.ts';
import { call } from '../google-cloud.ts';

/**
 * Google's client of Secret Manager, whose library is loaded here.
 *
 * @param emulator the address of a stand-in; null: the real thing
 * @throws AppError `credentials_missing`
 */
export async function openSecretsClient(
  projectId: string,
  emulator: string | null,
): Promise<SecretManagerServiceClient> {
  const { SecretManagerServiceClient } = await import('@google-cloud/secret-manager');
  const options = { projectId, ...SECRETS_REPETITION };
  if (emulator === null) {
    const needs = { role: 'roles/secretmanager.secretAccessor', resource: `projects/${projectId}` };
    const auth = await call(needs, findCredentials);
    return new SecretManagerServiceClient({ ...options, auth });
  }
  // A stand-in speaks plain text, and is shown nobody's credentials.
  const { credentials } = await import('@grpc/grpc-js');
  const { hostname, port } = new URL(`http://${emulator}`);
  return new SecretManagerServiceClient({
    ...options,
    apiEndpoint: hostname,
    port: Number(port),
    sslCreds: credentials.createInsecure(),
    authClient: await noCredentials(),
  });
}
