import type { MailFailure } from './mail-failure.ts';
import type { Policies } from './policies.ts';

/** To whom a new case is assigned: by the org's assignment rules, to a queue or user, or to whom the org's defaults name. */
export type CaseOwner =
  | { readonly kind: 'assignment_rules' }
  | { readonly kind: 'owner'; readonly id: string }
  | { readonly kind: 'default' };

/** What a mailbox's mail becomes in Salesforce. */
export type Routing = {
  readonly orgId: string;
  /** The id of the Gmail label whose mail becomes cases: `INBOX`, or `Label_…`. */
  readonly labelId: string;
  /** Picklist values of Case; null: the org's default. */
  readonly origin: string | null;
  readonly priority: string | null;
  readonly recordTypeId: string | null;
  readonly owner: CaseOwner;
  readonly policies: Policies;
  /** `shadow`: everything runs, and nothing is written to the org. */
  readonly mode: FilingMode;
};

export const FILING_MODES = ['file', 'shadow'] as const;

export type FilingMode = (typeof FILING_MODES)[number];

/** The exclusive right to read and file the mail of one mailbox, until it expires or is released. */
export type IntakeLease = { readonly owner: string; readonly expiresAt: Date };

/** A mailbox's watch at Gmail (`users.watch`), which makes Gmail push. */
export type Watch = {
  readonly expiresAt: Date;
  readonly renewedAt: Date;
};

/**
 * How far a listing of a mailbox has come, so that a crash resumes it. A resync lists what the expired history
 * would have named; a sweep lists the last days to find what neither push nor history named.
 */
export type Listing = {
  readonly kind: 'resync' | 'sweep';
  /** Mail that arrived before is not listed. */
  readonly from: Date;
  /** The mailbox's history id before the listing began, where the history is read on afterwards; null in a sweep. */
  readonly pin: string | null;
  /** Null: the first page. */
  readonly pageToken: string | null;
  /** How many messages were found that the ledger lacked. */
  readonly found: number;
};

/** Mail of before the start that an administrator asked for. It is brought by rising time of arrival. */
export type Backfill = {
  readonly from: Date;
  /** The start of the intake: what arrived from then on came by itself. */
  readonly to: Date;
  /** What arrived before is in the ledger, so that a crash goes on from here. */
  readonly listedTo: Date;
  /** How many messages it brought into the ledger. A crash may leave some of them uncounted. */
  readonly found: number;
  /** Null: it is at work. */
  readonly endedAt: Date | null;
};

/** A mail that a mailbox got lately, by which a loop is noticed. Nothing that the mail says can be read from it. */
export type RecentMail = {
  /** Equal of equal mails of one sender: the beginning of what `reading/fingerprint.ts` makes of it. */
  readonly fingerprint: string;
  /** Gmail's id of the message. */
  readonly messageId: string;
  /** Gmail's `internalDate`. */
  readonly receivedAt: Date;
  /** It is forgotten 20 minutes after that. */
  readonly notedAt: Date;
};

/**
 * The intake of one mailbox: what becomes of its mail, and how far it was read. It is a record of its own, so that
 * it does not contend with refresh and probe for the connection's revision.
 */
export type Intake = {
  readonly connectionId: string;
  /** The mailbox's address in lower case, by which a push names it. */
  readonly address: string;
  readonly isOn: boolean;
  /** Mail that arrived before is skipped. */
  readonly startsAt: Date;
  readonly routing: Routing;
  /**
   * The cursor: every message that Gmail's history names up to this history id (decimal text) is in the ledger.
   * Null: a resync has to find one.
   */
  readonly historyId: string | null;
  /** When the history was last read to its end. */
  readonly syncedAt: Date | null;
  /** The highest history id that Gmail pushed (decimal text), and when; null: none yet. */
  readonly pushedHistoryId: string | null;
  readonly pushedAt: Date | null;
  /** Null: there is none, so that mail is only found by polling. */
  readonly watch: Watch | null;
  /** Why the watch could not be renewed; null: it could. */
  readonly watchFailure: MailFailure | null;
  /** Since when mail comes and none is pushed, although there is a watch; null: pushes come. */
  readonly pushSilentSince: Date | null;
  readonly lease: IntakeLease | null;
  /** When `mail-sync` looks at this mailbox: the earliest of the moments below, or of a retry. Null: never. */
  readonly dueAt: Date | null;
  /** When the history is read even without a push. */
  readonly pollAt: Date;
  readonly renewWatchAt: Date;
  readonly sweepAt: Date;
  /** A resync or sweep that is not finished. */
  readonly listing: Listing | null;
  /** The last one that was asked for; null: none was. */
  readonly backfill: Backfill | null;
  /** Why the mailbox could not be read; null: it could. */
  readonly failure: MailFailure | null;
  /**
   * May the ledger have entries that are found or held? It is true from before such an entry is left until a run
   * saw that none is left. A held one counts, because later mail of its thread waits for it.
   */
  readonly hasOpenEntries: boolean;
  /** The last day (UTC, `YYYY-MM-DD`) whose statement was made; null: none was. */
  readonly booksClosedDay: string | null;
  /** The mails of the last 20 minutes, at most 200. */
  readonly recentMails: readonly RecentMail[];
};
