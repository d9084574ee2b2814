/** Whose mail is looked for: that an address wrote, that came to it, or either. */
export type Party = {
  /** An address, or a domain as `@example.com`; in lower case. */
  readonly address: string;
  readonly as: 'sender' | 'recipient' | 'either';
};

/** What somebody knows of a mail. All of it must fit. */
export type MailSearch = {
  /** The Message-ID without angle brackets; null: not known. */
  readonly identifier: string | null;
  readonly parties: readonly Party[];
  /** Words of the subject, each without white space. */
  readonly subjectWords: readonly string[];
  /** When it arrived: from a moment, until before another one; null: at any time. */
  readonly span: { readonly from: Date; readonly until: Date } | null;
};

/** A message as it is in the mailbox now. Nothing of it is stored. */
export type LocatedMail = {
  readonly messageId: string;
  readonly threadId: string;
  readonly labelIds: readonly string[];
  /** `internalDate`. */
  readonly receivedAt: Date;
  /** The headers as they were written; empty: it has none. */
  readonly subject: string;
  readonly from: string;
  readonly sender: string;
  readonly to: string;
  readonly cc: string;
  readonly bcc: string;
  readonly deliveredTo: string;
  /** The Message-ID; empty: it has none. */
  readonly identifier: string;
  /** The connector sent it. */
  readonly isOurSend: boolean;
};

/** Looks for mail in one mailbox at Gmail. Errors: those of `MailboxReader`. */
export interface MailboxFinder {
  /**
   * `users.messages.list` (5 units): the newest messages that fit, in spam and trash too, drafts left out. To the second;
   * what arrived in the seconds around the span may be among them. Gmail compares whole words, and its index is some
   * seconds behind.
   */
  search(
    wanted: MailSearch,
    limit: number,
  ): Promise<{ readonly messageIds: readonly string[]; readonly hasMore: boolean }>;
  /**
   * `users.messages.get` with `format=metadata` (20 units).
   *
   * @throws AppError `message_gone`
   */
  locate(messageId: string): Promise<LocatedMail>;
  /** `users.labels.list` (1 unit). */
  labels(): Promise<readonly { readonly id: string; readonly name: string }[]>;
}
