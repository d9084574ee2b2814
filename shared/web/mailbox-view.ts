import { diagnoseConnection, diagnoseEvent } from '../diagnosis/index.ts';
import type { EventView, MailboxView } from '../pages/index.ts';
import type { AuditEvent, Fleet, ListedConnection } from '../tokens/index.ts';

/** A connection as the page shows it, in the light of what became of the others, where that is known. */
export const mailboxViewOf = (
  connection: ListedConnection,
  fleets: readonly Fleet[],
): MailboxView => ({
  connection,
  diagnosis: diagnoseConnection(connection, fleets),
});

/** An event as the pages show it. */
export const eventViewOf = (event: AuditEvent): EventView => ({
  event,
  diagnosis: diagnoseEvent(event),
});
