import type { AdditionLine, BadLine } from '../additions/index.ts';
import type { Diagnosis } from '../diagnosis/index.ts';
import type { Delegation } from '../tokens/index.ts';

/** Why a list was not taken as a whole; `upload`: the file is no text. */
export type ListProblem = 'empty' | 'too_many' | 'upload';

/** The form for the mailboxes that a service account shall serve, filled in as it was. */
export type AddMailboxesView = {
  readonly delegation: Delegation;
  readonly addresses: string;
  readonly problem: ListProblem | null;
  readonly bad: readonly BadLine[];
  /** How many lines the list has. */
  readonly lines: number;
};

/** Which lines of an addition are shown. */
export type LinesShown = 'all' | 'failed' | 'waiting';

/** How many lines became what. */
export type LineCounts = Readonly<
  Record<'connected' | 'switched' | 'again' | 'failed' | 'waiting', number>
>;

/** A reason for which lines failed, and how many. */
export type FailedCause = { readonly diagnosis: Diagnosis; readonly lines: number };

/** A line with the reason why it failed. */
export type LineView = { readonly line: AdditionLine; readonly diagnosis: Diagnosis | null };

/** Why the rest is not tried, for one domain or (null) for all. */
export type StopView = { readonly domain: string | null; readonly diagnosis: Diagnosis };

export type AdditionView = {
  readonly id: string;
  readonly serviceAccount: string;
  /** Null: it was removed since. */
  readonly delegation: Delegation | null;
  readonly total: number;
  readonly counts: LineCounts;
  /** Is anything left that will be tried? */
  readonly isRunning: boolean;
  readonly stops: readonly StopView[];
  readonly causes: readonly FailedCause[];
  /** How many consents could not be revoked at Google. */
  readonly unrevoked: number;
  readonly shown: LinesShown;
  readonly lines: readonly LineView[];
  /** The place of the first line of this page, from 0, and of the next page; null at the end. */
  readonly after: number;
  readonly next: number | null;
};
