import { z } from 'zod';
import { mailOf } from '../../../runtime/mail.ts';
import { callerIdOf } from '../caller.ts';
import { defineOperation, LARGEST_CALL } from '../operation.ts';
import { readerOf } from './diagnosis-fields.ts';
import { findConnection } from './find-connection.ts';
import { withProperty } from './send-email-refusal.ts';
import { mailIn, SEND_EMAIL_REQUEST } from './send-email-request.ts';
import { SEND, sendFields } from './send-fields.ts';

export const SEND_EMAIL = defineOperation({
  name: 'sendEmail',
  summary: 'Sends an e-mail through Gmail, in the thread of the case’s mail, and writes it there.',
  request: SEND_EMAIL_REQUEST,
  response: z.object({ send: SEND }),
  refusals: [
    'connection_unknown',
    'connection_needs_reconnect',
    'send_key_invalid',
    'send_key_reused',
    'send_header_invalid',
    'send_address_invalid',
    'send_recipient_missing',
    'send_recipients_too_many',
    'send_attachment_invalid',
    'send_empty',
    'send_too_large',
    'send_not_allowed',
    'send_as_refused',
    'send_parent_unknown',
    'send_file_unreadable',
    'send_limit_reached',
    'send_busy',
    'send_unclear',
    'send_outcome_unknown',
    'org_unknown',
    'case_unknown',
  ],
  permission: 'send',
  changesSomething: true,
  usefulUnanswered: true,
  largestBody: LARGEST_CALL,
  run: async (runtime, asked, { caller, language, eventId, mayChange }) => {
    // Loaded by the first call: the setup page has the operations too, and sends nothing.
    const { addressesIn, addressIn, send } = await import('../../../mail/sending/index.ts');
    const mail = mailIn(asked, { addressesIn, addressIn });
    try {
      const { id: connectionId, mailbox } = await findConnection(runtime, asked.mailbox);
      const key = { caller: callerIdOf(caller), key: eventId, mayChange };
      const request = { ...mail, ...key, connectionId };
      const status = await send(mailOf(runtime), request);
      return { send: sendFields(status, mailbox.address, readerOf(language, runtime)) };
    } catch (thrown) {
      throw withProperty(asked, thrown);
    }
  },
});
