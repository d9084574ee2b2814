import type { ListedConnection } from '../model/connection.ts';
import { missingScopes, type ScopeProfile } from '../model/scopes.ts';

const isHealthy = ({ status, failure, grant }: ListedConnection): boolean =>
  status === 'active' && failure === null && grant.kind === 'consent';

/**
 * Can an authorization reuse this connection's grant? Google keeps a hundred refresh tokens of a mailbox and
 * client, and ends the oldest without a word when there is one more.
 */
export const isReusable = (connection: ListedConnection, profile: ScopeProfile): boolean =>
  isHealthy(connection) && missingScopes(profile, connection.scopes).length === 0;
