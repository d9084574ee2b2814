/** A change of a mailbox, with the labels of the message that changed. */
type MailChange = { address: string; labelIds: readonly string[]; historyId: number };

export type Push = {
  /** Announces a change to the watches of the mailbox. It does not wait for the receiver. */
  announce(change: MailChange): void;
  /** The test message of `users.watch`. */
  announceWatch(address: string, historyId: number): void;
  /** Waits until nothing is on its way. */
  settle(): Promise<void>;
  /** Gives up what is on its way. */
  close(): Promise<void>;
};
