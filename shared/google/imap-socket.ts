import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { checkServerIdentity, type PeerCertificate, TLSSocket } from 'node:tls';
import { NetworkFailure, networkFailure } from '../network/network-failure.ts';
import { freshAgentFor, isTlsRefused, proxyFor } from '../network/short-fetch.ts';
import type { ImapServer } from './endpoints.ts';

/**
 * Opens a TLS connection to an IMAP server, through the proxy of this process if there is one. Node's agent makes
 * it, so that the rules of every call of Google over HTTP hold here as well: which hosts the proxy is for, and how
 * a failure is named. The proxy must allow CONNECT to the server's port (RFC 9110 §9.3.6).
 *
 * @param timeoutMs until TLS is established
 * @throws NetworkFailure
 */
export function openImapSocket(server: ImapServer, timeoutMs: number): Promise<TLSSocket> {
  const url = new URL(`https://${server.host}:${server.port}`);
  return new Promise((resolve, reject) => {
    let dialled: Duplex | null = null;
    const fail = (failure: NetworkFailure): void => {
      clearTimeout(timer);
      dialled?.destroy();
      reject(failure);
    };
    const timer = setTimeout(() => fail(new NetworkFailure('ETIMEDOUT', 'timeout')), timeoutMs);
    dialled = dial(server, url, (result) => {
      if (!(result instanceof TLSSocket)) return fail(failureOf(result, dialled, url));
      clearTimeout(timer);
      resolve(result);
    });
  });
}

/** Answers the connection to the server or to its proxy, and calls back once TLS is established with the server. */
function dial(
  { host, port, ca }: ImapServer,
  url: URL,
  established: (result: TLSSocket | Error) => void,
): Duplex | null {
  let isServerVerified = false;
  const options = {
    host,
    port,
    ...(isIP(host) === 0 && { servername: host }),
    ...(ca !== undefined && { ca }),
    // Called for the certificate of the server and not for that of a proxy, which may use TLS too.
    checkServerIdentity: (name: string, certificate: PeerCertificate) => {
      isServerVerified = true;
      return checkServerIdentity(name, certificate);
    },
  };
  // With a proxy the agent returns the connection to it, and calls back at the end of the tunnel.
  const dialled = freshAgentFor(url).createConnection(options, (thrown, tunnelled) => {
    if (thrown) established(thrown);
    else if (tunnelled instanceof TLSSocket) established(tunnelled);
  });
  dialled?.on('error', established);
  dialled?.once('secureConnect', () => {
    if (isServerVerified && dialled instanceof TLSSocket) established(dialled);
  });
  return dialled ?? null;
}

const failureOf = (thrown: Error, dialled: Duplex | null, url: URL): NetworkFailure =>
  isTlsRefused(dialled, thrown)
    ? new NetworkFailure('TLS_RESET')
    : networkFailure(thrown, url, proxyFor(url) !== undefined);
