/** Somebody to whom a mail goes or from whom it comes. */
export type Person = {
  /** The domain may be written in any script (RFC 5890). */
  readonly address: string;
  /** What stands before the address; null: nothing. */
  readonly name: string | null;
};

/** A file that goes with a mail. */
export type SendAttachment =
  | {
      readonly name: string;
      /** Such as `application/pdf`; null: by the name. */
      readonly type: string | null;
      /** Base64 (RFC 4648 §4), with or without line breaks. */
      readonly content: string;
    }
  /** The id of a ContentVersion (068…) or ContentDocument (069…) of the organization. */
  | { readonly fileId: string };

/** A mail that somebody asks to be sent. Texts are whole; nothing of it is stored but a digest. */
export type SendRequest = {
  /** Who asks. Keys of different callers are different. */
  readonly caller: string;
  /** 1 to 200 printable ASCII characters: the same mail, sent again with the same key, is sent once. */
  readonly key: string;
  /**
   * A repetition may bring another content, because its sender keeps none: the key alone says that it is the same mail. What
   * comes first is sent, and another content only while nothing is. False if it is left out.
   */
  readonly mayChange?: boolean;
  readonly connectionId: string;
  /** Null: the mailbox's own address. */
  readonly from: Person | null;
  readonly replyTo: Person | null;
  readonly to: readonly Person[];
  readonly cc: readonly Person[];
  readonly bcc: readonly Person[];
  /** Null: that of the mail that is answered, with `Re:`. */
  readonly subject: string | null;
  /** Null: none. At least one of text, HTML and attachments is needed. */
  readonly text: string | null;
  readonly html: string | null;
  readonly attachments: readonly SendAttachment[];
  /** The organization of the case and the files; null: that of the mailbox's mail into cases. */
  readonly orgId: string | null;
  /** The case on which the mail stands afterwards; null: none. */
  readonly caseId: string | null;
  /**
   * The EmailMessage of the case that is answered. `latest`: the newest that came in, and none where none did. `none`: the
   * mail begins a conversation.
   */
  readonly answers: { readonly emailMessageId: string } | 'latest' | 'none';
};
