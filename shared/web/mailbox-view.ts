import { diagnoseConnection, diagnoseEvent } from '../diagnosis/index.ts';
import type { EventView, MailboxView } from '../pages/index.ts';
import type { AuditEvent, Fleet, ListedConnection } from '../tokens/index.ts';

/** A connection with its diagnosis, for the pages. The diagnosis considers the state of the fleets, if known. */
export const mailboxViewOf = (
  connection: ListedConnection,
  fleets: readonly Fleet[],
): MailboxView => ({
  connection,
  diagnosis: diagnoseConnection(connection, fleets),
});

/** An event with its diagnosis, for the pages. */
export const eventViewOf = (event: AuditEvent): EventView => ({
  event,
  diagnosis: diagnoseEvent(event),
});
