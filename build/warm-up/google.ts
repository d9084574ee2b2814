import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { LOCAL_SCHEDULER } from '../../shared/config.ts';
import { GOOGLE_ISSUERS } from '../../shared/google/endpoints.ts';

export type WarmUpGoogle = {
  readonly baseUrl: string;
  /** A token as Cloud Scheduler sends it, for the function at that URL. */
  token(audience: string): Promise<string>;
  close(): void;
};

/** Google's signing keys on the loopback, with one token of the scheduler; nothing else is answered. */
export async function openGoogle(): Promise<WarmUpGoogle> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: '1', alg: 'RS256' }] });
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(keys);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    token: (audience) =>
      new SignJWT({ email: LOCAL_SCHEDULER, email_verified: true })
        .setProtectedHeader({ alg: 'RS256', kid: '1' })
        .setIssuer(GOOGLE_ISSUERS[0] ?? '')
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime('5 minutes')
        .sign(privateKey),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
