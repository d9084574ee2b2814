import type { AuthClient, GoogleAuth } from 'google-auth-library';
import { AppError } from '../errors.ts';

/**
 * Finds Google's Application Default Credentials before a Google Cloud client is made. A client that
 * looks for them itself and finds none never looks again, retries its calls until they time out, and
 * leaves an unhandled rejection, which ends the process.
 *
 * @throws AppError `credentials_missing`
 */
export async function findCredentials(): Promise<GoogleAuth> {
  const library = await import('google-auth-library');
  const scopes = ['https://www.googleapis.com/auth/cloud-platform'];
  const auth = new library.GoogleAuth({ scopes });
  try {
    await auth.getClient();
  } catch {
    throw new AppError('credentials_missing');
  }
  return auth;
}

/**
 * Empty credentials, for a client of an emulator. Without them a client still looks for real credentials,
 * and warns that it found no metadata server.
 */
export async function noCredentials(): Promise<AuthClient> {
  const { PassThroughClient } = await import('google-auth-library');
  return new PassThroughClient();
}
