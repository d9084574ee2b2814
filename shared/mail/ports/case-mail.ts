import type { Readable } from 'node:stream';

/** An EmailMessage of a case, as far as an answer to it needs. */
export type CaseEmail = {
  readonly emailMessageId: string;
  /** Without angle brackets; null: it has none. */
  readonly identifier: string | null;
  /** Gmail's id of its thread, if the connector wrote it; else what something else put there, or null. */
  readonly threadId: string | null;
  readonly subject: string;
  readonly isIncoming: boolean;
};

/** A file of the organization. */
export type OrgFile = {
  readonly name: string;
  readonly bytes: number;
  /** Reads it to its end with the function, once. */
  read<T>(take: (content: Readable) => Promise<T>): Promise<T>;
};

/** What an organization knows that a mail about a case needs. Errors: those of `CaseStore`. */
export interface CaseMail {
  /**
   * The mails of a case that have a Message-ID, the newest 50 of them, oldest first.
   *
   * @throws AppError `case_unknown`: there is no such case, or the user may not read it
   */
  conversationOf(caseId: string): Promise<readonly CaseEmail[]>;
  /** The threading token that an answer should carry; null: the Apex class is not deployed, or gives none. */
  threadTokenOf(caseId: string): Promise<string | null>;
  /** @throws AppError `send_file_unreadable`: there is no such file, or the user may not read it */
  fileOf(fileId: string): Promise<OrgFile>;
}
