import type { AuthClient, GoogleAuth } from 'google-auth-library';
import { AppError } from '../errors.ts';

/**
 * Google's Application Default Credentials, found before a client of Google Cloud is made. One that
 * looks by itself and finds none never looks again, repeats its calls for as long as it may, and
 * leaves a rejection that nobody can handle, which ends the process.
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
 * Nobody's credentials, for a client of a stand-in. Left alone, a client looks for somebody's all the
 * same, and warns of a metadata server that it did not find.
 */
export async function noCredentials(): Promise<AuthClient> {
  const { PassThroughClient } = await import('google-auth-library');
  return new PassThroughClient();
}
