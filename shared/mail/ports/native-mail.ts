/** An EmailMessage that something else than this connector may have written, as native Email-to-Case does. */
export type NativeEmail = {
  readonly emailMessageId: string;
  /** Null: it is on no case. */
  readonly caseId: string | null;
  /** As the org has it, most often in angle brackets; null: it has none. */
  readonly messageId: string | null;
  /** The address; empty: none. */
  readonly sender: string;
  /** Every address in To and Cc, as texts. */
  readonly recipients: string;
  readonly subject: string;
  /** `MessageDate`: when it was sent; null: not known. */
  readonly sentAt: Date | null;
  readonly createdAt: Date;
  /** It is in the recycle bin. */
  readonly isDeleted: boolean;
};

/** When a case was opened: one that is there, or one that a person merged into it since. */
export type Opening = { readonly caseId: string; readonly at: Date };

/**
 * Reads the mail rows of an org, those of other programs and deleted ones included. Each method may take several calls,
 * and throws what `CaseStore` lists.
 */
export interface NativeMail {
  /** Those with one of these Message-IDs, which are given without angle brackets. */
  withMessageIds(messageIds: readonly string[]): Promise<readonly NativeEmail[]>;
  /** Received ones of these senders that were sent from a moment on, until before another one. */
  fromSenders(
    senders: readonly string[],
    span: { readonly from: Date; readonly until: Date },
  ): Promise<readonly NativeEmail[]>;
  onCases(caseIds: readonly string[]): Promise<readonly NativeEmail[]>;
  /** When these cases were opened, and those that were merged into them. */
  openingsOf(caseIds: readonly string[]): Promise<readonly Opening[]>;
}
