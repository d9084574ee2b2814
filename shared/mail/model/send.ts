import { createHash } from 'node:crypto';
import type { MailFailure } from './mail-failure.ts';

/**
 * What became of a mail that was to be sent:
 * - `sending`: it was or is about to be handed to Gmail, and the outcome is not known yet
 * - `not_sent`: it was certainly not sent, and may be sent with the same key
 * - `sent`: Gmail has it, and its EmailMessage is still to be written
 * - `done`: nothing is left to do
 * - `unknown`: it cannot be found out whether it was sent; a person decides
 */
export const SEND_STATES = ['sending', 'not_sent', 'sent', 'done', 'unknown'] as const;

export type SendState = (typeof SEND_STATES)[number];

/** One mail that was asked to be sent. It holds nothing that the mail says: no subject, address or text. */
export type Send = {
  /** See `sendIdOf`. The mail carries it in a header. */
  readonly id: string;
  readonly connectionId: string;
  /** SHA-256 of all that was asked, in hex: another mail with the same key is refused, unless this one was certainly not sent. */
  readonly digest: string;
  readonly state: SendState;
  /** Null: no organization is involved. */
  readonly orgId: string | null;
  readonly caseId: string | null;
  /** The mailbox's history id before the last attempt. */
  readonly historyId: string;
  /** The last attempt: the mail's header `Date`, and the moment by which the call has ended in any case. */
  readonly attempt: { readonly date: Date; readonly until: Date };
  /** Gmail's ids of the sent message; null: it is not known to be sent. */
  readonly sent: { readonly messageId: string; readonly threadId: string } | null;
  /** The Message-ID that Gmail wrote, without angle brackets; null: not read yet. */
  readonly identifier: string | null;
  /** The EmailMessage of the mail; null: none is written, or no case was named. */
  readonly emailMessageId: string | null;
  readonly failure: MailFailure | null;
  /** Who works on it now. */
  readonly lease: { readonly owner: string; readonly expiresAt: Date } | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
  /** When somebody has to look at it again; null: nobody has to. */
  readonly dueAt: Date | null;
};

/** Sends are forgotten so many days after their last change. */
export const SEND_DAYS = 60;

/** The id of a send: SHA-256 of its caller and key (hex, 40 characters). */
export const sendIdOf = ({ caller, key }: { readonly caller: string; readonly key: string }) =>
  createHash('sha256')
    .update(JSON.stringify(['send', caller, key]))
    .digest('hex')
    .slice(0, 40);
