import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { EMULATED_PUSHER, LOCAL_SCHEDULER } from '../../shared/config/index.ts';
import type { FunctionName } from '../../shared/function-names.ts';
import { GOOGLE_ISSUERS } from '../../shared/google/endpoints.ts';
import { gmailAnswer } from './mailbox.ts';
import { FILING, ORG_PATH, orgAnswer } from './salesforce.ts';

export type Certificate = { readonly key: string; readonly cert: string };

export type WarmUpGoogle = {
  readonly baseUrl: string;
  /** An ID token as Cloud Scheduler sends it to a function, or Pub/Sub; below that URL the functions are. */
  callerToken(name: FunctionName, baseUrl: string): Promise<string>;
  /** How many mails were filed in the org. */
  filed(): number;
  close(): void;
};

const TOKEN = { access_token: 'warm-up', expires_in: 3600, token_type: 'Bearer', scope: 'openid' };
const USER = '/users/me/';

/**
 * Serves the endpoints of Google that first requests call, on the loopback: keys, a refresh, a mailbox with one new
 * mail; and below `ORG_PATH` those of a Salesforce org.
 */
export async function openGoogle(tls?: Certificate): Promise<WarmUpGoogle> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: '1', alg: 'RS256' }] };
  const protocol = tls ? 'https' : 'http';
  let filed = 0;
  const answerTo = (path: string, host: string): object => {
    if (path.startsWith(ORG_PATH)) {
      if (path.endsWith(FILING)) filed += 1;
      return orgAnswer(path, `${protocol}://${host}${ORG_PATH}`);
    }
    if (path === '/token') return TOKEN;
    return path.endsWith('/certs') ? keys : gmailAnswer(path.split(USER)[1] ?? '');
  };
  const answer: RequestListener = ({ url = '', headers }, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answerTo(url, headers.host ?? '')));
  };
  const server = tls ? createHttpsServer(tls, answer) : createHttpServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `${protocol}://127.0.0.1:${port}`,
    filed: () => filed,
    callerToken: (name, baseUrl) =>
      new SignJWT({ email: callerOf(name), email_verified: true })
        .setProtectedHeader({ alg: 'RS256', kid: '1' })
        .setIssuer(GOOGLE_ISSUERS[0] ?? '')
        .setAudience(`${baseUrl}/${name}`)
        .setIssuedAt()
        .setExpirationTime('5 minutes')
        .sign(privateKey),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const callerOf = (name: FunctionName): string =>
  name === 'gmail-push' ? EMULATED_PUSHER : LOCAL_SCHEDULER;
