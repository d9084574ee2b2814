import type { Cause } from './diagnosis.ts';
import type { Rule } from './rule.ts';

/**
 * The codes of Node, of OpenSSL and of a proxy, for calls that got no answer. A connection that is reset or slow
 * once it stands is left out: that is usual, and over by the next attempt.
 */
const NETWORK_CODES: readonly (readonly [cause: Cause, codes: readonly string[]])[] = [
  ['network_proxy_failed', ['PROXY_', 'ERR_PROXY_']],
  ['network_name_unresolved', ['ENOTFOUND', 'EAI_']],
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

/** The rules for calls that the network kept from an answer. */
export const NETWORK: readonly Rule[] = NETWORK_CODES.flatMap(([cause, codes]) =>
  codes.map((network) => ({ cause, network })),
);
