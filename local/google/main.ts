import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type EmulatedGoogle, openEmulatedGoogle } from './index.ts';

// Runs the emulated Google alone. Environment: PORT, BASE_URL (where browsers and the product reach it),
// DATA_DIR, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, REDIRECT_URI.
const { env } = process;
const dataDir = env['DATA_DIR'] ?? '.data';
mkdirSync(dataDir, { recursive: true });

// The base URL contains the port, which with PORT=0 is known only once it is bound.
const opening = Promise.withResolvers<EmulatedGoogle>();
const server = createServer(async (request, response) => {
  const google = await opening.promise;
  google.handle(request, response);
});

server.listen(Number(env['PORT'] ?? 8081), '127.0.0.1', async () => {
  const { port } = server.address() as AddressInfo;
  const baseUrl = env['BASE_URL'] ?? `http://127.0.0.1:${port}/google`;
  const client = {
    clientId: env['GOOGLE_CLIENT_ID'] ?? 'emulated-client.apps.googleusercontent.com',
    clientSecret: env['GOOGLE_CLIENT_SECRET'] ?? 'emulated-secret',
    redirectUris: [env['REDIRECT_URI'] ?? 'http://127.0.0.1:8080/oauth-callback'],
  };
  const file = join(dataDir, 'google.sqlite');
  opening.resolve(await openEmulatedGoogle({ baseUrl, file, clients: [client] }));
  process.stdout.write(`Emulated Google on ${baseUrl}\n`);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    server.close();
    server.closeAllConnections();
    const google = await opening.promise;
    await google.close();
  });
}
