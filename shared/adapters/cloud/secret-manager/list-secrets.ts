import type { SecretManagerServiceClient } from '@google-cloud/secret-manager';
import { call, type RequiredRole } from '../google-cloud.ts';

/**
 * Lists the ids of all secrets of a project that begin with the prefix.
 *
 * @throws AppError those of `call`
 */
export async function* listSecrets(
  client: SecretManagerServiceClient,
  project: string,
  prefix: string,
): AsyncIterable<string> {
  // Google's filter matches the prefix anywhere in a name, so the ids are filtered again below.
  const request = { parent: project, filter: `name:${prefix}`, pageSize: 1000 };
  let pageToken = '';
  do {
    const [ids, next] = await pageOf(client, { ...request, pageToken });
    yield* ids.filter((id) => id.startsWith(prefix));
    pageToken = next;
  } while (pageToken !== '');
}

type Listing = { readonly parent: string; readonly filter: string; readonly pageToken: string };

async function pageOf(
  client: SecretManagerServiceClient,
  listing: Listing,
): Promise<[ids: string[], next: string]> {
  const required: RequiredRole = { role: 'roles/secretmanager.viewer', resource: listing.parent };
  const [secrets, , page] = await call(required, () =>
    client.listSecrets(listing, { autoPaginate: false }),
  );
  const ids = secrets.map(({ name }) => name?.split('/').at(-1) ?? '');
  return [ids, page?.nextPageToken ?? ''];
}
