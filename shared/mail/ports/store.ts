import type { Erasure } from '../model/erasure.ts';
import type { Intake } from '../model/intake.ts';
import type { EntryState, FilesClaim, LedgerEntry, ThreadLink } from '../model/ledger.ts';
import type { MailEvent } from '../model/mail-event.ts';
import type { OrgPause } from '../model/org-pause.ts';
import type { SendStore } from './send-store.ts';
import type { Versioned } from './versioned.ts';

/** One page of a listing; `next` continues it, null at the end. */
export type EntryPage = { readonly items: readonly LedgerEntry[]; readonly next: string | null };

/** One page of all thread links, in an order of the store's own; `next` continues it, null at the end. */
export type ThreadLinkPage = {
  readonly items: readonly Versioned<ThreadLink>[];
  readonly next: string | null;
  /** How many of this page cannot be read. */
  readonly unreadable: number;
};

/** Which entries a page lists, the newest first. */
export type EntryListing = {
  /** Null: of all mailboxes. */
  readonly connectionId: string | null;
  /** Null: in any state. Over all mailboxes only `held` is listed. */
  readonly state: 'held' | null;
  readonly after: string | null;
  readonly limit: number;
};

/** How many messages are in each state. */
export type StateCounts = Readonly<Record<EntryState, number>>;

/** Messages that arrived from a moment, until before another one, both at a quarter of an hour. */
export type ArrivedWhen = {
  /** Null: in all mailboxes. */
  readonly connectionId: string | null;
  readonly from: Date;
  readonly until: Date;
};

export type DueIntakes = ({ readonly before: Date } | { readonly after: Date }) & {
  readonly limit: number;
  /** All shards when left out. */
  readonly shards?: readonly number[];
};

/**
 * Where intakes, the ledger, thread links, pauses and sends are stored. Every write is a compare-and-set, as in the tokens'
 * store: it names the revision that it replaces (null: there must be none) and answers the new one, or null when
 * somebody else wrote first. Errors: those of the tokens' store.
 */
export interface MailStore extends SendStore {
  readIntake(connectionId: string): Promise<Versioned<Intake> | null>;
  /** By the mailbox's address in lower case: of those that are on, else null. */
  findIntake(address: string): Promise<Versioned<Intake> | null>;
  writeIntake(
    intake: Intake,
    revision: string | null,
    event?: MailEvent | null,
  ): Promise<string | null>;
  /** Every intake, on and off; by address. An unreadable one is left out. */
  listIntakes(): Promise<readonly Intake[]>;
  /** Ids of the connections whose intake is due before a moment or at it, or only after one, the earliest first. */
  dueIntakes(due: DueIntakes): Promise<readonly string[]>;

  /** Adds those entries that the ledger lacks, all or none of a call. Answers those that were added. */
  addEntries(entries: readonly LedgerEntry[]): Promise<readonly Versioned<LedgerEntry>[]>;
  readEntry(connectionId: string, messageId: string): Promise<Versioned<LedgerEntry> | null>;
  writeEntry(
    entry: LedgerEntry,
    revision: string,
    event?: MailEvent | null,
  ): Promise<string | null>;
  /** The found and held entries of a mailbox by rising message id, at most `limit`. */
  listOpenEntries(connectionId: string, limit: number): Promise<readonly Versioned<LedgerEntry>[]>;
  /** Those entries of a mailbox that exist, of at most 500 messages. */
  readEntries(
    connectionId: string,
    messageIds: readonly string[],
  ): Promise<readonly Versioned<LedgerEntry>[]>;
  listEntries(listing: EntryListing): Promise<EntryPage>;
  /** How many are held, of one mailbox or of all. */
  countHeld(connectionId: string | null): Promise<number>;
  /** Counts the messages that arrived in a time; those that were never read by when they were found. */
  countArrived(when: ArrivedWhen): Promise<StateCounts>;
  /** Deletes filed and skipped entries that may be forgotten before then. Answers how many. */
  forgetEntries(before: Date): Promise<number>;

  readThreadLink(connectionId: string, threadId: string): Promise<Versioned<ThreadLink> | null>;
  /** A link that is not written for a year may be forgotten. */
  writeThreadLink(link: ThreadLink, revision: string | null): Promise<string | null>;

  /** Those of all mailboxes. What is written after it began may be missing. */
  listThreadLinks(page: {
    readonly after: string | null;
    readonly limit: number;
  }): Promise<ThreadLinkPage>;
  /** Notes that somebody's address was erased, with its event. */
  addErasure(erasure: Erasure, event: MailEvent): Promise<string | null>;

  readFilesClaim(
    place: Pick<FilesClaim, 'orgId' | 'emailMessageId'>,
  ): Promise<Versioned<FilesClaim> | null>;
  /** One that ended a day ago may be forgotten. */
  writeFilesClaim(claim: FilesClaim, revision: string | null): Promise<string | null>;

  readOrgPause(orgId: string): Promise<Versioned<OrgPause> | null>;
  writeOrgPause(
    pause: OrgPause,
    revision: string | null,
    event?: MailEvent | null,
  ): Promise<string | null>;
}
