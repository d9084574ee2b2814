import http from 'node:http';
import type { ProxyConfig } from '../config/proxies.ts';

/**
 * Loopback is this machine, which a proxy cannot reach, and the metadata server is that of this machine on Google
 * Cloud. Node takes the brackets of an IPv6 address off before it compares; `fetch` does not.
 */
const NEVER_PROXIED = [
  'localhost',
  '.localhost',
  '127.0.0.1',
  '127.0.0.0-127.255.255.255',
  '::1',
  '[::1]',
  'metadata.google.internal',
  '169.254.169.254',
];

/**
 * Sends the outgoing calls of this process through a proxy: those of `node:http` and `node:https` without an
 * agent of their own, and those of `fetch`. Node itself does it, so that no package has to be kept for it, and
 * every caller follows the same rules. gRPC and Google's library for credentials read the environment themselves.
 *
 * @returns a function that ends it
 */
export function sendThroughProxy(proxy: ProxyConfig | null): () => void {
  if (!proxy) return () => {};
  return http.setGlobalProxyFromEnv({
    ...(proxy.https !== null && { HTTPS_PROXY: proxy.https }),
    ...(proxy.http !== null && { HTTP_PROXY: proxy.http }),
    NO_PROXY: [...NEVER_PROXIED, ...proxy.except].join(','),
  });
}
