import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach } from '@jest/globals';
import { createGmail } from '../../shared/google/gmail.ts';
import {
  createCallerVerifier,
  createOAuthProvider,
  createServiceAccounts,
  googleEndpoints,
  openSecurityEventStream,
} from '../../shared/google/index.ts';
import { createMailboxReader } from '../../shared/google/mailbox/mailbox-reader.ts';
import { assertionClaims } from '../../shared/google/service-account/assertion.ts';
import { createJwtSigning } from '../../shared/google/service-account/sign-jwt.ts';
import { CLIENT, REDIRECT_URI } from './emulated-google.ts';

const open = new Set<Server>();
afterEach(() => {
  for (const server of open) {
    server.closeAllConnections();
    server.close();
  }
  open.clear();
});

/** A server on loopback that answers as a test says, until the test ends. Returns its origin. */
export async function serve(
  listener: RequestListener,
  tls?: { readonly key: string; readonly cert: string },
): Promise<string> {
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  open.add(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Reads a request to its end, then answers. */
export const answering =
  (status: number, headers: Record<string, string>, body = ''): RequestListener =>
  (request, response) => {
    request.resume().once('end', () => response.writeHead(status, headers).end(body));
  };

const HEADER = Buffer.from(JSON.stringify({ alg: 'RS256', kid: 'any' })).toString('base64url');

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const REQUEST = {
  serviceAccount: 'connector@acme.iam.gserviceaccount.com',
  signer: { kind: 'key', privateKey, keyId: null },
  subject: 'support@example.com',
  scopes: ['openid'],
} as const;

const mailboxAt = (origin: string) =>
  createMailboxReader({
    endpoints: googleEndpoints(origin),
    accessTokenFor: async () => ({ value: 'marked-access-token' }),
    topic: null,
    scratch: {
      create: () => Promise.reject(new Error('no mail is read here')),
    },
  })('support');

/** Every call that the product makes of Google, by the endpoint, at a server that answers as a test says. */
export function callsOf(origin: string): Record<string, () => Promise<unknown>> {
  const endpoints = googleEndpoints(origin);
  const provider = createOAuthProvider({ ...CLIENT, redirectUri: REDIRECT_URI }, endpoints);
  const gmail = createGmail(endpoints);
  const ownAccessToken = async () => 'marked-own-token';
  const clock = { now: () => new Date() };
  const accounts = createServiceAccounts({ endpoints, clock, ownAccessToken });
  const { token, iamCredentials } = endpoints;
  const claims = assertionClaims(REQUEST, token, new Date());
  return {
    refresh: () => provider.refresh('marked-refresh-token'),
    exchange: () => provider.exchangeCode('marked-code', 'marked-verifier'),
    revocation: () => provider.revoke('marked-refresh-token'),
    jwks: () => createCallerVerifier(endpoints.jwks)(`${HEADER}.e30.c2ln`, 'audience', new Date()),
    gmail: () => gmail.listLabels('marked-access-token'),
    mailbox: () => mailboxAt(origin).labels(),
    assertion: () => accounts.requestToken(REQUEST),
    signing: () => createJwtSigning({ iamCredentials, ownAccessToken })(claims),
    userinfo: () => accounts.identify('marked-access-token'),
    risc: async () => {
      const answer = await openSecurityEventStream(origin, 'marked-access-token').read();
      if ('refused' in answer) throw Object.assign(new Error('refused'), answer.refused);
      return answer.value;
    },
  };
}

export const CALLS = [
  'refresh',
  'exchange',
  'revocation',
  'jwks',
  'gmail',
  'mailbox',
  'assertion',
  'signing',
  'userinfo',
  'risc',
] as const;
