import type { Readable } from 'node:stream';
import type { CaseStore } from './ports/case-store.ts';
import type { MailboxReader } from './ports/mailbox-reader.ts';
import type { MailStore } from './ports/store.ts';

// Named here, so that the stores, the services and the tests import one module.
export type { Attachment, MailAddress, MailNote, ParsedMail } from './model/parsed-mail.ts';
export type { CaseEmail, CaseMail, OrgFile } from './ports/case-mail.ts';
export type {
  CaseFields,
  CaseFiling,
  CaseQuery,
  CaseStore,
  FoundCase,
  Replaced,
  StoredEmail,
  StoredFile,
  StoredPlace,
} from './ports/case-store.ts';
export type { LocatedMail, MailboxFinder, MailSearch, Party } from './ports/mailbox-finder.ts';
export type {
  HistoryPage,
  MailboxReader,
  NamedMessage,
  RawMessage,
} from './ports/mailbox-reader.ts';
export {
  type MailboxSender,
  type OutgoingMessage,
  SEND_HEADER,
  type SendAnswer,
  type SendAsAddress,
  type SentHeaders,
} from './ports/mailbox-sender.ts';
export type { NativeEmail, NativeMail, Opening } from './ports/native-mail.ts';
export type {
  ArrivedWhen,
  DueIntakes,
  EntryListing,
  EntryPage,
  MailStore,
  StateCounts,
  ThreadLinkPage,
} from './ports/store.ts';
export type { Versioned } from './ports/versioned.ts';

export interface Clock {
  now(): Date;
  sleep(milliseconds: number): Promise<void>;
}

export interface Ids {
  /** Unique but not secret: for lease owners. */
  unique(): string;
  /** A number in [0, 1): for jitter. */
  random(): number;
}

/** Room for parts of a mail that are too large for memory. */
export interface Scratch {
  /** A new temporary file: write it once, read it as often as needed, then discard it. */
  create(): Promise<ScratchFile>;
}

export type ScratchFile = {
  write(content: Readable): Promise<void>;
  open(): Readable;
  discard(): Promise<void>;
};

/** What the mail core works with. */
export type MailPorts = {
  readonly store: MailStore;
  readonly readerOf: (connectionId: string) => MailboxReader;
  readonly casesOf: (orgId: string) => CaseStore;
  readonly scratch: Scratch;
  readonly clock: Clock;
  readonly ids: Ids;
};
