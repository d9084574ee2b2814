import { z } from 'zod';
import { diagnose } from '../../../diagnosis/index.ts';
import { listMail } from '../../../mail/index.ts';
import type { LedgerEntry } from '../../../mail/model/ledger.ts';
import { isAddress } from '../../../tokens/index.ts';
import { defineOperation } from '../operation.ts';
import {
  DIAGNOSIS_FIELDS,
  diagnosisFields,
  moment,
  momentText,
  type Reader,
  readerOf,
} from './diagnosis-fields.ts';
import { findConnection } from './find-connection.ts';

const PAGE_SIZE = 50;

const HELD_MAIL = z
  .object({
    mailbox: z.string().describe('The address of the mailbox; of a forgotten one its id.'),
    messageId: z.string().describe('Gmail’s id of the message.'),
    threadId: z.string().describe('Gmail’s id of its thread.'),
    receivedAt: moment('When Gmail received it.'),
    heldAt: moment('Since when it is held.'),
    code: z.string().describe('The error code for which it is held.'),
    ...DIAGNOSIS_FIELDS,
  })
  .meta({ id: 'HeldMail' });

function heldMail(entry: LedgerEntry, mailbox: string, reader: Reader): z.infer<typeof HELD_MAIL> {
  const { messageId, threadId, receivedAt, changedAt, failure } = entry;
  return {
    mailbox,
    messageId,
    threadId,
    receivedAt: momentText(receivedAt),
    heldAt: momentText(changedAt),
    code: failure?.code ?? '',
    ...diagnosisFields(failure && diagnose(failure), reader),
  };
}

export const LIST_HELD_MAIL = defineOperation({
  name: 'listHeldMail',
  summary: 'Lists the mail that could not become a case and waits for a person, the newest first.',
  request: z.object({
    mailbox: z
      .string()
      .refine((address) => address === '' || isAddress(address))
      .default('')
      .describe('The address of a mailbox. Empty: of all mailboxes.'),
    pageToken: z
      .string()
      .max(2000)
      .default('')
      .describe('The nextPageToken of the page before. Empty: the first page.'),
  }),
  response: z.object({
    messages: z.array(HELD_MAIL),
    held: z.int().describe('How many are held altogether.'),
    nextPageToken: z.string().describe('Continues the list as pageToken. Empty: this is its end.'),
  }),
  refusals: ['connection_unknown'],
  permission: 'mail',
  changesSomething: false,
  usefulUnanswered: false,
  run: async (runtime, { mailbox, pageToken }, { language }) => {
    const connectionId = mailbox === '' ? null : (await findConnection(runtime, mailbox)).id;
    const listing = {
      connectionId,
      state: 'held',
      after: pageToken || null,
      limit: PAGE_SIZE,
    } as const;
    const [{ items, held, next }, intakes] = await Promise.all([
      listMail({ store: runtime.mail }, listing),
      runtime.mail.listIntakes(),
    ]);
    const addresses = new Map(intakes.map((each) => [each.connectionId, each.address]));
    const reader = readerOf(language, runtime);
    const addressOf = (id: string): string => addresses.get(id) ?? id;
    return {
      messages: items.map((each) => heldMail(each, addressOf(each.connectionId), reader)),
      held,
      nextPageToken: next ?? '',
    };
  },
});
