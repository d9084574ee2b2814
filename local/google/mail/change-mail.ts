import type { Google } from '../google.ts';
import { isAddress } from '../state/accounts.ts';
import type { StoredMessage } from '../state/mail.ts';

export type Delivery = {
  /** The mailbox, created if there is none. */
  address: string;
  /** The whole message (RFC 5322); it is kept byte for byte. */
  content: Buffer | string;
  /** By default those of new mail: INBOX and UNREAD. */
  labelIds?: readonly string[];
  /** The time of arrival by default. */
  internalDate?: Date;
  /** The thread that it goes into; null: a new one. By default that of the mails which its header names. */
  threadId?: string | null;
};

type State = Pick<Google, 'accounts' | 'faults' | 'mail' | 'now' | 'push' | 'transaction'>;

/**
 * Puts a message into a mailbox, in the thread that it answers, and announces it.
 *
 * @throws RangeError when the address is invalid
 */
export function deliverMail(google: State, delivery: Delivery): StoredMessage {
  if (!isAddress(delivery.address)) throw new RangeError('The address is none');
  const { address } = google.accounts.ensure(delivery.address);
  const addedAt = google.now().getTime();
  const message = google.transaction(() =>
    google.mail.add({
      address,
      raw: Buffer.from(delivery.content),
      labelIds: delivery.labelIds ?? ['INBOX', 'UNREAD'],
      internalDate: delivery.internalDate?.getTime() ?? addedAt,
      addedAt,
      isRecorded: !isHole(google, address),
      ...(delivery.threadId === undefined ? {} : { threadId: delivery.threadId }),
    }),
  );
  announce(google, message, message.historyId);
  return message;
}

/** Under `history_holes`, the history leaves out every nth message that arrives. */
function isHole({ faults, mail }: State, address: string): boolean {
  const every = faults.find('history_holes', address)?.['every'];
  return every !== undefined && (mail.list(address).length + 1) % Number(every) === 0;
}

/** Adds and removes labels, and announces it. */
export function changeLabels(
  google: State,
  message: StoredMessage,
  {
    addLabelIds,
    removeLabelIds,
  }: { addLabelIds: readonly string[]; removeLabelIds: readonly string[] },
): StoredMessage {
  const at = google.now().getTime();
  const change = { message, add: addLabelIds, remove: removeLabelIds, at };
  const changed = google.transaction(() => google.mail.changeLabels(change));
  if (changed.historyId !== message.historyId) announce(google, changed, changed.historyId);
  return changed;
}

/** Deletes a message for ever, and announces it. */
export function deleteMail(google: State, message: StoredMessage): void {
  const at = google.now().getTime();
  const historyId = google.transaction(() => google.mail.remove(message, at));
  announce(google, message, historyId);
}

function announce({ push }: State, { address, labelIds }: StoredMessage, historyId: number): void {
  push.announce({ address, labelIds, historyId });
}
