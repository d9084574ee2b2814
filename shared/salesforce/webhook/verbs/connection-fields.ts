import { z } from 'zod';
import { diagnoseConnection } from '../../../diagnosis/index.ts';
import {
  accessEndOf,
  credentialOf,
  type Fleet,
  healthOf,
  type ListedConnection,
  methodOf,
} from '../../../tokens/index.ts';
import {
  DIAGNOSIS_FIELDS,
  diagnosisFields,
  moment,
  momentText,
  type Reader,
  readerAbout,
} from './diagnosis-fields.ts';

/** One connection in a response. */
export const CONNECTION = z
  .object({
    mailbox: z.string().describe('The address of the mailbox.'),
    connectionId: z.string().describe('The id of its connection, which stays when it is renamed.'),
    status: z.string().describe('active, needs_reconnect or disconnected.'),
    health: z.string().describe('The status, with active split into well and failing.'),
    method: z.string().describe('How it is connected: consent or delegation.'),
    profile: z.string().describe('What the connector may do: a name of the scope profiles.'),
    lastProbedAt: moment('When the mailbox was last checked.'),
    accessEndsAt: moment('When Google ends the access.'),
    ...DIAGNOSIS_FIELDS,
  })
  .meta({ id: 'Connection' });

/** @param fleets what is known of the fleets, for the diagnosis */
export function connectionFields(
  connection: ListedConnection,
  fleets: readonly Fleet[],
  reader: Reader,
): z.infer<typeof CONNECTION> {
  return {
    mailbox: connection.mailbox.address,
    connectionId: connection.id,
    status: connection.status,
    health: healthOf(connection),
    method: methodOf(credentialOf(connection)),
    profile: connection.profile,
    lastProbedAt: momentText(connection.probe?.at),
    accessEndsAt: momentText(accessEndOf(connection)?.at),
    ...diagnosisFields(diagnoseConnection(connection, fleets), readerAbout(reader, connection)),
  };
}
