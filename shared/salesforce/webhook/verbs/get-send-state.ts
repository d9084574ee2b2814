import { z } from 'zod';
import { mailOf } from '../../../runtime/mail.ts';
import { callerIdOf } from '../caller.ts';
import { defineOperation } from '../operation.ts';
import { readerOf } from './diagnosis-fields.ts';
import { SEND, sendFields } from './send-fields.ts';

export const GET_SEND_STATE = defineOperation({
  name: 'getSendState',
  summary: 'Answers what became of an e-mail that this caller asked to be sent.',
  request: z.object({
    sendEventId: z.string().min(1).max(200).describe('The eventId of the call of sendEmail.'),
  }),
  response: z.object({ send: SEND }),
  refusals: ['send_unknown'],
  permission: 'send',
  changesSomething: false,
  usefulUnanswered: false,
  run: async (runtime, { sendEventId }, { caller, language }) => {
    const { stateOfSend } = await import('../../../mail/sending/index.ts');
    const asked = { caller: callerIdOf(caller), key: sendEventId };
    const status = await stateOfSend(mailOf(runtime), asked);
    const connection = await runtime.store.readConnection(status.connectionId);
    const mailbox = connection?.value.mailbox.address ?? '';
    return { send: sendFields(status, mailbox, readerOf(language, runtime)) };
  },
});
