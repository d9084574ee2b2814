import type { MailFailure } from './mail-failure.ts';

/** What became of one message. `found`: it is still to be filed. */
export type EntryState = 'found' | 'filed' | 'skipped' | 'held';

/** Why a message became no case. Those of LABEL_REASONS are looked at again when its labels change. */
export const SKIP_REASONS = [
  'spam',
  'trash',
  'draft',
  'chat',
  /** It is not in the label whose mail becomes cases. */
  'other_label',
  /** It was sent from the mailbox, and no case is known that it belongs to. */
  'sent',
  /** It was sent from the mailbox, and Salesforce has it on its case already. */
  'sent_in_org',
  'before_start',
  /** It was deleted for ever before it could be read. */
  'deleted',
  /** It was written by a program about another mail, and no case is known that it belongs to. */
  'auto_reply',
  'bounce',
  'delivery_status',
  /** The mailbox takes no mail of the customer. */
  'blocked',
  /** A person skipped it. */
  'by_person',
] as const;

export type SkipReason = (typeof SKIP_REASONS)[number];

export const LABEL_REASONS: ReadonlySet<SkipReason> = new Set([
  'spam',
  'trash',
  'draft',
  'other_label',
]);

/** How a message came into the ledger. */
export const FOUND_BY = ['push', 'poll', 'resync', 'sweep', 'backfill'] as const;

export type FoundBy = (typeof FOUND_BY)[number];

/** Where a filed message stands in the org. */
export type Filed = {
  /** Absent: it was stored before the org was noted, so that it is the one of the routing. */
  readonly orgId?: string | undefined;
  readonly caseId: string;
  readonly emailMessageId: string;
  /**
   * `new_case`: it opened the case. `reply`: it joined one. `copy`: the org had it already, from another mailbox or
   * an attempt whose answer was lost. `sent`: it was sent from the mailbox, and joined one as outgoing mail.
   */
  readonly as: 'new_case' | 'reply' | 'copy' | 'sent';
  /** Why a mail that answers another opened a case of its own; null: it did not. */
  readonly notJoined: 'stranger' | 'unauthenticated' | 'case_gone' | null;
  /** Of a mail that a colleague forwarded: who counts as the customer. Left out: it is none. */
  readonly forward?: 'original' | 'forwarder' | undefined;
};

/**
 * What an administrator corrects of a filed message: the case that it is on, or that its customer is the original
 * sender and not the colleague who forwarded it.
 */
export type Correction = (
  | { readonly kind: 'case'; readonly caseId: string }
  | { readonly kind: 'new_case' | 'forwarder' }
) & { readonly by: string };

/** One message of a mailbox. It holds nothing that the mail says: no subject, address or text. */
export type LedgerEntry = {
  readonly connectionId: string;
  /** Gmail's id of the message. Ids rise with the time of arrival, which only the order of work relies on. */
  readonly messageId: string;
  readonly threadId: string;
  readonly state: EntryState;
  readonly foundAt: Date;
  readonly foundBy: FoundBy;
  /** The labels that the history named with the message's arrival; empty when it was found by a listing. */
  readonly arrivalLabelIds: readonly string[];
  /** Gmail's `internalDate`; null until it was read. */
  readonly receivedAt: Date | null;
  /** Changes with every write of the entry but a mere retry. */
  readonly changedAt: Date;
  /** When a found one is tried again; null: it is not found. */
  readonly dueAt: Date | null;
  /** Why a found one waits or a held one is held; null: neither. */
  readonly failure: MailFailure | null;
  readonly skipped: SkipReason | null;
  /**
   * Where it stands in the org. A found entry with this has its EmailMessage, and files are still to be stored.
   */
  readonly filed: Filed | null;
  /** It is to be filed again so. Until then it is found or held, and `filed` says where it still is. Null: it is not. */
  readonly correction: Correction | null;
  /** A person chose *File it*: labels, start and policies are not asked again. */
  readonly isForced: boolean;
  /** A person released it although it is one of many equal mails: it is not held for that again. Left out: nobody did. */
  readonly mayRepeat?: true | undefined;
};

/**
 * Is it held as one of a loop? Then no later mail of its thread waits for it, as for other held mail: equal mails before
 * it were filed, so that the thread has its case, and a loop may have more mail than a person can look through.
 */
export const isHeldAside = ({ state, failure }: LedgerEntry): boolean =>
  state === 'held' && failure?.code === 'mail_loop';

/** Is it still to be worked on, or may later mail of its thread wait for it? */
export const isOpen = (entry: LedgerEntry): boolean =>
  entry.state === 'found' || (entry.state === 'held' && !isHeldAside(entry));

/** Filed and skipped entries are forgotten after this: longer than any history or sweep reaches back. */
export const ENTRY_DAYS = 60;

/**
 * Which mailbox stores the files of an EmailMessage. The org keeps the same mail in several mailboxes one, by its key,
 * but it would store a file as often as it gets it.
 */
export type FilesClaim = {
  readonly orgId: string;
  readonly emailMessageId: string;
  readonly connectionId: string;
  /** Another mailbox may take it from then on. */
  readonly until: Date;
};

/** A Gmail thread, and the case that its mail is on. */
export type ThreadLink = {
  readonly connectionId: string;
  readonly threadId: string;
  readonly caseId: string;
  /** The addresses that take part, each as SHA-256 of `connection id + '\n' + address in lower case` (hex, 32 characters). */
  readonly participants: readonly string[];
  /** Cases from which a person moved mail of the thread: no mail of it joins them again, at most 10. */
  readonly leftCaseIds: readonly string[];
  /**
   * Inline images that are files of an EmailMessage of this case, and that the text of its mail shows: the first 32
   * characters of the SHA-256 of each, in hex; the last 50.
   */
  readonly storedImages: readonly string[];
  readonly linkedAt: Date;
};
