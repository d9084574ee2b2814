import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type MetadataServer = {
  readonly host: string;
  /** The paths that were asked for, without the common beginning. */
  readonly asked: readonly string[];
  close(): void;
};

const ROOT = '/computeMetadata/v1/';

/**
 * Serves what Google's libraries ask the metadata server of a Cloud Run instance for ("Access metadata"),
 * with its two rules: the header `Metadata-Flavor: Google` in the request, and in the answer.
 */
export async function startMetadataServer(token: string): Promise<MetadataServer> {
  const asked: string[] = [];
  const account = 'instance/service-accounts/default';
  const values: Readonly<Record<string, string>> = {
    instance: 'zone',
    'project/project-id': 'warm-up',
    'universe/universe-domain': 'googleapis.com',
    [`${account}/email`]: 'connector@warm-up.iam.gserviceaccount.com',
    [`${account}/token`]: JSON.stringify({
      access_token: token,
      expires_in: 3599,
      token_type: 'Bearer',
    }),
  };
  const server = createServer(({ url = '', headers }, response) => {
    const path = new URL(url, 'http://metadata').pathname.slice(ROOT.length);
    asked.push(path);
    const value = values[path.replace(/\/$/, '')];
    const isAllowed = headers['metadata-flavor'] === 'Google';
    const type = path.endsWith('/token') ? 'application/json' : 'application/text';
    const status = !isAllowed ? 403 : value === undefined ? 404 : 200;
    response.writeHead(status, { 'metadata-flavor': 'Google', 'content-type': type });
    response.end(value ?? '');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    asked,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
