import type { ConnectionGrant } from '../../shared/tokens/index.ts';

type Granted = { readonly grant: ConnectionGrant } | null | undefined;

/** The vault's version that a connection names; empty when it names none. */
export const versionIn = (connection: Granted): string =>
  connection?.grant.kind === 'consent' ? connection.grant.version : '';

/** The digests of a connection's refresh token. */
export const digestsIn = (connection: Granted) =>
  connection?.grant.kind === 'consent' ? connection.grant.digests : null;
