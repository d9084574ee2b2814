import { diagnoseConnection } from '../diagnosis/index.ts';
import type { MailboxView } from '../pages/index.ts';
import type { Connection } from '../tokens/index.ts';

/** A connection as the page shows it. */
export const mailboxViewOf = (connection: Connection): MailboxView => ({
  connection,
  diagnosis: diagnoseConnection(connection),
});
