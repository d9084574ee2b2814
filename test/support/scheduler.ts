import { join } from 'node:path';
import { openEmulatedGoogle } from '../../local/google/index.ts';
import { LOCAL_SCHEDULER } from '../../shared/config/index.ts';

/** A local server: its address, and the directory of its emulated Google. */
export type Served = { readonly baseUrl: string; readonly directory: string };

/** An ID token signed with the local scheduler's keys, for any account and audience. */
export async function schedulerToken(
  { baseUrl, directory }: Served,
  about: { email?: string; audience?: string } = {},
): Promise<string> {
  const google = await openEmulatedGoogle({
    baseUrl: `${baseUrl}/google`,
    file: join(directory, 'google.sqlite'),
    clients: [],
  });
  const { email = LOCAL_SCHEDULER, audience = `${baseUrl}/token-refresh` } = about;
  const token = await google.issueServiceAccountIdToken({ email, audience });
  await google.close();
  return token;
}

/** Calls a scheduled function, with a body if it is about one connection. */
export async function callScheduled(
  url: string,
  { token, body }: { token: string; body?: object },
): Promise<Response> {
  const authorization = `Bearer ${token}`;
  const headers = { authorization, ...(body && { 'content-type': 'application/json' }) };
  const init = { method: 'POST', headers, ...(body && { body: JSON.stringify(body) }) };
  return fetch(url, init);
}
