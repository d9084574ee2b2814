import type { Diagnosis } from '../diagnosis/index.ts';
import type {
  Absence,
  MailboxLook,
  OrgMail,
  TracedMail,
  TraceFields,
  TraceProblem,
} from '../mail/tracing/index.ts';
import type { MailDecision } from './ledger-views.ts';

/** The form as it was filled in. `mailbox`: an address; empty: all. */
export type WhereForm = Omit<TraceFields, 'from' | 'to'> & { readonly mailbox: string };

export type WhereProblem =
  | (Omit<TraceProblem, 'field'> & { readonly field: keyof WhereForm })
  | { readonly field: 'mailbox'; readonly code: 'trace_mailbox_unknown' };

/** A mail that was found, and where it can be opened. */
export type TracedMailView = {
  readonly mail: TracedMail;
  readonly mailUrl: string;
  /** Null: it is on no case, or its organization is not known any more. */
  readonly caseUrl: string | null;
  /** The case that has it now, if that is another one. */
  readonly presentUrl: string | null;
};

/** A mailbox that was to be searched. The diagnosis says why it could not be; null: it could, or nothing failed. */
export type LookView = { readonly look: MailboxLook; readonly diagnosis: Diagnosis | null };

export type OrgMailView = { readonly mail: OrgMail; readonly caseUrl: string | null };

export type WhereResult = {
  readonly mails: readonly TracedMailView[];
  readonly hasMore: boolean;
  readonly looks: readonly LookView[];
  readonly beyond: number;
  readonly inOrgs: readonly OrgMailView[];
  readonly absences: readonly Absence[];
};

export type WhereView = {
  readonly form: WhereForm;
  readonly problem: WhereProblem | null;
  /** Null: nothing was asked for, or it was refused. */
  readonly result: WhereResult | null;
  /** What was decided of one of the mails. */
  readonly done: MailDecision | null;
};
