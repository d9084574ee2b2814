import type { HistoryPage, NamedMessage } from '../../mail/ports.ts';
import { fieldIn } from '../../network/json.ts';
import {
  decimalIn,
  itemsIn,
  labelIdsIn,
  objectIn,
  optionalTextIn,
  textIn,
} from './answer-fields.ts';

/**
 * An answer of `users.history.list`. Only its typed arrays are read, as Gmail advises: the array `messages` of a record
 * does not say what happened. A page may have no records and still be followed by others.
 *
 * @throws AppError `google_unavailable`: it is not such an answer. An entry that was passed over would be lost mail.
 */
export function historyPageIn(answer: unknown): HistoryPage {
  const page = objectIn(answer);
  const records = itemsIn(page, 'history');
  const ids = records.map((record) => decimalIn(record, 'id'));
  return {
    messages: records.flatMap(messagesOf),
    lastRecordId: ids.at(-1) ?? null,
    nextPageToken: optionalTextIn(page, 'nextPageToken'),
    historyId: decimalIn(page, 'historyId'),
  };
}

const messagesOf = (record: unknown): readonly NamedMessage[] => [
  ...itemsIn(record, 'messagesAdded').map((item) => messageIn(fieldIn(item, 'message'), 'message')),
  ...itemsIn(record, 'labelsAdded').map(labelledIn),
];

/** The labels that were added are named beside the message, whose own labels may be those of another moment. */
function labelledIn(item: unknown): NamedMessage {
  const message = messageIn(fieldIn(item, 'message'), 'label');
  return { ...message, labelIds: [...new Set([...labelIdsIn(item), ...message.labelIds])] };
}

const messageIn = (message: unknown, change: NamedMessage['change']): NamedMessage => ({
  messageId: textIn(message, 'id'),
  threadId: textIn(message, 'threadId'),
  labelIds: labelIdsIn(message),
  change,
});

/**
 * An answer of `users.messages.list`, which names no labels.
 *
 * @throws AppError `google_unavailable`: it is not such an answer
 */
export function messageListIn(answer: unknown) {
  const page = objectIn(answer);
  return {
    messages: itemsIn(page, 'messages').map((message) => messageIn(message, 'message')),
    nextPageToken: optionalTextIn(page, 'nextPageToken'),
  };
}
