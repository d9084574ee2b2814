import { diagnoseConnection } from '../diagnosis/index.ts';
import type { MailboxView } from '../pages/index.ts';
import type { Fleet, ListedConnection } from '../tokens/index.ts';

/** A connection as the page shows it, in the light of what became of the others, where that is known. */
export const mailboxViewOf = (connection: ListedConnection, fleet: Fleet | null): MailboxView => ({
  connection,
  diagnosis: diagnoseConnection(connection, fleet),
});
