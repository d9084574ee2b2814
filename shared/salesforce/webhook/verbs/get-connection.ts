import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { CONNECTION, connectionFields } from './connection-fields.ts';
import { readerOf } from './diagnosis-fields.ts';
import { findEvenDisconnected, MAILBOX } from './find-connection.ts';

export const GET_CONNECTION = defineOperation({
  name: 'getConnection',
  summary: 'Answers the status of a mailbox’s connection, with the diagnosis when it fails.',
  request: z.object({ mailbox: MAILBOX }),
  response: z.object({ connection: CONNECTION }),
  refusals: ['connection_unknown'],
  permission: 'status',
  changesSomething: false,
  usefulUnanswered: false,
  run: async (runtime, { mailbox }, { language }) => {
    const connection = await findEvenDisconnected(runtime, mailbox);
    const fleets = connection.failure ? await runtime.tokens.lookAtFleets() : [];
    return { connection: connectionFields(connection, fleets, readerOf(language, runtime)) };
  },
});
