import type { Intake } from '../model/intake.ts';
import type { LedgerEntry } from '../model/ledger.ts';
import type { Explained, Verdict } from './verdict.ts';

/** A mailbox that may be searched. */
export type TraceMailbox = {
  readonly connectionId: string;
  readonly address: string;
  /** `check_only`: its profile may not read mail. */
  readonly access: 'open' | 'check_only' | 'needs_reconnect' | 'disconnected';
  /** Why it must be reconnected; null: it need not be. */
  readonly failure: Explained | null;
};

/** A mail that fits, and what became of it. Nothing of it is stored. */
export type TracedMail = {
  readonly connectionId: string;
  /** The mailbox's. */
  readonly address: string;
  readonly messageId: string;
  /** Decoded; empty: it has none. */
  readonly subject: string;
  /** As it was written: a name and an address. */
  readonly from: string;
  /** The addresses in To and Cc. */
  readonly to: readonly string[];
  /** Gmail's `internalDate`. */
  readonly receivedAt: Date;
  /** The labels that it has now, by name; Gmail's own by their ids. */
  readonly labels: readonly string[];
  /** It was sent from the mailbox; `connector`: by us, for Salesforce. */
  readonly sentBy: 'connector' | 'mailbox' | null;
  /** It came in though neither To nor Cc names the mailbox: by way of a group or an alias, or as a blind copy. */
  readonly isIndirect: boolean;
  /** What the ledger has of it; null: nothing. */
  readonly entry: LedgerEntry | null;
  readonly verdict: Verdict;
};

/** What came of searching a mailbox. `unfinished`: the time was over first. */
export type MailboxLook = TraceMailbox & {
  readonly outcome: 'searched' | 'unfinished' | 'failed' | Exclude<TraceMailbox['access'], 'open'>;
  /** Why it could not be searched; null: it could, or its outcome says why. */
  readonly refused: Explained | null;
  /** Null: its mail was never turned into cases, or nothing was read of it. */
  readonly intake: Intake | null;
};

/** A row of an org that fits, where no mailbox has the mail any more. */
export type OrgMail = {
  readonly orgId: string;
  readonly caseId: string | null;
  readonly emailMessageId: string;
  readonly isDeleted: boolean;
  readonly subject: string;
  readonly sender: string;
  readonly sentAt: Date | null;
  readonly createdAt: Date;
};

/** Why a mail may be in no mailbox, or may only seem to be in none. */
export type Absence =
  /** An org has it: it was deleted for ever from Gmail since, or another program brought it. */
  | { readonly kind: 'in_org' }
  /** Some mailboxes could not be searched. */
  | { readonly kind: 'unsearched' }
  /** No mailbox of ours has this address: it is a group's, an alias, or not connected. */
  | { readonly kind: 'not_ours'; readonly address: string }
  /** So many mails were deleted for ever in that time before they could be read. */
  | { readonly kind: 'deleted_unread'; readonly count: number }
  /** Gmail's index is some minutes behind. */
  | { readonly kind: 'too_fresh' }
  /** Gmail deletes spam and trash for ever after thirty days. */
  | { readonly kind: 'spam_expired' }
  /** A quarantine or a routing rule of the Workspace, which its administrator sees. */
  | { readonly kind: 'workspace' }
  /** The mailbox’s own filters, forwarding or blocked senders. */
  | { readonly kind: 'filters' }
  /** It never left, or came back to its sender. */
  | { readonly kind: 'sender' };

/** The way of a mail. */
export type Trace = {
  /** The newest first. */
  readonly mails: readonly TracedMail[];
  /** More fit than are shown. */
  readonly hasMore: boolean;
  readonly mailboxes: readonly MailboxLook[];
  /** How many mailboxes were not searched because they are too many. */
  readonly beyond: number;
  /** Only looked for where no mailbox has it. */
  readonly inOrgs: readonly OrgMail[];
  /** Only where no mailbox has it: the likeliest first. */
  readonly absences: readonly Absence[];
};
