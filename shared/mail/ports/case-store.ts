import type { CaseOwner } from '../model/intake.ts';
import type { Attachment, ParsedMail } from '../model/parsed-mail.ts';

/** What the org is asked to find the case of a mail. */
export type CaseQuery = Pick<
  ParsedMail,
  'subject' | 'text' | 'html' | 'inReplyTo' | 'references' | 'threadIndex' | 'from'
> & {
  /** The Message-ID of a mail that was sent: of a bounce what could not be delivered, of sent mail its own. */
  readonly sentId?: string;
  /** A row with this key does not count as sent, because the connector wrote it and its answer was lost. */
  readonly sentKey?: string;
};

export type FoundCase = {
  /** Null: no case belongs to this mail. */
  readonly match: {
    readonly caseId: string;
    /** A threading token proves that the sender was given a mail of this case; a header can be forged. */
    readonly by: 'token' | 'headers';
    /** Addresses in lower case. */
    readonly participants: readonly string[];
    /** The case has the mail of `sentId` as one that was sent. */
    readonly hasSent?: boolean;
  } | null;
  /** The one Contact with the sender's address; null: none, or several. */
  readonly contactId: string | null;
};

/** An EmailMessage to create, and with it a Case, or on a Case that exists. Texts are cut and clean. */
export type CaseFiling = {
  /** SHA-256, hex: unique to this mail, for `Gmail_Message_Key__c`. */
  readonly key: string;
  readonly target:
    | { readonly kind: 'case'; readonly caseId: string }
    | {
        readonly kind: 'new_case';
        readonly contactId: string | null;
        /** At most 255 characters; never empty. */
        readonly subject: string;
        readonly routing: CaseFields;
      };
  readonly email: {
    readonly subject: string;
    readonly text: string;
    readonly html: string | null;
    readonly headers: string;
    readonly fromAddress: string;
    readonly fromName: string;
    readonly to: string;
    readonly cc: string;
    readonly date: Date;
    readonly messageId: string | null;
    /** The mail that it answers; null: none. */
    readonly inReplyTo: string | null;
    readonly threadIndex: string | null;
    /** Gmail's. */
    readonly threadId: string;
    /** It was sent from the mailbox; left out: it came in. */
    readonly isOutgoing?: boolean;
  };
};

export type CaseFields = {
  readonly origin: string | null;
  readonly priority: string | null;
  readonly recordTypeId: string | null;
  readonly owner: CaseOwner;
};

/** `isNew` is false when the org had a mail with this key already; then nothing was written. */
export type StoredEmail = {
  readonly caseId: string;
  readonly emailMessageId: string;
  readonly isNew: boolean;
};

/** An EmailMessage that another one takes the place of. */
export type Replaced = {
  readonly emailMessageId: string;
  /** The contact that its case gets with it; null: none; left out: it keeps its own. */
  readonly contactId?: string | null;
};

/** A file of an EmailMessage in the org. */
export type StoredFile = { readonly name: string; readonly bytes: number; readonly md5: string };

/** An EmailMessage of the org, and the case that it is on; null: none. A deleted one is in the recycle bin. */
export type StoredPlace = {
  readonly emailMessageId: string;
  readonly caseId: string | null;
  readonly isDeleted: boolean;
};

/**
 * One org's cases. Errors, by what may be done: *transient* `org_unavailable`, `record_locked`, `org_busy`; *this
 * mail* `record_refused`, `record_trigger_failed`, `case_gone`; *this org* `org_login_refused`, `org_refused`,
 * `org_limit_reached`, `org_storage_full`, `org_fields_missing`, `org_unknown`. `upstream.error` is Salesforce's
 * errorCode.
 */
export interface CaseStore {
  /** Two calls most often; up to three more for an old reference, a bounce, or whom the named mails do not name. */
  find(query: CaseQuery): Promise<FoundCase>;
  /** One composite call, all or none. */
  file(filing: CaseFiling): Promise<StoredEmail>;
  /**
   * Writes a mail again in place of its EmailMessage, of which Salesforce lets nobody change the case or the sender. One
   * composite call, all or none: the old one gives its key to the new one and counts no more when cases are found.
   * `isNew` is false when it was done already.
   */
  refile(filing: CaseFiling, replaced: Replaced): Promise<StoredEmail>;
  /** The EmailMessage that `file` would answer, because the org has the mail already; null: it would write it. One call. */
  twinOf(filing: Pick<CaseFiling, 'key' | 'email'>): Promise<StoredEmail | null>;
  /** The survivor of a case that was merged; null: it is gone. */
  survivorOf(caseId: string): Promise<string | null>;
  /** Those of at most 200 EmailMessages that the org has, deleted ones included. One call. */
  readEmails(emailMessageIds: readonly string[]): Promise<readonly StoredPlace[]>;
  listFiles(emailMessageId: string): Promise<readonly StoredFile[]>;
  addFile(emailMessageId: string, file: Attachment): Promise<void>;
}
