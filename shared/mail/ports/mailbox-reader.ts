import type { Readable } from 'node:stream';

/** A message as the history or a list names it. */
export type NamedMessage = {
  readonly messageId: string;
  readonly threadId: string;
  /** Empty where Gmail names none. */
  readonly labelIds: readonly string[];
  /** `label`: the message is not new, these labels were added to it. */
  readonly change: 'message' | 'label';
};

export type HistoryPage = {
  readonly messages: readonly NamedMessage[];
  /**
   * The id of the last record of this page, up to which everything was named; null: the page has no record. The
   * cursor may move there.
   */
  readonly lastRecordId: string | null;
  readonly nextPageToken: string | null;
  /** The mailbox's history id at the time of the answer: after the last page the cursor moves there. */
  readonly historyId: string;
};

/** A message as it is read once: `format=raw`. */
export type RawMessage = {
  readonly messageId: string;
  readonly threadId: string;
  readonly labelIds: readonly string[];
  /** `internalDate`. */
  readonly receivedAt: Date;
  /** The size of the RFC 5322 message in bytes. */
  readonly size: number;
  /** The message from its first byte; may be called several times. */
  open(): Readable;
  /** Removes the temporary file, if there is one. Always call it. */
  discard(): Promise<void>;
};

/** Headers of a message as they were written; empty: it has none. `identifier`: Message-ID. */
export type Envelope = {
  readonly subject: string;
  readonly from: string;
  readonly to: string;
  readonly cc: string;
  readonly identifier: string;
  readonly date: string;
};

/**
 * One mailbox at Gmail. It gets its access token itself, and a new one once after a 401. Errors: what `accessTokenFor`
 * throws (`connection_needs_reconnect`, …), `token_rejected`, `gmail_refused`, `google_unavailable` (a quota included,
 * with `upstream.retryAt`), and those named here.
 */
export interface MailboxReader {
  /** `users.getProfile`, 1 unit. */
  profile(): Promise<{ readonly address: string; readonly historyId: string }>;
  /**
   * `users.history.list` after a history id (2 units), of messages added and labels added.
   *
   * @throws AppError `history_expired`: Gmail answered 404
   */
  history(from: {
    readonly historyId: string;
    readonly pageToken: string | null;
  }): Promise<HistoryPage>;
  /**
   * `users.messages.list` (5 units): what arrived since a moment, without spam, trash and drafts. With an end, what
   * arrived until then; both to the second, and what arrived in the seconds around them may be listed too.
   */
  list(from: {
    readonly since: Date;
    readonly until?: Date;
    readonly pageToken: string | null;
  }): Promise<{
    readonly messages: readonly NamedMessage[];
    readonly nextPageToken: string | null;
  }>;
  /**
   * `users.messages.get` with `format=raw` (20 units). Few large messages are read at once, and the others wait for
   * their turn, which comes when one of those is discarded. One that waited is asked for twice.
   *
   * @param waitMs how long a large message may wait, in milliseconds
   * @returns null: it is large, and its turn did not come in that time
   * @throws AppError `message_gone`: Gmail answered 404, because it was deleted or is not there yet
   */
  read(messageId: string, waitMs: number): Promise<RawMessage | null>;
  /**
   * `users.messages.get` with `format=metadata` (20 units): subject and sender for the page, and what a statement
   * compares. Nothing of it is stored.
   */
  readEnvelope(messageId: string): Promise<Envelope>;
  /** `users.labels.list` (1 unit). */
  labels(): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /**
   * `users.watch` (100 units); on *only one push notification client allowed*, `stop` (50 units) and once more.
   *
   * @throws AppError `watch_refused`: the topic, its project or the publisher's role is wrong
   */
  watch(): Promise<{ readonly expiresAt: Date }>;
  /** `users.stop`. */
  stop(): Promise<void>;
}
