import type { ListedConnection } from '../model/connection.ts';
import { missingScopes, type ScopeProfile } from '../model/scopes.ts';

/** Is there a grant that works, as far as we know? */
const isHealthy = ({ status, failure, grant }: ListedConnection): boolean =>
  status === 'active' && failure === null && grant.kind === 'consent';

/**
 * May a trip to Google keep this connection's grant? Each new one counts against the hundred that
 * Google keeps of a mailbox for an app, and the oldest ends in silence.
 */
export const isReusable = (connection: ListedConnection, profile: ScopeProfile): boolean =>
  isHealthy(connection) && missingScopes(profile, connection.scopes).length === 0;
