import { sampleConnection } from '../build/warm-up/sample-connection.ts';
import { writeConnectionDocument } from '../shared/adapters/documents/documents.ts';
import { openLocalState } from '../shared/adapters/local/index.ts';
import { createOAuthProvider, googleEndpoints, type OAuthClient } from '../shared/google/index.ts';
import { systemClock, systemIds } from '../shared/runtime/system-ports.ts';
import type { Ports, ServiceAccounts } from '../shared/tokens/index.ts';

export const CLIENT: OAuthClient = {
  clientId: 'bench.apps.googleusercontent.com',
  clientSecret: 'bench-client-secret',
  redirectUri: 'http://127.0.0.1/oauth-callback',
};
export const REFRESH_TOKEN = 'r'.repeat(103);

/** The connections of a benchmark are consented ones. */
const NO_SERVICE_ACCOUNTS: ServiceAccounts = {
  requestToken: () => Promise.reject(new Error('no mailbox is delegated')),
  identify: () => Promise.reject(new Error('no mailbox is delegated')),
};

/** The product's own ports over a directory that holds connections. */
export type Library = {
  readonly ports: Ports;
  readonly connectionIds: readonly string[];
  /** The size of one connection's stored document. */
  readonly documentBytes: number;
  close(): void;
};

export type Contents = {
  readonly connections: number;
  readonly expiresAt: Date;
};

/** Opens the product's local adapters and its OAuth provider, composed as in the runtime. */
export async function openLibrary(
  directory: string,
  googleUrl: string,
  { connections, expiresAt }: Contents,
): Promise<Library> {
  const system = { clock: systemClock, ids: systemIds };
  const { store, vault, signingKeys, keyring, close } = openLocalState(
    { directory, client: CLIENT.clientId },
    system,
  );
  const oauth = createOAuthProvider(CLIENT, googleEndpoints(googleUrl));
  const connectionIds = Array.from({ length: connections }, (_, nth) => `connection-${nth}`);
  let documentBytes = 0;
  for (const id of connectionIds) {
    const version = await vault.put(id, { refreshToken: REFRESH_TOKEN, scopes: [] });
    const connection = sampleConnection(id, version, expiresAt);
    await store.writeConnection(connection, null);
    documentBytes = Buffer.byteLength(
      (await writeConnectionDocument(keyring, connection)).document,
    );
  }
  const ports = {
    store,
    vault,
    signingKeys,
    oauth,
    serviceAccounts: NO_SERVICE_ACCOUNTS,
    ...system,
  };
  return { ports, connectionIds, documentBytes, close };
}
