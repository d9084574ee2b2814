import { createHash } from 'node:crypto';
import type { Google } from '../google.ts';
import type { StoredMessage } from '../state/mail.ts';
import { changeLabels, type Delivery, deleteMail, deliverMail } from './change-mail.ts';

/** What a comparison needs of a message, without its content. */
export type MailFacts = {
  id: string;
  threadId: string;
  labelIds: string[];
  internalDate: Date;
  /** Of the content as it was delivered, in hexadecimal digits. */
  sha256: string;
  /** With its angle brackets; null without one. */
  messageId: string | null;
};

/** The mail of the emulated Google for tests in the same process, and for its own HTTP API. */
export function mailOver(google: Google) {
  return {
    deliverMail(delivery: Delivery) {
      const { id, threadId, historyId } = deliverMail(google, delivery);
      return { id, threadId, historyId };
    },
    mailOf: (address: string): MailFacts[] =>
      google.mail
        .list(address.toLowerCase())
        .toReversed()
        .map((message) => factsOf(google, message)),
    changeLabels({ address, id, add = [], remove = [] }: LabelsOf) {
      const change = { addLabelIds: add, removeLabelIds: remove };
      changeLabels(google, messageOf(google, address, id), change);
    },
    deleteMail({ address, id }: { address: string; id: string }) {
      deleteMail(google, messageOf(google, address, id));
    },
  };
}

type LabelsOf = { address: string; id: string; add?: string[]; remove?: string[] };

function messageOf({ mail }: Google, address: string, id: string): StoredMessage {
  const message = mail.find(address.toLowerCase(), id);
  if (!message) throw new RangeError('There is no such message');
  return message;
}

function factsOf({ mail }: Google, message: StoredMessage): MailFacts {
  const { id, threadId, labelIds, internalDate, messageId } = message;
  const sha256 = createHash('sha256').update(mail.rawOf(message)).digest('hex');
  return { id, threadId, labelIds, internalDate: new Date(internalDate), sha256, messageId };
}
