import type { Readable } from 'node:stream';
import type { AppError } from '../../errors.ts';

/** An address that a mailbox may send from. */
export type SendAsAddress = {
  /** In lower case. */
  readonly address: string;
  /** Its owner has confirmed it, or it needs no confirmation: the mailbox's own, and an alias of its Workspace. */
  readonly isConfirmed: boolean;
};

/** A message as it is handed to Gmail. */
export type OutgoingMessage = {
  /** Of the RFC 5322 message. */
  readonly bytes: number;
  /** The message from its first byte. */
  open(): Readable;
  /** Gmail's thread that it goes into; null: a new one. */
  readonly threadId: string | null;
  /** A call that has not begun by then is not begun. */
  readonly beginBefore: Date;
  /** For the call, from its beginning to the last byte of the answer. */
  readonly timeoutMs: number;
};

/**
 * What became of a message that was handed to Gmail.
 * - `refused`: it was certainly not accepted
 * - `unclear`: the answer was lost, or says nothing of it, so that the message may have been sent
 */
export type SendAnswer =
  | { readonly kind: 'accepted'; readonly messageId: string; readonly threadId: string }
  | { readonly kind: 'refused' | 'unclear'; readonly error: AppError };

/** Headers of a message that tell whether it is one that we sent. */
export type SentHeaders = {
  /** `internalDate`. */
  readonly receivedAt: Date;
  /** The header with which `composeMime` marks a message; null: it has none. */
  readonly sendId: string | null;
  /** The header `Date`; null: it has none, or none that can be read. */
  readonly date: Date | null;
  /** Message-ID as Gmail wrote it, without angle brackets; null: it has none. */
  readonly identifier: string | null;
};

/** The header that marks a message as ours. Gmail keeps headers that begin with `X-`. */
export const SEND_HEADER = 'X-Gmail-Connector-Send';

/** One mailbox at Gmail that mail is sent from. Errors: those of `MailboxReader`. */
export interface MailboxSender {
  /** `users.settings.sendAs.list` (1 unit). */
  sendAs(): Promise<readonly SendAsAddress[]>;
  /** `users.messages.send` as an upload (100 units). It is sent once, and throws nothing. */
  send(message: OutgoingMessage): Promise<SendAnswer>;
  /**
   * `users.messages.get` with `format=metadata` (20 units).
   *
   * @throws AppError `message_gone`
   */
  readSent(messageId: string): Promise<SentHeaders>;
}
