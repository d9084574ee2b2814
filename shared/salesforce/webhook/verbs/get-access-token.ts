import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { moment } from './diagnosis-fields.ts';
import { findConnection, MAILBOX } from './find-connection.ts';

const MOST_SECONDS = 1800;

export const GET_ACCESS_TOKEN = defineOperation({
  name: 'getAccessToken',
  summary: 'Answers a live access token of a mailbox, with which Gmail can be called.',
  request: z.object({
    mailbox: MAILBOX,
    minimumSeconds: z
      .int()
      .min(0)
      .max(MOST_SECONDS)
      .default(60)
      .describe('How many seconds it must still live, at most 1800. 60 if left out.'),
  }),
  response: z.object({
    mailbox: z.string(),
    accessToken: z.string().describe('Whoever has it reads the mailbox. Do not store or show it.'),
    expiresAt: moment('When Google stops accepting it.'),
  }),
  refusals: ['connection_unknown', 'connection_needs_reconnect'],
  permission: 'token',
  changesSomething: false,
  usefulUnanswered: false,
  run: async (runtime, { mailbox, minimumSeconds }) => {
    const connection = await findConnection(runtime, mailbox);
    const token = await runtime.tokens.accessTokenFor(connection.id, { minimumSeconds });
    return {
      mailbox: connection.mailbox.address,
      accessToken: token.value,
      expiresAt: token.expiresAt.toISOString(),
    };
  },
});
