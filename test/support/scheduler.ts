import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openEmulatedGoogle } from '../../local/google/index.ts';
import { signJwt } from '../../local/google/oauth/signing-key.ts';
import { openKeys } from '../../local/google/state/keys.ts';
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

/** The claims of a valid ID token for `token-refresh`, some of them replaced, signed with the same keys. */
export async function forgedSchedulerToken(
  { baseUrl, directory }: Served,
  claims: Record<string, unknown>,
): Promise<string> {
  const token = await schedulerToken({ baseUrl, directory });
  const [, payload = ''] = token.split('.');
  const database = new DatabaseSync(join(directory, 'google.sqlite'));
  const { signing } = await openKeys(database);
  database.close();
  const valid = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  return signJwt(signing, { ...valid, ...claims });
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
