import type { Diagnosis } from '../diagnosis/index.ts';
import type { ErrorCode } from '../errors.ts';
import type { LedgerEntry } from '../mail/model/ledger.ts';
import type { CaseToJoin } from '../salesforce/api/index.ts';
import type { ErrorView } from './views.ts';

/** What a person may decide of mail. */
export const MAIL_DECISIONS = ['retried', 'forced', 'skipped'] as const;

export type MailDecision = (typeof MAIL_DECISIONS)[number];

/** What was decided or corrected. `many`: of so many that were held for a cause; null: of one. */
export type MailDone =
  | { readonly decision: MailDecision | 'corrected'; readonly many: null }
  | {
      readonly decision: MailDecision;
      readonly many: { readonly count: number; readonly cause: ErrorCode };
    };

/** A filed mail whose case or customer is wrong. */
export type CorrectionView = {
  readonly connectionId: string;
  readonly messageId: string;
  readonly address: string;
  /** The case that it is on; null: its organization is not known any more. */
  readonly caseUrl: string | null;
  /** Its customer was taken from a colleague's forward. */
  readonly isForward: boolean;
  /** What was entered to name another case. */
  readonly named: string;
  /** The case that was found by it; null: none is asked for, or it was refused. */
  readonly found: CaseToJoin | null;
  readonly refused: ErrorView | null;
};

/** One mail: what became of it, and where it is. */
export type MessageView = {
  readonly entry: LedgerEntry;
  /** Why it waits or is held; null: neither. */
  readonly diagnosis: Diagnosis | null;
  /** The case in Salesforce; null: it has none, or its organization is not known any more. */
  readonly caseUrl: string | null;
  /** The mail in Gmail. */
  readonly mailUrl: string;
};

/** Subject and sender of the one mail that somebody asked for, or why Gmail did not tell them. */
export type Envelope = { readonly messageId: string } & (
  | { readonly subject: string; readonly from: string }
  | { readonly diagnosis: Diagnosis }
);

/** Mail that is held for one cause. */
export type HeldCause = {
  readonly code: ErrorCode;
  readonly diagnosis: Diagnosis;
  readonly count: number;
};

/** `isAll` is false when only the newest held mail was counted. */
export type HeldCauses = { readonly causes: readonly HeldCause[]; readonly isAll: boolean };

/** The last messages of a mailbox, or its held ones. */
export type MessagesView = {
  readonly connectionId: string;
  readonly address: string;
  readonly isOn: boolean;
  readonly show: 'all' | 'held';
  readonly messages: readonly MessageView[];
  readonly held: number;
  readonly causes: HeldCauses;
  readonly envelope: Envelope | null;
  /** The cursor of this page; null: the first one. */
  readonly after: string | null;
  readonly next: string | null;
  readonly done: MailDone | null;
  readonly refused: ErrorView | null;
};

/** The held mail of all mailboxes. */
export type HeldView = Pick<
  MessagesView,
  'held' | 'causes' | 'after' | 'next' | 'done' | 'refused'
> & {
  readonly messages: readonly (MessageView & { readonly address: string })[];
};
