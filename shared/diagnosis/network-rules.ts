import type { Cause } from './diagnosis.ts';
import type { Rule } from './rule.ts';

/**
 * The codes of Node, of OpenSSL and of a proxy, for calls that got no answer. A connection that is reset or slow
 * once it stands is left out: that is usual, and over by the next attempt.
 */
const NETWORK_CODES: readonly (readonly [cause: Cause, codes: readonly string[]])[] = [
  ['network_page_in_front', ['FOREIGN_PAGE']],
  ['network_proxy_failed', ['PROXY_', 'ERR_PROXY_']],
  // The resolver itself says that it is temporary.
  ['network_name_server_silent', ['EAI_AGAIN']],
  ['network_name_unresolved', ['ENOTFOUND', 'EAI_']],
  // A program that gives up after some seconds; the operating system’s own ETIMEDOUT takes minutes.
  ['network_connect_slow', ['UND_ERR_CONNECT_TIMEOUT']],
  [
    'network_connection_failed',
    ['ECONNREFUSED', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EACCES', 'EPERM'],
  ],
  [
    'network_certificate_untrusted',
    [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT',
      'CERT_',
      'HOSTNAME_MISMATCH',
      'INVALID_CA',
      'ERR_TLS_',
      'ERR_SSL_',
      'TLS_RESET',
      'EPROTO',
    ],
  ],
];

/** What is the same, or has words of its own, for an organization. */
const OF_ORG: Partial<Readonly<Record<Cause, Cause>>> = {
  network_page_in_front: 'network_page_in_front',
  network_connect_slow: 'network_connect_slow',
  network_name_server_silent: 'salesforce_unavailable',
  network_name_unresolved: 'org_host_wrong',
};

/** The rules for calls to Google that the network kept from an answer. */
export const NETWORK: readonly Rule[] = NETWORK_CODES.flatMap(([cause, codes]) =>
  codes.map((network) => ({ cause, network })),
);

/** The same for an organization, whose hosts are others: one cause says what to allow, and one what is temporary. */
export const ORG_NETWORK: readonly Rule[] = NETWORK_CODES.flatMap(([cause, codes]) =>
  codes.flatMap((network) =>
    (['org_login', 'org'] as const).map((endpoint) => ({
      cause: OF_ORG[cause] ?? 'org_network_blocked',
      endpoint,
      network,
    })),
  ),
);
