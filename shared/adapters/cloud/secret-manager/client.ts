import type { SecretManagerServiceClient } from '@google-cloud/secret-manager';
import { findCredentials, noCredentials } from '../../../google/credentials.ts';
import { SECRETS_RETRY } from '../client-retry.ts';
import { call } from '../google-cloud.ts';

/**
 * Loads Google's library and makes its Secret Manager client.
 *
 * @param emulator the address of an emulator; null: the real Secret Manager
 * @throws AppError `credentials_missing`
 */
export async function openSecretsClient(
  projectId: string,
  emulator: string | null,
): Promise<SecretManagerServiceClient> {
  const { SecretManagerServiceClient } = await import('@google-cloud/secret-manager');
  const options = { projectId, ...SECRETS_RETRY };
  if (emulator === null) {
    const required = {
      role: 'roles/secretmanager.secretAccessor',
      resource: `projects/${projectId}`,
    };
    const auth = await call(required, findCredentials);
    return new SecretManagerServiceClient({ ...options, auth });
  }
  // An emulator speaks plain text, and must not receive anybody's credentials.
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
