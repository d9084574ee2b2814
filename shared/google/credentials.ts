import type { AuthClient, GoogleAuth } from 'google-auth-library';
import { AppError } from '../errors.ts';
import { answerIn, oauthReport } from './report.ts';

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

/**
 * Makes the function that answers an access token of the identity under which this process runs. The library
 * keeps the token until shortly before it expires.
 *
 * The function throws AppError `credentials_missing`, `google_unavailable`.
 */
export function createOwnAccessToken(): () => Promise<string> {
  let found: Promise<GoogleAuth> | null = null;
  return async () => {
    found ??= findCredentials();
    const auth = await found.catch((thrown: unknown) => {
      // Credentials may appear later, such as a metadata server that starts after us.
      found = null;
      throw thrown;
    });
    const token = await auth.getAccessToken().catch((thrown: unknown) => {
      const upstream = oauthReport('token', answerIn(thrown));
      throw new AppError('google_unavailable', { upstream });
    });
    if (!token) throw new AppError('credentials_missing');
    return token;
  };
}
