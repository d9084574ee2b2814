import { diagnoseConnection } from '../diagnosis/index.ts';
import type { MailboxView } from '../pages/index.ts';
import type { ListedConnection } from '../tokens/index.ts';

/** A connection as the page shows it. */
export const mailboxViewOf = (connection: ListedConnection): MailboxView => ({
  connection,
  diagnosis: diagnoseConnection(connection),
});
