import type { ListedConnection, Method } from './connection.ts';

/** What Google knows us by: our OAuth client, or the service account of one delegation. */
export type CredentialId = 'oauth_client' | `delegation:${string}`;

/** The one OAuth client of this installation, for all connections whose owners consented. */
export const OAUTH_CLIENT = 'oauth_client' satisfies CredentialId;

/** The credential with which a connection's tokens are requested. */
export const credentialOf = ({ grant }: Pick<ListedConnection, 'grant'>): CredentialId =>
  grant.kind === 'delegation' ? `delegation:${grant.delegationId}` : OAUTH_CLIENT;

/** The method of all connections of a credential. */
export const methodOf = (credential: CredentialId): Method =>
  credential === OAUTH_CLIENT ? 'consent' : 'delegation';
