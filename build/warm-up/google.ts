import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { LOCAL_SCHEDULER } from '../../shared/config/index.ts';
import { GOOGLE_ISSUERS } from '../../shared/google/endpoints.ts';

export type Certificate = { readonly key: string; readonly cert: string };

export type WarmUpGoogle = {
  readonly baseUrl: string;
  /** An ID token as Cloud Scheduler sends it; the audience is the function's URL. */
  schedulerToken(audience: string): Promise<string>;
  close(): void;
};

const TOKEN = { access_token: 'warm-up', expires_in: 3600, token_type: 'Bearer', scope: 'openid' };
const LABELS = { labels: [{ id: 'INBOX', name: 'INBOX' }] };

/** Serves the Google endpoints that first requests call, on the loopback: keys, a refresh, labels. */
export async function openGoogle(tls?: Certificate): Promise<WarmUpGoogle> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: '1', alg: 'RS256' }] };
  const answerTo = (path: string): object => {
    if (path === '/token') return TOKEN;
    return path.endsWith('/certs') ? keys : LABELS;
  };
  const answer: RequestListener = ({ url = '' }, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answerTo(url)));
  };
  const server = tls ? createHttpsServer(tls, answer) : createHttpServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    schedulerToken: (audience) =>
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
