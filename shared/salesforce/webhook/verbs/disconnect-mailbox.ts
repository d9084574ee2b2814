import { z } from 'zod';
import { callerLabel } from '../caller.ts';
import { defineOperation } from '../operation.ts';
import { findEvenDisconnected, MAILBOX } from './find-connection.ts';

/** To disconnect a mailbox that is disconnected is no refusal: after a crash the work is done again. */
export const DISCONNECT_MAILBOX = defineOperation({
  name: 'disconnectMailbox',
  summary: 'Revokes the grant of a mailbox at Google, and deletes it here.',
  request: z.object({ mailbox: MAILBOX }),
  response: z.object({
    mailbox: z.string(),
    revoked: z
      .boolean()
      .describe('False: the grant could not be opened, and was only deleted here.'),
  }),
  refusals: ['connection_unknown'],
  permission: 'disconnect',
  changesSomething: true,
  usefulUnanswered: true,
  run: async (runtime, { mailbox }, { caller }) => {
    const connection = await findEvenDisconnected(runtime, mailbox);
    const revoked = await runtime.tokens.disconnect(connection.id, callerLabel(caller));
    return { mailbox: connection.mailbox.address, revoked };
  },
});
