import type { LocatedMail, MailboxFinder } from '../../mail/ports.ts';
import { SEND_HEADER } from '../../mail/ports.ts';
import type { GoogleEndpoints } from '../endpoints.ts';
import { labelIdsIn, momentIn, textIn } from './answer-fields.ts';
import {
  createMailboxCalls,
  type createMailboxSlots,
  type MailboxAccess,
  orRefused,
} from './calls.ts';
import { labelsIn } from './label-names.ts';
import { headersCall, headersIn } from './metadata-headers.ts';
import { messageListIn } from './named-messages.ts';
import { searchWords } from './search-words.ts';

type Finding = MailboxAccess & {
  readonly endpoints: Pick<GoogleEndpoints, 'gmail'>;
  /** Its calls take turns with those of others who have the same slots. */
  readonly slots: ReturnType<typeof createMailboxSlots>;
};

/** Makes what looks for mail in each mailbox, over Gmail's API (v1). */
export function createMailboxFinder({
  endpoints,
  accessTokenFor,
  methodOf,
  slots,
}: Finding): (connectionId: string) => MailboxFinder {
  const callsOf = createMailboxCalls(endpoints, { accessTokenFor, methodOf }, slots);
  return (connectionId) => {
    const calls = callsOf(connectionId);
    return {
      search: async (wanted, limit) => {
        const query: [string, string][] = [
          ['q', searchWords(wanted)],
          ['maxResults', String(limit)],
          ['includeSpamTrash', 'true'],
        ];
        const listed = messageListIn(await calls.json({ path: 'messages', query }));
        return {
          messageIds: listed.messages.map(({ messageId }) => messageId),
          hasMore: listed.nextPageToken !== null,
        };
      },
      locate: async (messageId) =>
        locatedIn(await orRefused(calls.json(headersCall(messageId, HEADERS)), 'message_gone')),
      labels: async () => labelsIn(await calls.json({ path: 'labels' })),
    };
  };
}

const HEADERS = [
  'Subject',
  'From',
  'Sender',
  'To',
  'Cc',
  'Bcc',
  'Delivered-To',
  'Message-ID',
  SEND_HEADER,
];

function locatedIn(answer: unknown): LocatedMail {
  const header = headersIn(answer);
  const text = (name: string): string => header(name) ?? '';
  return {
    messageId: textIn(answer, 'id'),
    threadId: textIn(answer, 'threadId'),
    labelIds: labelIdsIn(answer),
    receivedAt: momentIn(answer, 'internalDate'),
    subject: text('Subject'),
    from: text('From'),
    sender: text('Sender'),
    to: text('To'),
    cc: text('Cc'),
    bcc: text('Bcc'),
    deliveredTo: text('Delivered-To'),
    identifier: text('Message-ID'),
    isOurSend: header(SEND_HEADER) !== null,
  };
}
