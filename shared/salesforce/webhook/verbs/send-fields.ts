import { z } from 'zod';
import { diagnose } from '../../../diagnosis/index.ts';
import { AppError } from '../../../errors.ts';
import type { SendStatus } from '../../../mail/sending/index.ts';
import {
  DIAGNOSIS_FIELDS,
  diagnosisFields,
  moment,
  momentText,
  type Reader,
} from './diagnosis-fields.ts';

/** What became of a mail that was to be sent, in a response. */
export const SEND = z
  .object({
    mailbox: z.string().describe('The address of the mailbox. Empty: it is no longer known.'),
    state: z
      .string()
      .describe(
        'done: it is sent, and stands on its case if one was named. sent: it is sent, and is still to be written to its case. sending: it is not known yet whether Gmail has it. not_sent: Gmail does not have it. unknown: it cannot be found out, and a person has to look.',
      ),
    gmailMessageId: z.string().describe('Gmail’s id of the sent message. Empty: not known.'),
    gmailThreadId: z.string().describe('Gmail’s id of its thread. Empty: not known.'),
    messageIdentifier: z
      .string()
      .describe('The Message-ID that Gmail wrote, without angle brackets. Empty: not known.'),
    caseId: z.string().describe('The case that was named. Empty: none was.'),
    emailMessageId: z
      .string()
      .describe('The EmailMessage of the mail on its case. Empty: none is written.'),
    changedAt: moment('When it became so.'),
    ...DIAGNOSIS_FIELDS,
  })
  .meta({ id: 'Send' });

/** @param mailbox the address of its mailbox */
export function sendFields(
  status: SendStatus,
  mailbox: string,
  reader: Reader,
): z.infer<typeof SEND> {
  const { failure } = status;
  const error = failure && new AppError(failure.code, { upstream: failure.upstream });
  return {
    mailbox,
    state: status.state,
    gmailMessageId: status.messageId ?? '',
    gmailThreadId: status.threadId ?? '',
    messageIdentifier: status.identifier ?? '',
    caseId: status.caseId ?? '',
    emailMessageId: status.emailMessageId ?? '',
    changedAt: momentText(status.changedAt),
    ...diagnosisFields(error && diagnose(error), reader),
  };
}
